import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue } from "../../core/known";
import { rateLimitError, requestsOfOnePage } from "../../facts/cloudflare/requestPhases";
import type { LimitAction } from "../../model/rules/edgeActions";
import type { EdgeRule } from "../../model/rules/edgeRules";
import { exempts } from "../../model/rules/exempting";
import { isSameForAll } from "../../model/rules/countedTogether";
import { say, type Phrase } from "../words/words";
import {
  hostsOf,
  meetingRisk,
  newMeeting,
  ruleName,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import type { Risk } from "./risk";
import type { Severity } from "../findings/severity";

/** A rate limit of which all that decides is known. */
interface KnownLimit {
  readonly action: LimitAction;
  readonly requests: number;
  readonly periodSeconds: number;
}

/** A rate limit that counts the requests of ordinary visitors. */
interface Counting extends Meeting {
  readonly limit: KnownLimit;
  /** The most requests per second that limits allowed which counted the same requests before; undefined where none did. */
  was: number | undefined;
}

/** Finds rate limits that come to be so low that ordinary visits meet them. */
export function rateLimitRisks(passages: readonly Passage[]): Risk[] {
  const found = new Map<EdgeRule, Counting>();
  for (const { context, hostname, was, is } of passages) {
    is.forEach(({ counting, sample }, index) => {
      const before = was[index]?.counting.map(knownLimit).filter((limit) => limit !== undefined);
      for (const rule of counting) {
        const limit = sample.asker === "visitors" ? knownLimit(rule) : undefined;
        const least = before?.map(perSecond).sort((left, right) => left - right)[0];
        if (limit === undefined || (least !== undefined && perSecond(limit) >= least)) {
          continue;
        }
        const meeting = getOrCreate(found, rule, (): Counting => ({
          ...{ ...newMeeting(context, rule), limit, was: least },
        }));
        meeting.hostnames.set(hostname.title, hostname);
        meeting.samples.set(sample.name, sample);
        meeting.stood ||= was.length > 0;
      }
    });
  }
  return [...found.values()].flatMap(limitRisk);
}

function knownLimit({ action }: EdgeRule): KnownLimit | undefined {
  if (action.kind !== "limit" || action.name === unknownValue || action.name === "log") {
    return undefined;
  }
  const { requests, periodSeconds, countsOthers } = action;
  return typeof requests === "number" && typeof periodSeconds === "number" && !countsOthers
    ? { action, requests, periodSeconds }
    : undefined;
}

function perSecond({ requests, periodSeconds }: KnownLimit): number {
  return requests / Math.max(periodSeconds, 1);
}

/** A limit that counts images counts all that a page is made of; one that counts pages, each step of a visit. */
function limitRisk(counting: Counting): Risk[] {
  const { limit, rule, was, stood } = counting;
  const countsParts = [...counting.samples.keys()].includes("for an image");
  const isOfAll = isShared(counting);
  const usual = countsParts ? requestsOfOnePage : pagesOfOneVisit;
  const isLow = limit.requests < usual || isOfAll;
  const isMuchLower = was !== undefined && perSecond(limit) * 10 <= was;
  if (!isLow && !isMuchLower) {
    return [];
  }
  const isCertain = limit.requests * 3 <= usual || isOfAll;
  const severity: Severity = isCertain && stood && !exempts(rule) ? "high" : "medium";
  return [
    meetingRisk(counting, "rate-limit-low", severity, {
      consequence: [...limitPhrase(counting), ...whyPhrase(countsParts, isOfAll)],
      hint: say`Let the rule log for a week and set the limit above what visitors were seen to send, count only what costs the origin much, and leave static files out.`,
    }),
  ];
}

/** Steps of a visit that follow each other within seconds. From experience; no source counts them. */
const pagesOfOneVisit = 5;

/** Whether the visitors of a data center are counted together. */
function isShared({ limit, samples }: Counting): boolean {
  const { characteristics } = limit.action;
  const forms = [...samples.values()].flatMap((sample) => sample.forms);
  return (
    characteristics !== unknownValue &&
    characteristics.every((each) => typeof each === "string" && isSameForAll(each, forms))
  );
}

function limitPhrase(counting: Counting): Phrase {
  const { rule, limit, was } = counting;
  const { requests, periodSeconds, action } = limit;
  const { refusedSeconds } = action;
  const name =
    action.name === "block"
      ? say`answered with Error ${action.status === unknownValue ? 429 : action.status} (${rateLimitError})`
      : say`held up by a challenge`;
  const before = was === undefined ? [] : say` (until now ${Math.round(was * periodSeconds)})`;
  const long =
    typeof refusedSeconds === "number" && refusedSeconds > 0
      ? say` for ${refusedSeconds} seconds`
      : [];
  const together = [isShared(counting) ? "together" : "each"];
  return say`From this change on visitors of ${hostsOf(counting)} may ${together} send ${requests} requests in ${periodSeconds} seconds${before}, by ${ruleName(rule)}; whoever sends more is ${name}${long}.`;
}

function whyPhrase(countsParts: boolean, isOfAll: boolean): Phrase {
  if (isOfAll) {
    return say` It counts the requests of all visitors of a data center together, so a busy minute shuts everybody there out.`;
  }
  return countsParts
    ? say` It counts everything a page is made of, and one visit of a usual page sends about ${requestsOfOnePage} requests within seconds.`
    : say` It counts every page and call that a visitor asks for.`;
}
