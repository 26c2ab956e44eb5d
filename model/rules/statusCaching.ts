import { everyStatus } from "../../facts/httpStatus";
import { unknownValue, type Known } from "../../core/known";
import { isObject, isUnread, readFlag, readList, readNumber, readObject } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";

/** For how long answers of some statuses are kept at the edge. */
export interface StatusSeconds {
  /** The lowest status. */
  readonly from: number;
  /** The highest status. */
  readonly to: number;
  /** Seconds; 0 where they are not kept. */
  readonly seconds: number;
}

/**
 * Reads for how long a cache rule keeps answers of some statuses.
 *
 * Source: Cloudflare docs, cache/how-to/configure-cache-status-code ("overrides cache instructions sent by the origin web server") and
 * cache/how-to/cache-rules/settings (0 and -1: `no-cache` and `no-store`).
 * @param parameters - The parameters of its action.
 * @returns The statuses; none where it keeps nothing of any. Undefined where it says nothing of how long the edge keeps answers.
 */
export function statusSeconds({
  cache,
  edgeTtl,
}: ModelObject): Known<readonly StatusSeconds[]> | undefined {
  if (readFlag(cache, "yes") === "no") {
    return [];
  }
  const ttl = readObject(edgeTtl);
  if (ttl === unknownValue || isUnread(cache)) {
    return unknownValue;
  }
  if ((ttl.mode ?? undefined) === undefined) {
    return undefined;
  }
  const list = readList(ttl.statusCodeTtls);
  return list === unknownValue ? unknownValue : allKnown(list.map(ofRule));
}

function ofRule(value: ModelValue): Known<StatusSeconds> {
  const own = isObject(value) ? value : {};
  const range = readObject(own.statusCodeRange);
  const seconds = readNumber(own.value) ?? unknownValue;
  if (range === unknownValue || seconds === unknownValue) {
    return unknownValue;
  }
  const one = readNumber(own.statusCode);
  const from = one ?? readNumber(range.from) ?? everyStatus.from;
  const to = one ?? readNumber(range.to) ?? everyStatus.to;
  return from === unknownValue || to === unknownValue
    ? unknownValue
    : { from, to, seconds: Math.max(seconds, 0) };
}

/**
 * Reads for how long a page rule keeps answers of some statuses.
 *
 * Source: Cloudflare docs, rules/page-rules/reference/settings and API reference, page rules (`cache_ttl_by_status`: a status or a range
 * like `500-599`, with seconds, `no-cache` or `no-store`).
 * @param pageRule - A `PageRule`.
 * @returns As for `statusSeconds`.
 */
export function pageRuleStatusSeconds(
  pageRule: ModelResource,
): Known<readonly StatusSeconds[]> | undefined {
  const actions = readObject(pageRule.properties.actions);
  const byStatus = actions === unknownValue ? actions : readObject(actions.cacheTtlByStatus);
  if (byStatus === unknownValue) {
    return unknownValue;
  }
  const list = Object.entries(byStatus);
  return list.length === 0 ? undefined : allKnown(list.map(ofPageRule));
}

function ofPageRule([statuses, value]: readonly [
  string,
  ModelValue | undefined,
]): Known<StatusSeconds> {
  const [, from, to = from] = /^(\d{3})(?:-(\d{3}))?$/.exec(statuses) ?? [];
  if (from === undefined || isUnread(value)) {
    return unknownValue;
  }
  const seconds = Number(value);
  return { from: Number(from), to: Number(to), seconds: Math.max(0, seconds || 0) };
}

function allKnown(list: readonly Known<StatusSeconds>[]): Known<readonly StatusSeconds[]> {
  const known = list.filter((each) => each !== unknownValue);
  return known.length === list.length ? known : unknownValue;
}

/**
 * Finds for how long an answer of a status is kept at the edge.
 * @param list - What is kept of each status.
 * @param status - The status.
 * @returns Seconds; 0 where it is not kept, and where nothing is said of it.
 */
export function secondsOfStatus(
  list: Known<readonly StatusSeconds[]> | undefined,
  status: number,
): number {
  const known = list === undefined || list === unknownValue ? [] : list;
  return Math.max(
    0,
    ...known.filter(({ from, to }) => from <= status && status <= to).map(({ seconds }) => seconds),
  );
}
