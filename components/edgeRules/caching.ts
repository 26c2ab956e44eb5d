import { given } from "../../core/entries";
import { partsOf } from "../../core/expressions/parts";
import { parseFilter } from "../../core/expressions/parser";
import type { Problem } from "../../core/problem";
import type { DeclaredRule } from "./declared";
import { and, hasCookie, not } from "./expression";
import type { EdgeCacheRuleArgs } from "./ruleArgs";

const oneDaySeconds = 86_400;

const kept = [
  ...["edgeTtlSeconds", "browserTtlSeconds", "bypassCookies", "staleIfErrorSeconds"],
  "staleWhileRevalidateSeconds",
] as const satisfies readonly (keyof EdgeCacheRuleArgs)[];

/**
 * Finds what cannot be together in a cache rule, and what would show one visitor's page to others.
 * @param rules - The rules.
 * @returns The problems.
 */
export function cacheProblems(rules: readonly EdgeCacheRuleArgs[]): readonly Problem[] {
  return rules.flatMap((rule, index): Problem[] => {
    const path = `cacheRules[${index}]`;
    const beside = kept.filter((name) => rule[name] !== undefined);
    if (rule.bypass === true) {
      return beside.map((name) => ({
        path: `${path}.${name}`,
        rule: "be left out where bypass is true, which keeps nothing",
        actual: JSON.stringify(rule[name]),
      }));
    }
    const wrong = (rule.bypassCookies ?? []).filter((name) => !cookieName.test(name));
    const isSaid = rule.bypassCookies !== undefined || !(Number(rule.edgeTtlSeconds) > 0);
    return [
      ...wrong.map((name) => ({
        path: `${path}.bypassCookies`,
        rule: "name cookies by their names alone",
        actual: JSON.stringify(name),
      })),
      ...(isSaid || asksExtension(rule.when)
        ? []
        : [
            {
              path: `${path}.bypassCookies`,
              rule: "be said where edgeTtlSeconds is and the rule does not ask for endings of files",
              actual: "nothing",
              hint: "Name the cookies of sessions, whose pages must not be shown to others, or say [] where there are none",
            },
          ]),
    ];
  });
}

/** RFC 6265, section 4.1.1: a name is a token. */
const cookieName = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/** Whether a rule tells files by their endings. */
function asksExtension(when: string): boolean {
  const parsed = parseFilter(when);
  return (
    "problem" in parsed || partsOf(parsed.tree).fields.includes("http.request.uri.path.extension")
  );
}

/**
 * The cache rules, and those that let what has expired serve while the origin fails.
 * @param rules - The rules; those that cannot be read are told elsewhere.
 * @returns One rule for each, and one more for each that keeps anything.
 */
export function cacheRules(rules: readonly EdgeCacheRuleArgs[]): readonly DeclaredRule[] {
  return rules.flatMap((args, index) => {
    const path = `cacheRules[${index}]`;
    const stale = staleRule(args, path);
    return [requestRule(args, path), ...(stale === undefined ? [] : [stale])];
  });
}

function requestRule(args: EdgeCacheRuleArgs, path: string): DeclaredRule {
  const { key, enabled = true, bypass = false, edgeTtlSeconds, browserTtlSeconds } = args;
  return {
    phase: "http_request_cache_settings",
    path,
    names: {
      expression: "when",
      "actionParameters.edgeTtl.default": "edgeTtlSeconds",
      "actionParameters.browserTtl.default": "browserTtlSeconds",
    },
    rule: {
      ref: key,
      description: `Cache: ${key}`,
      expression: expressionOf(args),
      action: "set_cache_settings",
      actionParameters: bypass
        ? { cache: false }
        : given({
            cache: true,
            edgeTtl:
              edgeTtlSeconds === undefined
                ? { mode: "bypass_by_default" }
                : { mode: "override_origin", default: edgeTtlSeconds },
            browserTtl:
              browserTtlSeconds === undefined
                ? undefined
                : { mode: "override_origin", default: browserTtlSeconds },
          }),
      enabled,
    },
  };
}

/** Directives of the answer that are for the edge alone, so that browsers see what the origin said. */
function staleRule(args: EdgeCacheRuleArgs, path: string): DeclaredRule | undefined {
  const { key, enabled = true, bypass = false, staleWhileRevalidateSeconds } = args;
  const { staleIfErrorSeconds = oneDaySeconds } = args;
  const directive = (value: number | undefined) =>
    value === undefined ? undefined : { operation: "set", value, cloudflareOnly: true };
  const directives = given({
    staleIfError: directive(staleIfErrorSeconds === 0 ? undefined : staleIfErrorSeconds),
    staleWhileRevalidate: directive(staleWhileRevalidateSeconds),
  });
  return bypass || Object.keys(directives).length === 0
    ? undefined
    : {
        phase: "http_response_cache_settings",
        path,
        names: { expression: "when" },
        rule: {
          ref: key,
          description: `Serves what has expired: ${key}`,
          expression: expressionOf(args),
          action: "set_cache_control",
          actionParameters: directives,
          enabled,
        },
      };
}

/** An expression that cannot be read stands as it is, to be refused with its place. */
function expressionOf({ when, bypassCookies = [] }: EdgeCacheRuleArgs): string {
  const isWrong =
    "problem" in parseFilter(when) || !bypassCookies.every((each) => cookieName.test(each));
  return isWrong || bypassCookies.length === 0 ? when : and(when, not(hasCookie(...bypassCookies)));
}
