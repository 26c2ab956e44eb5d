import { isInZone } from "../../core/hostnames";
import { fromBytes } from "../../core/expressions/bytes";
import { evaluate, evaluateValue } from "../../core/expressions/evaluator";
import { parseFilter, parseValue } from "../../core/expressions/parser";
import type { ExpressionRequest } from "../../core/expressions/requests";
import type { Condition } from "../../core/expressions/tree";
import { requestSchemes, type RequestScheme } from "../../facts/cloudflare/expressionLanguage";
import { bulkMatcher } from "./bulkMatching";
import { listedRedirect } from "./redirects";
import type { BulkRedirectArgs } from "./ruleArgs";

/** What redirects a request. */
export interface Hop {
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
export interface Redirects {
  /** The zone's canonical name: its rules meet requests for it and beneath it alone. */
  readonly zoneName: string;
  /** Those of the zone. */
  readonly rules: readonly ZoneRedirect[];
  /** Those of the account's list. */
  readonly listed: readonly BulkRedirectArgs[];
}

/** A redirect of the zone that was read. */
interface ReadRule {
  readonly path: string;
  readonly condition: Condition;
  readonly parameters: RedirectParameters | undefined;
  /** The only hostnames, and the only paths, that it can apply to; undefined where it does not say so. */
  readonly hosts: ReadonlySet<string> | undefined;
  readonly paths: ReadonlySet<string> | undefined;
}

/**
 * Makes redirects ready to be asked.
 * @param redirects - The redirects.
 * @returns Says what a URL meets first; undefined where that is nothing, or cannot be told.
 */
export function redirectHops({
  zoneName,
  rules,
  listed,
}: Redirects): (url: string) => Hop | undefined {
  const read = rules.flatMap(readRule);
  const listHop = bulkMatcher(listed.map(listedRedirect));
  const asked = new Map<string, Hop | undefined>();
  const hopFrom = (url: string): Hop | undefined => {
    const request = requestOf(url);
    if (request === undefined) {
      return undefined;
    }
    for (const rule of isInZone(request.host, zoneName) ? read : []) {
      const { path, condition, parameters, hosts, paths } = rule;
      const isElsewhere = hosts?.has(request.host) === false || paths?.has(request.path) === false;
      const applies = isElsewhere ? "no" : evaluate(condition, request);
      if (applies !== "no") {
        return applies === "yes" ? hopOf(path, parameters, request) : undefined;
      }
    }
    const match = listHop(url);
    return match && normal(`bulkRedirects[${match.index}]`, match.url, url);
  };
  return (url) => {
    if (!asked.has(url)) {
      asked.set(url, hopFrom(url));
    }
    return asked.get(url);
  };
}

function readRule({ path, rule }: ZoneRedirect): ReadRule[] {
  const parsed = rule.enabled === false ? undefined : parseFilter(textOfRule(rule));
  return parsed === undefined || "problem" in parsed
    ? []
    : [
        {
          path,
          condition: parsed.tree,
          parameters: rule.actionParameters as RedirectParameters | undefined,
          hosts: onlyTexts(parsed.tree, "http.host"),
          paths: onlyTexts(parsed.tree, "http.request.uri.path"),
        },
      ];
}

/** The only texts that a field can have where a condition holds; undefined where it may have others. */
function onlyTexts(condition: Condition, name: string): ReadonlySet<string> | undefined {
  if (condition.kind === "logical" && condition.operator === "and") {
    return condition.conditions
      .map((each) => onlyTexts(each, name))
      .find((texts) => texts !== undefined);
  }
  if (condition.kind !== "comparison" || !["equal", "in"].includes(condition.operator)) {
    return undefined;
  }
  const { operand, right } = condition;
  const items = right.kind === "set" ? right.items : [right];
  const texts = items.flatMap((item) =>
    item.kind === "text" ? (fromBytes(item.bytes) ?? []) : [],
  );
  const isWhole = operand.kind === "field" && operand.name === name && operand.indexes.length === 0;
  return isWhole && texts.length === items.length ? new Set(texts) : undefined;
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
