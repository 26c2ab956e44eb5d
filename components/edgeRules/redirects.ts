import type { Problem } from "../../core/problem";
import { toBytes } from "../../core/expressions/bytes";
import { printString } from "../../core/expressions/printer";
import { fullHostname } from "../../core/hostnameRules";
import type { ListedRedirect } from "./bulkMatching";
import type { DeclaredRule } from "./declared";
import type { BulkRedirectArgs, EdgeRedirectArgs } from "./ruleArgs";

/** The status of a redirect that says nothing else. */
const defaultStatus = 302;

const ways = ["toUrl", "toHostname", "toExpression"] as const;

/**
 * Finds redirects that lead nowhere, or to several places.
 * @param redirects - The redirects.
 * @returns One problem for each.
 */
export function targetProblems(redirects: readonly EdgeRedirectArgs[]): readonly Problem[] {
  return redirects.flatMap((redirect, index): Problem[] => {
    const named = ways.filter((way) => redirect[way] !== undefined);
    return named.length === 1
      ? []
      : [
          {
            path: `redirects[${index}]`,
            rule: `have exactly one of ${ways.join(", ")}`,
            actual: named.length === 0 ? "none" : named.join(" and "),
          },
        ];
  });
}

/**
 * The redirects of the zone as rules.
 * @param redirects - The redirects, each with one target.
 * @returns One rule for each.
 */
export function redirectRules(redirects: readonly EdgeRedirectArgs[]): readonly DeclaredRule[] {
  return redirects.map((redirect, index) => {
    const { key, when, enabled = true, statusCode = defaultStatus } = redirect;
    const { preserveQueryString = true } = redirect;
    return {
      phase: "http_request_dynamic_redirect",
      path: `redirects[${index}]`,
      names: {
        expression: "when",
        "actionParameters.fromValue.statusCode": "statusCode",
        "actionParameters.fromValue.targetUrl.expression": "toExpression",
      },
      rule: {
        ref: key,
        description: `Redirect: ${key}`,
        expression: when,
        action: "redirect",
        actionParameters: {
          fromValue: { targetUrl: targetOf(redirect), statusCode, preserveQueryString },
        },
        enabled,
      },
    };
  });
}

function targetOf({ toUrl, toHostname, toExpression }: EdgeRedirectArgs): Record<string, string> {
  if (toUrl !== undefined) {
    return { value: toUrl };
  }
  const base = printString(toBytes(`https://${fullHostname(toHostname) ?? ""}`));
  return { expression: toExpression ?? `concat(${base}, http.request.uri.path)` };
}

/**
 * One redirect of the account's list, as it takes it.
 * @param redirect - The redirect.
 * @returns What stands in the list, in the form in which the API says it back.
 */
export function listedRedirect(redirect: BulkRedirectArgs): ListedRedirect {
  const { subpathMatching = false } = redirect;
  return {
    sourceUrl: redirect.from,
    targetUrl: redirect.to,
    statusCode: redirect.statusCode ?? defaultStatus,
    preserveQueryString: redirect.preserveQueryString ?? true,
    includeSubdomains: redirect.includeSubdomains ?? false,
    subpathMatching,
    preservePathSuffix: redirect.preservePathSuffix ?? subpathMatching,
  };
}

/**
 * The rule of the account that asks its list.
 * @param listName - The list.
 */
export function bulkRedirectRule(listName: string) {
  const key = "http.request.full_uri";
  return {
    ...{ ref: "bulk-redirects", description: "Redirects of the list" },
    expression: `${key} in $${listName}`,
    action: "redirect",
    actionParameters: { fromList: { name: listName, key } },
    enabled: true,
  };
}
