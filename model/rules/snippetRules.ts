import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { isObject, readFlag, readList, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import type { RequestStep } from "../../facts/cloudflare/requestPhases";
import { unknownValue } from "../../core/known";
import { ruleOf, type PhaseRules } from "./edgeRules";

/** Where snippets run. */
const snippetPhase: RequestStep = "http_request_snippets";

/**
 * Reads which requests snippets run for. What a script does with them, nobody reads: it may answer by itself.
 *
 * Source: Cloudflare docs, rules/snippets/how-it-works.
 * @param inventory - The resources.
 * @returns The rules of `SnippetRules`, by zone.
 */
export function snippetRules(inventory: Inventory): PhaseRules[] {
  return inventory.ofType("snippetRules").map((resource) => {
    const list = readList(resource.properties.rules);
    return {
      ...{ owner: zoneOf(resource), isOfAccount: false, phase: snippetPhase },
      rules:
        list === unknownValue
          ? undefined
          : list.map((rule, index) => readRule(resource, isObject(rule) ? rule : {}, index)),
    };
  });
}

function readRule(
  resource: ModelResource,
  { enabled, expression, snippetName }: ModelResource["properties"],
  index: number,
): NonNullable<PhaseRules["rules"]>[number] {
  const title = readText(snippetName);
  return ruleOf(resource, {
    place: `rules[${index}]`,
    ...(typeof title === "string" ? { title } : {}),
    enabled: readFlag(enabled, "yes"),
    expression: readText(expression) ?? unknownValue,
    action: { kind: "unread", script: title ?? unknownValue },
  });
}
