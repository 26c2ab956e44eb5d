import type { ExpressionRequest } from "../../core/expressions/requests";
import { unknownValue, type Known } from "../../core/known";
import { ownEntry } from "../../core/ownEntry";
import { schemes } from "../../facts/cloudflare/expressionLanguage";
import { blockAction, dataCenterCharacteristic } from "../../facts/cloudflare/requestPhases";
import { ErrorPageKind } from "../../facts/cloudflare/errorPages";
import type { LimitAction } from "../rules/edgeActions";
import type { EdgeAnswer } from "../rules/edgeAnswers";
import type { MetRules } from "../rules/metRules";
import type { EdgeRule } from "../rules/edgeRules";
import type { Assumed } from "./assumed";
import type { DeclaredErrorPages } from "./declaredErrorPages";
import type { RuledLimit } from "./ruled";

/** A rate limit of which all is known that it counts by. */
interface KnownLimit extends Omit<RuledLimit, "key"> {
  readonly characteristics: readonly string[];
}

/**
 * Reads the rate limits that a zone has.
 * @param met - The rules that requests meet.
 * @param answerFor - What becomes of a request.
 * @param pages - What those see who are refused, unless the rule says it.
 * @param assumed - Takes what is assumed.
 * @returns What finds those that count a request; undefined where there are none.
 */
export function declaredLimits(
  met: MetRules,
  answerFor: (request: ExpressionRequest) => EdgeAnswer,
  pages: DeclaredErrorPages | undefined,
  assumed: Assumed,
): ((request: ExpressionRequest) => readonly RuledLimit[]) | undefined {
  const rules = (met.phases.get("http_ratelimit") ?? []).flatMap((phase) => phase.rules ?? []);
  const limits = new Map(
    rules.flatMap((rule) => {
      const { action, enabled } = rule;
      if (action.kind !== "limit" || enabled === "no") {
        return [];
      }
      const limit = known(rule, action);
      if (typeof limit === "string") {
        assumed.note(`the rate limit ${rule.title} is not rehearsed: ${limit}`);
        return [];
      }
      return [[rule, limit] as const];
    }),
  );
  return limits.size === 0
    ? undefined
    : (request) => {
        const { counting, rewritten } = answerFor(request);
        return counting.flatMap((rule) => {
          const limit = limits.get(rule);
          const page = pages?.forRefusal(request, ErrorPageKind.RateLimitBlock);
          return limit === undefined
            ? []
            : [counted({ ...(page && { page }), ...limit }, rewritten?.request ?? request)];
        });
      };
}

/** The limit, or why it is not rehearsed. */
function known({ title }: EdgeRule, limit: LimitAction): KnownLimit | string {
  const { name, status, requests, periodSeconds, refusedSeconds, countsOriginOnly } = limit;
  const characteristics = listed(limit.characteristics);
  if (name !== blockAction) {
    return `its action is ${String(name === unknownValue ? "not known yet" : name)}`;
  }
  if (requests === undefined || limit.countsOthers) {
    return "something else is counted than the requests that it matches";
  }
  const numbers = { requests, periodSeconds, refusedSeconds, status };
  if (characteristics === undefined || Object.values(numbers).includes(unknownValue)) {
    return "not all of it is known yet";
  }
  const other = characteristics.find((each) => valueOf(each, noRequest) === undefined);
  return other === undefined
    ? {
        title: `the rate limit ${title}`,
        ...(numbers as Numbers),
        ...{ countsOriginOnly, characteristics },
        ...(limit.page === undefined || limit.page === unknownValue ? {} : { page: limit.page }),
      }
    : `it counts by ${other}`;
}

type Numbers = Pick<RuledLimit, "requests" | "periodSeconds" | "refusedSeconds" | "status">;

const noRequest: ExpressionRequest = { scheme: schemes.encrypted, host: "", path: "/" };

function listed(list: Known<readonly Known<string>[]>): readonly string[] | undefined {
  const texts = list === unknownValue ? [] : list.filter((each) => typeof each === "string");
  return list !== unknownValue && texts.length === list.length ? texts : undefined;
}

function counted(
  { characteristics, ...limit }: KnownLimit,
  request: ExpressionRequest,
): RuledLimit {
  const values = characteristics.map((each) => valueOf(each, request) ?? "");
  return { ...limit, key: JSON.stringify([limit.title, ...values]) };
}

/** The value of a request that a limit counts by; undefined for a characteristic that is not read. */
function valueOf(characteristic: string, request: ExpressionRequest): string | undefined {
  const header = /^http\.request\.headers\["([^"]+)"\]$/.exec(characteristic)?.[1];
  if (header !== undefined) {
    return String(ownEntry(request.headers ?? {}, header.toLowerCase()) ?? "");
  }
  const values: Readonly<Record<string, string | undefined>> = {
    // Each data center counts by itself, and a rehearsal has one.
    [dataCenterCharacteristic]: "",
    "ip.src": request.clientAddress ?? "",
    "ip.src.country": request.country ?? "",
    "http.host": request.host,
    "http.request.uri.path": request.path,
  };
  return ownEntry(values, characteristic);
}
