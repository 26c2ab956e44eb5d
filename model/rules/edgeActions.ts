import { unknownValue, type Known } from "../../core/known";
import {
  blockAction,
  blockStatus,
  challengeActions,
  rateLimitStatus,
} from "../../facts/cloudflare/requestPhases";
import {
  isObject,
  isUnread,
  readFlag,
  readNumber,
  readObject,
  readText,
  readTexts,
} from "../graph/reading";
import type { ModelObject, ModelValue } from "../graph/resources";
import { redirectOf, rewriteOf, type RewriteAction, type UrlAction } from "./urlActions";

/** A page that a rule shows with an error. */
export interface ResponsePage {
  readonly content: string;
  /** Its type; undefined for HTML. */
  readonly contentType: string | undefined;
}

/** An answer with an error. */
export interface BlockAction {
  readonly kind: "block";
  /** Its status code. */
  readonly status: Known<number>;
  /** The page that it says. Absent where it says none. */
  readonly page?: Known<ResponsePage>;
}

/** A page that a browser must get past. */
export interface ChallengeAction {
  readonly kind: "challenge";
  /** `managed_challenge` and the like. */
  readonly name: string;
}

/** An answer to requests over a limit. */
export interface LimitAction {
  readonly kind: "limit";
  /** What is done with them: `block` and the like. */
  readonly name: Known<string>;
  /** Their status code where they are blocked. */
  readonly status: Known<number>;
  /** The page that they get then. Absent where the rule says none. */
  readonly page?: Known<ResponsePage>;
  /** What requests are counted by, e.g. `ip.src`. */
  readonly characteristics: Known<readonly Known<string>[]>;
  /** How many requests may come within a period. Undefined where something else is counted. */
  readonly requests: Known<number> | undefined;
  /** The period, in seconds. */
  readonly periodSeconds: Known<number>;
  /** For how long requests are refused then, in seconds. */
  readonly refusedSeconds: Known<number>;
  /** Whether only requests count that the cache does not answer. */
  readonly countsOriginOnly: boolean;
  /** Whether something else than the rule's own expression says which requests count. */
  readonly countsOthers: boolean;
}

/** Rules that are not run for a request. */
export interface SkipAction {
  readonly kind: "skip";
  /** Whether those that come after it in the same ruleset are. */
  readonly restOfRuleset: boolean;
  /** The phases that are. */
  readonly phases: Known<readonly Known<string>[]>;
  /** Older products that are: `zoneLockdown` and the like. */
  readonly products: Known<readonly Known<string>[]>;
}

/** A page at which visitors log in before anything of their requests goes on. */
export interface LoginAction {
  /** Access of Cloudflare asks for it. */
  readonly kind: "login";
  /** Whether some policy lets somebody in. */
  readonly letsIn: "some" | "nobody";
}

/** What a rule does with the requests that it applies to. */
export type EdgeAction =
  | UrlAction
  | BlockAction
  | ChallengeAction
  | LimitAction
  | SkipAction
  | LoginAction
  | RewriteAction
  /** It changes where a request is sent. */
  | {
      readonly kind: "route";
      /** The hostname that is resolved instead. Undefined for that of the request. */
      readonly host: Known<string> | undefined;
      /** The port. Undefined for the usual one. */
      readonly port: Known<number> | undefined;
      /** The hostname that the origin is asked for, in the Host header. Undefined for that of the request. */
      readonly hostHeader: Known<string> | undefined;
    }
  /** It changes what the cache keeps. */
  | {
      readonly kind: "cache";
      /** Seconds for which every answer is kept, whatever the origin says; 0 for none. Undefined where it does not say so. */
      readonly keptSeconds: Known<number> | undefined;
    }
  /** It changes settings of the zone for a request. */
  | {
      readonly kind: "configure";
      /** How readily visitors are challenged: `under_attack` and the like. Undefined where it does not say. */
      readonly securityLevel: Known<string> | undefined;
    }
  /** It lets visitors wait at the edge. */
  | { readonly kind: "hold" }
  /** It runs another ruleset. What becomes of a request is not read where nobody knows the rules of that one. */
  | { readonly kind: "execute"; readonly ruleset: ModelValue | undefined }
  /** It is none of those above: what becomes of a request is not read. */
  | {
      readonly kind: "unread";
      /** The script that runs. Undefined where none does. */
      readonly script?: Known<string>;
    }
  /** It changes how a request is served, or notes it, and lets it go on. */
  | { readonly kind: "passing"; readonly name: string };

/** Actions that let a request go on. Source: Cloudflare docs, ruleset-engine/rules-language/actions. */
const passingActions: readonly string[] = [
  ...["log", "rewrite", "compress_response"],
  ...["score", "log_custom_field", "set_cache_control", "set_cache_tags", "force_connection_close"],
];

/**
 * Reads what a rule does.
 * @param rule - The rule as the resource holds it.
 * @returns What it does with a request; `unread` where that is not known.
 */
export function actionOf(rule: ModelObject): EdgeAction {
  const name = readText(rule.action);
  const parameters = readObject(rule.actionParameters);
  const own = parameters === unknownValue ? {} : parameters;
  const isKnown = parameters !== unknownValue;
  if (isObject(rule.ratelimit)) {
    return limitOf(name ?? unknownValue, parameters, rule.ratelimit);
  }
  if (typeof name !== "string") {
    return { kind: "unread" };
  }
  if (name === blockAction) {
    return { kind: "block", ...responseOf(parameters, blockStatus) };
  }
  if (challengeActions.includes(name)) {
    return { kind: "challenge", name };
  }
  if (name === "skip" && isKnown) {
    return skipOf(own);
  }
  if (name === "redirect" && isKnown) {
    return redirectOf(own);
  }
  if (name === "route" && isKnown) {
    const origin = readObject(own.origin);
    const hostHeader = readText(own.hostHeader);
    return origin === unknownValue
      ? { kind: "route", host: unknownValue, port: unknownValue, hostHeader }
      : { kind: "route", host: readText(origin.host), port: readNumber(origin.port), hostHeader };
  }
  if (name === "set_cache_settings" && isKnown) {
    return { kind: "cache", keptSeconds: keptSeconds(own) };
  }
  if (name === "set_config") {
    return {
      kind: "configure",
      securityLevel: isKnown ? readText(own.securityLevel) : unknownValue,
    };
  }
  if (name === "execute" && isKnown) {
    return { kind: "execute", ruleset: own.id };
  }
  if (name === "rewrite" && (!isKnown || own.uri !== undefined)) {
    return rewriteOf(own.uri);
  }
  return passingActions.includes(name) ? { kind: "passing", name } : { kind: "unread" };
}

/** Actions that set something for a request, of which the last one counts that does. Source: that of `settingsOf` in requestSettings.ts. */
const settingActions: readonly string[] = ["set_cache_settings", "set_config", "route"];

/**
 * Lists what a rule sets for requests that go on.
 * @param rule - The rule as the resource holds it.
 * @returns The names of the settings; none where it sets none, or nobody knows which.
 */
export function settingsSaid({ action, actionParameters }: ModelObject): readonly string[] {
  const isSetting = settingActions.some((name) => name === action);
  if (!isSetting || !isObject(actionParameters)) {
    return [];
  }
  return Object.entries(actionParameters).flatMap(([name, value]) => {
    const isGiven = value !== null;
    return isGiven && name === "origin" && isObject(value)
      ? Object.keys(value).map((part) => `${name}.${part}`)
      : isGiven
        ? name
        : [];
  });
}

/** A key that tells visitors apart keeps an answer for each. Source: Cloudflare docs, cache/how-to/cache-rules/settings. */
function keptSeconds({ cache, edgeTtl, cacheKey }: ModelObject): Known<number> | undefined {
  if (readFlag(cache, "yes") === "no") {
    return 0;
  }
  const ttl = readObject(edgeTtl);
  if (ttl === unknownValue || isUnread(ttl.mode) || isUnread(cache)) {
    return unknownValue;
  }
  if (ttl.mode !== "override_origin") {
    return undefined;
  }
  const key = readObject(cacheKey);
  const custom = key === unknownValue ? key : readObject(key.customKey);
  const ofVisitor: readonly (ModelValue | undefined)[] =
    custom === unknownValue ? [custom] : [custom.cookie, custom.header];
  if (ofVisitor.some(isUnread)) {
    return unknownValue;
  }
  return ofVisitor.some(isObject) ? undefined : (readNumber(ttl.default) ?? unknownValue);
}

/** What a rule that blocks says of its answer; the usual status where it says none. */
function responseOf(
  parameters: Known<ModelObject>,
  usualStatus: number,
): Pick<BlockAction, "status" | "page"> {
  const own = parameters === unknownValue ? unknownValue : readObject(parameters.response);
  if (own === unknownValue) {
    return { status: unknownValue, page: unknownValue };
  }
  const content = readText(own.content);
  const contentType = readText(own.contentType);
  const page =
    content === unknownValue || contentType === unknownValue
      ? unknownValue
      : content === undefined
        ? undefined
        : { content, contentType };
  return {
    status: readNumber(own.statusCode) ?? usualStatus,
    ...(page === undefined ? {} : { page }),
  };
}

function limitOf(
  name: Known<string>,
  parameters: Known<ModelObject>,
  limit: ModelObject,
): LimitAction {
  return {
    kind: "limit",
    name,
    ...responseOf(parameters, rateLimitStatus),
    characteristics: readTexts(limit.characteristics),
    requests: readNumber(limit.requestsPerPeriod),
    periodSeconds: readNumber(limit.period) ?? unknownValue,
    refusedSeconds: readNumber(limit.mitigationTimeout) ?? 0,
    countsOriginOnly: readFlag(limit.requestsToOrigin, "no") === "yes",
    countsOthers: (readText(limit.countingExpression) ?? "") !== "",
  };
}

function skipOf({ ruleset, phases, products }: ModelObject): SkipAction {
  return {
    kind: "skip",
    restOfRuleset: readText(ruleset) === "current",
    phases: readTexts(phases),
    products: readTexts(products),
  };
}
