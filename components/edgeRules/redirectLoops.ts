import { fromBytes } from "../../core/expressions/bytes";
import { parseFilter } from "../../core/expressions/parser";
import { partsOf } from "../../core/expressions/parts";
import type { Comparison } from "../../core/expressions/tree";
import type { Problem } from "../../core/problem";
import { redirectHops, type Hop, type Redirects } from "./redirectHops";

/** More hops than this no browser follows. */
const mostHops = 20;

/** Names and paths that nobody had in mind, to see what rules make of them. */
const usualPaths = ["/", "/a/deep/path", "/a/deep/path/"];

/** So many of the hostnames, and of the paths, that one rule names are asked. */
const mostOfOneRule = 10;

/**
 * Finds redirects that lead round, or on and on. They are asked with the apex, `www`, and the first hostnames and paths that each of
 * them names, by http and https. What depends on more than that is not told.
 * @param redirects - The redirects.
 * @returns One problem for each redirect with which a way round begins.
 */
export function redirectLoopProblems(redirects: Redirects): readonly Problem[] {
  const hopFrom = redirectHops(redirects);
  const found = new Map<string, Problem>();
  for (const start of representativeUrls(redirects)) {
    const problem = wayProblem(start, hopFrom);
    if (problem !== undefined && !found.has(problem.path)) {
      found.set(problem.path, problem);
    }
  }
  return [...found.values()];
}

/** Follows redirects from a URL until they end; what is wrong where they come back, or do not end. */
function wayProblem(start: string, hopFrom: (url: string) => Hop | undefined): Problem | undefined {
  const hint = "Leave the target out of the requests that it applies to";
  const urls = [start];
  const paths: string[] = [];
  while (paths.length < mostHops) {
    const hop = hopFrom(urls.at(-1) ?? start);
    if (hop === undefined) {
      return undefined;
    }
    const before = urls.indexOf(hop.url);
    paths.push(hop.path);
    urls.push(hop.url);
    if (before >= 0) {
      const [path = hop.path, rule] = [paths[before], "not lead visitors round"];
      return { path, rule, actual: urls.slice(before).join(" → "), hint };
    }
  }
  const [path = ""] = paths;
  const rule = `lead somewhere in less than ${mostHops} redirects, after which browsers give up`;
  return { path, rule, actual: `${urls.slice(0, 4).join(" → ")} → …`, hint };
}

function representativeUrls({ zoneName, rules, listed }: Redirects): readonly string[] {
  const usualHosts = [zoneName, `www.${zoneName}`];
  const named = rules.map(({ rule }) => namedIn(rule.expression));
  const pairs = [
    ...pairsOf(usualHosts, usualPaths),
    ...named.flatMap(({ hosts, paths }) => [
      ...pairsOf(hosts, [...usualPaths, ...paths]),
      ...pairsOf(usualHosts, paths),
    ]),
  ];
  const sources = listed.map(({ from }) => from.replace(/^https?:\/\//, ""));
  const urls = [...pairs, ...sources].flatMap((each) => [`https://${each}`, `http://${each}`]);
  return [...new Set(urls)].filter((url) => URL.canParse(url)).map((url) => new URL(url).href);
}

function pairsOf(hosts: readonly string[], paths: readonly string[]): readonly string[] {
  return hosts.flatMap((host) => paths.map((path) => `${host}${path}`));
}

/** The hostnames and paths that a rule names. */
function namedIn(expression: unknown): {
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
} {
  const parsed = typeof expression === "string" ? parseFilter(expression) : undefined;
  const comparisons =
    parsed !== undefined && "tree" in parsed ? partsOf(parsed.tree).comparisons : [];
  return {
    hosts: textsOf(comparisons, "http.host").slice(0, mostOfOneRule),
    paths: textsOf(comparisons, "http.request.uri.path").slice(0, mostOfOneRule),
  };
}

/** The texts that a field is compared with. */
function textsOf(comparisons: readonly Comparison[], name: string): readonly string[] {
  return comparisons.flatMap(({ operand, right }) => {
    const isAsked = operand.kind === "field" && operand.name === name;
    const items = right.kind === "set" ? right.items : [right];
    return isAsked
      ? items.flatMap((item) => (item.kind === "text" ? (fromBytes(item.bytes) ?? []) : []))
      : [];
  });
}
