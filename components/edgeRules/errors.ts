import { given } from "../../core/entries";
import type { Problem } from "../../core/problem";
import { describeValue } from "../../core/problem";
import { errorAssets } from "../../facts/cloudflare/rulesetLimits";
import type { DeclaredRule } from "./declared";
import type { EdgeErrorPageArgs } from "./ruleArgs";
import { isRuleKey } from "./schema";

/** Answers that say that the server failed. */
const serverErrors = "http.response.code ge 500";

/**
 * Finds pages without content, with two, or whose asset cannot have the name.
 * @param pages - The pages.
 * @returns The problems.
 */
export function errorPageProblems(pages: readonly EdgeErrorPageArgs[]): readonly Problem[] {
  return pages.flatMap(({ key, content, contentType, assetUrl }, index): Problem[] => {
    const path = `errorPages[${index}]`;
    const isOne = (content === undefined) !== (assetUrl === undefined);
    return [
      ...(isOne
        ? []
        : [
            {
              path,
              rule: "have content or assetUrl, and not both",
              actual: content === undefined ? "neither" : "both",
            },
          ]),
      ...(assetUrl !== undefined && contentType !== undefined
        ? [
            {
              path: `${path}.contentType`,
              rule: "be left out beside assetUrl, which brings its own",
              actual: describeValue(contentType),
            },
          ]
        : []),
      // A key that no rule may have is told of once.
      ...(assetUrl === undefined || !isRuleKey(key) || errorAssets.name.test(key)
        ? []
        : [
            {
              path: `${path}.key`,
              rule: "have nothing but letters, digits and underscores where assetUrl is given: it names the asset",
              actual: describeValue(key),
            },
          ]),
    ];
  });
}

/**
 * The pages as rules.
 * @param pages - The pages.
 * @returns One rule for each.
 */
export function errorPageRules(pages: readonly EdgeErrorPageArgs[]): readonly DeclaredRule[] {
  return pages.map((page, index) => {
    const { key, when = serverErrors, enabled = true, content, assetUrl, statusCode } = page;
    const { contentType = "text/html" } = page;
    return {
      phase: "http_custom_errors",
      path: `errorPages[${index}]`,
      names: {
        expression: "when",
        "actionParameters.content": "content",
        "actionParameters.contentType": "contentType",
        "actionParameters.statusCode": "statusCode",
      },
      rule: {
        ref: key,
        description: `Error page: ${key}`,
        expression: when,
        action: "serve_error",
        actionParameters: given({
          ...(assetUrl === undefined ? { content, contentType } : { assetName: key }),
          statusCode,
        }),
        enabled,
      },
    };
  });
}

/**
 * The rules that say who made an error. What Cloudflare makes has a kind of error, what the origin made has none.
 *
 * Source: Cloudflare docs, ruleset-engine/rules-language/fields/reference/cf.response.error_type (the values, and that it is empty
 * otherwise; only in rules for headers of answers and custom errors).
 * @param header - The header's name; undefined for none.
 * @returns Two rules, or none.
 */
export function errorSourceRules(header: string | undefined): readonly DeclaredRule[] {
  const sources = [
    ["edge", 'cf.response.error_type ne ""'],
    ["origin", `${serverErrors} and cf.response.error_type eq ""`],
  ] as const;
  return header === undefined
    ? []
    : sources.map(([source, expression]) => ({
        phase: "http_response_headers_transform",
        path: "errorSourceHeader",
        names: {},
        rule: {
          ref: `error-source-${source}`,
          description: `Says that the ${source} made an error`,
          expression,
          action: "rewrite",
          actionParameters: { headers: { [header]: { operation: "set", value: source } } },
          enabled: true,
        },
      }));
}
