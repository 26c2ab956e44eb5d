import { ownEntry } from "../core/ownEntry";
import type { Problem } from "../core/problem";
import { statusTtl } from "../facts/cloudflare/pageRules";
import { isObject, wrong, settingPath, type PageRule } from "./pageRule";

/** For how long answers of some statuses are kept, as a cache rule has it. */
export interface StatusTtl {
  /** The status; absent where it is a range. */
  readonly statusCode?: number;
  /** The range of statuses; absent where it is one. */
  readonly statusCodeRange?: { readonly from: number; readonly to: number };
  /** Seconds; 0 for `no-cache`, -1 for `no-store`. */
  readonly value: number;
}

/**
 * Translates the times that a page rule has for statuses.
 * @param rule - The page rule.
 * @returns The times, and what cannot be read of them.
 */
export function translateStatusTtls(rule: PageRule): {
  readonly ttls: readonly StatusTtl[];
  readonly problems: readonly Problem[];
} {
  const path = settingPath(rule, "cache_ttl_by_status");
  const given = rule.settings.get("cache_ttl_by_status");
  const read = Object.entries(isObject(given) ? given : {}).map(([codes, ttl]) => {
    const [range, value] = [rangeOf(codes), secondsOf(ttl)];
    const place = `${path}[${JSON.stringify(codes)}]`;
    return range !== undefined && value !== undefined
      ? { ttl: { ...range, value } }
      : {
          problem:
            range === undefined
              ? wrong(place, "be named by a status or a range of them, such as 200-299", codes)
              : wrong(place, "be a whole number of seconds, no-cache or no-store", ttl),
        };
  });
  return {
    ttls: read.flatMap((each) => ("ttl" in each && each.ttl !== undefined ? [each.ttl] : [])),
    problems: read.flatMap((each) =>
      "problem" in each && each.problem !== undefined ? [each.problem] : [],
    ),
  };
}

function rangeOf(codes: string): Omit<StatusTtl, "value"> | undefined {
  const [, first, last] = /^(\d{3})(?:-(\d{3}))?$/.exec(codes) ?? [];
  const [from, to] = [Number(first), Number(last ?? first)];
  const { minimum, maximum } = statusTtl.codes;
  if (first === undefined || from < minimum || to > maximum || from > to) {
    return undefined;
  }
  return last === undefined ? { statusCode: from } : { statusCodeRange: { from, to } };
}

function secondsOf(ttl: unknown): number | undefined {
  const word = typeof ttl === "string" ? ownEntry(statusTtl.words, ttl) : undefined;
  const number = word ?? (/^-?\d{1,9}$/.test(`${ttl as string}`) ? Number(ttl) : undefined);
  return number === undefined || number < -1 ? undefined : number;
}
