import { passingActions, settingActions } from "../../facts/cloudflare/rulesetActions";
import { certain, type Certainty } from "../../core/certainty";
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
import type { BlockAction, EdgeAction, LimitAction, SkipAction } from "./edgeActions";
import { switchesOf } from "./ruledSwitches";
import { isKept, keyParts, sharesHosts } from "./cacheKeys";
import { statusSeconds } from "./statusCaching";
import { redirectOf, rewriteOf } from "./urlActions";

/**
 * Reads what a rule does.
 * @param rule - The rule as the resource holds it.
 * @returns What it does with a request; `unread` where that is not known.
 */
export function actionOf(rule: ModelObject): EdgeAction {
  const name = readText(rule.action);
  const parameters = readObject(rule.actionParameters);
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
  if (name === "set_config") {
    return {
      ...{ kind: "configure", securityLevel: securityLevel(parameters) },
      switches: switchesOf(parameters),
    };
  }
  if (name === "rewrite" && (parameters === unknownValue || parameters.uri !== undefined)) {
    return rewriteOf(parameters === unknownValue ? undefined : parameters.uri);
  }
  const read = parameters === unknownValue ? undefined : readers.get(name);
  return (
    read?.(parameters as ModelObject) ??
    (passingActions.includes(name) ? { kind: "passing", name } : { kind: "unread" })
  );
}

/** How actions are read of which nothing can be said where their parameters are not known. */
const readers: ReadonlyMap<string, (parameters: ModelObject) => EdgeAction> = new Map<
  string,
  (parameters: ModelObject) => EdgeAction
>([
  ["skip", skipOf],
  ["redirect", redirectOf],
  ["route", routeOf],
  [
    "set_cache_settings",
    (parameters) => ({
      ...{ kind: "cache", keptSeconds: keptSeconds(parameters) },
      ...{ statusSeconds: statusSeconds(parameters), browserSeconds: browserSeconds(parameters) },
      ...{ ignoresQuery: ignoresQuery(parameters), isKept: isKept(parameters) },
      ...{ keyParts: keyParts(parameters), sharesHosts: sharesHosts(parameters) },
    }),
  ],
  ["execute", ({ id }) => ({ kind: "execute", ruleset: id })],
]);

function securityLevel(parameters: Known<ModelObject>): Known<string> | undefined {
  return parameters === unknownValue ? unknownValue : readText(parameters.securityLevel);
}

function routeOf(parameters: ModelObject): EdgeAction {
  const origin = readObject(parameters.origin);
  const sni = readObject(parameters.sni);
  return {
    kind: "route",
    host: origin === unknownValue ? unknownValue : readText(origin.host),
    port: origin === unknownValue ? unknownValue : readNumber(origin.port),
    hostHeader: readText(parameters.hostHeader),
    serverName: sni === unknownValue ? unknownValue : readText(sni.value),
  };
}

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

/** What is not kept at the edge, browsers keep as the origin says. Source: that of `keptSeconds`. */
function browserSeconds({ cache, browserTtl }: ModelObject): Known<number> | undefined {
  if (readFlag(cache, "yes") === "no") {
    return 0;
  }
  const ttl = readObject(browserTtl);
  if (readFlag(cache, "no") === "no" || ttl === unknownValue) {
    return ttl === unknownValue ? unknownValue : undefined;
  }
  const mode = readText(ttl.mode);
  return mode === "override_origin"
    ? (readNumber(ttl.default) ?? unknownValue)
    : mode === undefined
      ? undefined
      : 0;
}

/** Source: Cloudflare docs, cache/how-to/cache-keys (a query string of which all is left out, or nothing is taken in). */
function ignoresQuery({ cacheKey }: ModelObject): Certainty | undefined {
  const key = readObject(cacheKey);
  const custom = key === unknownValue ? key : readObject(key.customKey);
  const query = custom === unknownValue ? custom : readObject(custom.queryString);
  if (query === unknownValue) {
    return "unknown";
  }
  const exclude = readObject(query.exclude);
  const include = readObject(query.include);
  if (exclude === unknownValue || include === unknownValue) {
    return "unknown";
  }
  const left = readTexts(exclude.lists);
  const taken = readTexts(include.lists);
  const isAllLeft =
    readFlag(exclude.all, "no") === "yes" || (left !== unknownValue && left.includes("*"));
  const isNoneTaken =
    isObject(query.include) &&
    readFlag(include.all, "no") === "no" &&
    taken !== unknownValue &&
    taken.length === 0;
  return isObject(custom) && isObject(custom.queryString)
    ? certain(isAllLeft || isNoneTaken)
    : undefined;
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
