import { implies } from "../../core/expressions/implication";
import type { Condition } from "../../core/expressions/tree";
import { readFlag, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { isLast, rulesInOrder } from "../traffic/steering";
import { conditionOf } from "./edgeRules";

/** A rule of a load balancer that is never asked, since one before it takes all of its requests. */
export interface ShadowedRule {
  /** Its name, or its place among the rules. */
  readonly name: string;
  /** The same of the rule before it. */
  readonly by: string;
}

/**
 * Finds the rules of a load balancer that another one keeps from being asked.
 * @param resource - A `LoadBalancer`; of none there are none.
 */
export function shadowedBalancerRules(resource: ModelResource | undefined): ShadowedRule[] {
  const rules = ((resource && rulesInOrder(resource)) ?? [])
    .filter(({ rule }) => readFlag(rule.disabled, "no") === "no")
    .map(({ rule, index }) => {
      const called = readText(rule.name);
      return {
        name: typeof called === "string" ? called : `${index + 1}`,
        isLast: isLast(rule) === "yes",
        condition: conditionAt(readText(rule.condition) ?? ""),
      };
    });
  return rules.flatMap(({ name, condition }, place) => {
    const hider = rules
      .slice(0, place)
      .find(
        (other) =>
          other.isLast && other.condition && condition && implies(condition, other.condition),
      );
    return hider === undefined ? [] : [{ name, by: hider.name }];
  });
}

/** Without a condition a rule is for all. */
function conditionAt(text: unknown): Condition | undefined {
  if (typeof text !== "string") {
    return undefined;
  }
  return text === "" ? { kind: "constant", value: true } : conditionOf(text);
}
