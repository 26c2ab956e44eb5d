import { schemes } from "../../facts/cloudflare/expressionLanguage";
import type { Certainty } from "../../core/certainty";
import { evaluate } from "../../core/expressions/evaluator";
import { parseFilter } from "../../core/expressions/parser";
import { partsOf } from "../../core/expressions/parts";
import { unknownValue, type Known } from "../../core/known";
import { lateTransformPhase } from "../../facts/cloudflare/rulesetPhases";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { isObject, readFlag, readList, readObject, readText } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";

/** What Cloudflare makes of a header on its way to origins. */
export interface SentHeader {
  /** The value that is set; undefined where no rule sets one. */
  readonly value: Known<string> | undefined;
  /** The rulesets that decide it. */
  readonly saidBy: readonly ModelResource[];
}

/**
 * Finds what Cloudflare sets a header to on requests for a hostname.
 * @param inventory - The resources.
 * @param zone - The zone as the resources refer to it.
 * @param hostname - The hostname that visitors ask for.
 * @param name - The header's name, in any case.
 * @returns What the zone's rules come to; unknown where one of them may apply. Of several rules the last one counts.
 * Source: Cloudflare docs, rules/transform/request-header-modification.
 */
export function sentHeader(
  inventory: Inventory,
  zone: string,
  hostname: string,
  name: string,
): SentHeader {
  const saidBy = inventory
    .ofType("ruleset")
    .filter(
      (each) => zoneOf(each) === zone && readText(each.properties.phase) === lateTransformPhase,
    );
  const rules = saidBy.flatMap(({ properties }): readonly ModelValue[] => {
    const known = readList(properties.rules);
    return known === unknownValue ? [unknownValue] : known;
  });
  const value = rules.reduce<SentHeader["value"]>(
    (before, rule) =>
      isObject(rule) ? setBy(rule, hostname, name.toLowerCase(), before) : unknownValue,
    undefined,
  );
  return { value, saidBy };
}

/** What one rule makes of the header. */
function setBy(
  rule: ModelObject,
  hostname: string,
  name: string,
  before: SentHeader["value"],
): SentHeader["value"] {
  const parameters = readObject(rule.actionParameters);
  const headers = parameters === unknownValue ? parameters : readObject(parameters.headers);
  const entry =
    headers === unknownValue
      ? headers
      : Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1];
  const applies = entry === undefined ? "no" : appliesTo(rule, hostname);
  if (applies === "no") {
    return before;
  }
  const isKnown = applies === "yes" && isObject(entry);
  const isRemoved = isKnown && readText(entry.operation) === "remove";
  return isRemoved ? undefined : ((isKnown ? readText(entry.value) : undefined) ?? unknownValue);
}

/** Whether a rule is for all requests for a hostname, as far as the hostname alone decides it. */
function appliesTo(rule: ModelObject, hostname: string): Certainty {
  const enabled = readFlag(rule.enabled, "yes");
  const expression = readText(rule.expression);
  if (enabled !== "yes" || typeof expression !== "string") {
    return enabled === "no" ? "no" : "unknown";
  }
  const parsed = parseFilter(expression);
  if ("problem" in parsed) {
    return "unknown";
  }
  const isByHost = partsOf(parsed.tree).fields.every((field) => field === "http.host");
  const request = { scheme: schemes.encrypted, host: hostname, path: "/" };
  return isByHost ? evaluate(parsed.tree, request) : "unknown";
}
