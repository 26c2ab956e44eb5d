import type { PlanChange } from "../../model/plan/plan";
import type { EdgeRule } from "../../model/rules/edgeRules";
import { changesOf, type RiskContext } from "./risk";

/** What changes of a rule that redirects, else of the lists that it may look into. */
export function redirectCauses(context: RiskContext, { resource, action }: EdgeRule): PlanChange[] {
  const own = context.changes.get(resource.key);
  if (own !== undefined) {
    return [own];
  }
  return action.kind === "redirects"
    ? (["rulesList", "rulesListItem"] as const).flatMap((type) =>
        changesOf(context, type, ["create", "update", "replace", "delete"]),
      )
    : [];
}
