import { isDeepStrictEqual } from "node:util";
import { answeringPhases } from "../../facts/cloudflare/requestPhases";
import type { UnjudgedChange } from "../../model/judged/unjudged";
import { modelType } from "../../model/graph/resourceTypes";
import { rulesetRules, type EdgeRule } from "../../model/rules/edgeRules";
import { EdgeZones } from "../../model/rules/edgeZones";
import type { PlanChange } from "../../model/plan/plan";
import type { RiskContext } from "../risks/risk";

/**
 * Lists the changes of rulesets with rules of which the plan does not say which requests they answer, so that nobody followed them.
 * @returns The changes with the places of such rules, in the plan's order; those apart whose rules stood before.
 */
export function unseenEdgeRules(context: RiskContext): UnjudgedChange[] {
  const rulesets = context.plan.changes.filter(
    ({ type, leftover, operation }) =>
      modelType(type) === "ruleset" &&
      !leftover &&
      ["create", "update", "replace"].includes(operation),
  );
  if (rulesets.length === 0) {
    return [];
  }
  const perhaps = unseenRules(context);
  return rulesets.flatMap((change) => {
    const properties = unseenIn(change, perhaps);
    return properties.length === 0 ? [] : [{ change, properties }];
  });
}

function unseenIn({ before, after }: PlanChange, perhaps: ReadonlySet<EdgeRule>): string[] {
  const now = after && rulesetRules(after);
  if (now === undefined || !answeringPhases.some((phase) => phase === now.phase)) {
    return [];
  }
  const old = (before && rulesetRules(before)?.rules) ?? [];
  return now.rules === undefined
    ? ["rules"]
    : now.rules
        .filter((rule) => perhaps.has(rule) && !old.some((each) => isSame(each, rule)))
        .map(({ place }) => place);
}

function isSame(left: EdgeRule, right: EdgeRule): boolean {
  return (
    left.expression === right.expression &&
    left.enabled === right.enabled &&
    isDeepStrictEqual(left.action, right.action)
  );
}

function unseenRules({ after }: RiskContext): ReadonlySet<EdgeRule> {
  const zones = EdgeZones.of(after);
  const answers = zones
    .zones()
    .filter((zone) => zones.metIn(zone).phases.size > 0)
    .flatMap((zone) => zones.hostnamesOf(zone).map((hostname) => zones.answersFor(zone, hostname)));
  // What bots, scores and tokens of programs are, rules ask to tell them apart; no plan says it.
  const visits = [...new Set(answers)].flat().filter(({ sample }) => sample.asker === "visitors");
  return new Set(visits.flatMap(({ perhaps }) => perhaps));
}
