import { fromBytes } from "../../core/expressions/bytes";
import { evaluate, evaluateValue } from "../../core/expressions/evaluator";
import { parseFilter, parseValue } from "../../core/expressions/parser";
import { partsOf } from "../../core/expressions/parts";
import type { ExpressionRequest } from "../../core/expressions/requests";
import type { Comparison } from "../../core/expressions/tree";
import type { Problem } from "../../core/problem";
import { requestSchemes, type RequestScheme } from "../../facts/cloudflare/expressionLanguage";
import { isWithin } from "../internal/zoneNames";
import { bulkTarget } from "./bulkMatching";
import { listedRedirect } from "./redirects";
import type { BulkRedirectArgs } from "./ruleArgs";

/** What redirects a request. */
interface Hop {
  /** Where its arguments stand. */
  readonly path: string;
  /** Where it leads to. */
  readonly url: string;
}

/** A redirect of the zone, as far as it is known. */
export interface ZoneRedirect {
  /** Where it is declared. */
  readonly path: string;
  /** The rule, as `cloudflare.Ruleset` takes it. */
  readonly rule: {
    readonly expression?: unknown;
    readonly enabled?: unknown;
    readonly actionParameters?: unknown;
  };
}

/** Redirects of a zone and of its account's list, in the order in which Cloudflare asks them. */
interface Redirects {
  /** The zone's canonical name: its rules meet requests for it and beneath it alone. */
  readonly zoneName: string;
  readonly rules: readonly ZoneRedirect[];
  readonly listed: readonly BulkRedirectArgs[];
}

/** More hops than this no browser follows. */
const mostHops = 20;

/** Names and paths that nobody had in mind, to see what rules make of them. */
const usualPaths = ["/", "/a/deep/path", "/a/deep/path/"];

/**
 * Finds redirects that lead round: back to where a visitor has been. They are asked with the apex, `www`, and every hostname and path that
 * the rules name, by http and https. What depends on more than that is not told.
 * @param redirects - The redirects.
 * @returns One problem for each redirect with which a way round begins.
 */
export function redirectLoopProblems(redirects: Redirects): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const start of representativeUrls(redirects)) {
    const problem = wayProblem(start, redirects);
    if (problem !== undefined && !found.has(problem.path)) {
      found.set(problem.path, problem);
    }
  }
  return [...found.values()];
}

/** Follows redirects from a URL until they end; what is wrong where they come back, or do not end. */
function wayProblem(start: string, redirects: Redirects): Problem | undefined {
  const hint = "Leave the target out of the requests that it applies to";
  const urls = [start];
  const paths: string[] = [];
  while (paths.length < mostHops) {
    const hop = hopFrom(urls.at(-1) ?? start, redirects);
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

/** The redirect that a request meets first; undefined where there is none, or it cannot be told. */
function hopFrom(url: string, { zoneName, rules, listed }: Redirects): Hop | undefined {
  const request = requestOf(url);
  if (request === undefined) {
    return undefined;
  }
  for (const { rule, path } of isWithin(zoneName, request.host) ? rules : []) {
    const parsed = rule.enabled === false ? undefined : parseFilter(textOfRule(rule));
    const applies =
      parsed === undefined || "problem" in parsed ? "no" : evaluate(parsed.tree, request);
    if (applies === "unknown") {
      return undefined;
    }
    if (applies === "yes") {
      return hopOf(path, rule.actionParameters as RedirectParameters | undefined, request);
    }
  }
  const match = bulkTarget(listed.map(listedRedirect), url);
  return match && normal(`bulkRedirects[${match.index}]`, match.url, url);
}

/** An expression that is known later is one that cannot be told. */
function textOfRule({ expression }: ZoneRedirect["rule"]): string {
  return typeof expression === "string" ? expression : unknownExpression;
}

/** Asks for what no request here says. */
const unknownExpression = 'cf.ray_id eq ""';

/** The parameters of a redirect; those that are known later may be anything. */
interface RedirectParameters {
  readonly fromValue?: {
    readonly targetUrl?: { readonly value?: unknown; readonly expression?: unknown };
    readonly preserveQueryString?: unknown;
  };
}

function hopOf(
  path: string,
  parameters: RedirectParameters | undefined,
  request: ExpressionRequest,
): Hop | undefined {
  const { targetUrl, preserveQueryString } = parameters?.fromValue ?? {};
  const { value, expression } = targetUrl ?? {};
  const url =
    typeof value === "string"
      ? value
      : typeof expression === "string"
        ? textOf(expression, request)
        : undefined;
  const isKept = preserveQueryString === true && request.query !== undefined;
  return url === undefined
    ? undefined
    : normal(path, url + (isKept && !url.includes("?") ? `?${request.query}` : ""));
}

/** What an expression makes of a request; undefined where it cannot be told. */
function textOf(expression: string, request: ExpressionRequest): string | undefined {
  const parsed = parseValue(expression);
  const value = "tree" in parsed ? evaluateValue(parsed.tree.node, request) : undefined;
  return value !== undefined && typeof value === "string" ? fromBytes(value) : undefined;
}

function normal(path: string, url: string, base?: string): Hop | undefined {
  return URL.canParse(url, base) ? { path, url: new URL(url, base).href } : undefined;
}

function requestOf(url: string): ExpressionRequest | undefined {
  const { protocol, hostname, pathname, search } = new URL(url);
  const schemes = Object.keys(requestSchemes) as RequestScheme[];
  const scheme = schemes.find((each) => protocol === `${each}:`);
  return (
    scheme && {
      ...{ scheme, host: hostname, path: pathname, method: "GET" },
      ...(search === "" ? {} : { query: search.slice(1) }),
    }
  );
}

function representativeUrls({ zoneName, rules, listed }: Redirects): readonly string[] {
  const comparisons = rules.flatMap(({ rule }) => {
    const parsed = parseFilter(textOfRule(rule));
    return "tree" in parsed ? partsOf(parsed.tree).comparisons : [];
  });
  const sources = listed.flatMap(({ from }) => {
    const url = /^https?:\/\//.test(from) ? from : `https://${from}`;
    return URL.canParse(url) ? [new URL(url)] : [];
  });
  const hosts = [
    ...[zoneName, `www.${zoneName}`, ...textsOf(comparisons, "http.host")],
    ...sources.map(({ hostname }) => hostname),
  ];
  const paths = [
    ...[...usualPaths, ...textsOf(comparisons, "http.request.uri.path")],
    ...sources.map(({ pathname }) => pathname),
  ];
  const urls = hosts.flatMap((host) =>
    paths.flatMap((path) => [`https://${host}${path}`, `http://${host}${path}`]),
  );
  return [...new Set(urls)].filter((url) => URL.canParse(url)).map((url) => new URL(url).href);
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
