import { modelType } from "../../model/graph/resourceTypes";
import { withoutProperties, type UnjudgedChange } from "../../model/judged/unjudged";
import { targetSources } from "../../model/origin/targets";
import type { Risk, RiskContext } from "../risks/risk";

const nameProperties: readonly string[] = ["name", "namePrefix"];

/**
 * Leaves out the name for which an Auto Scaling group is replaced, where the exchange of its machines is judged: in a target group of
 * the plan, or by a risk that names it as its cause.
 */
export function withoutSeenGroupNames(
  { after: { inventory } }: RiskContext,
  risks: readonly Risk[],
  each: UnjudgedChange,
): UnjudgedChange[] {
  const { change, properties } = each;
  if (
    modelType(change.type) !== "scalingGroup" ||
    change.operation !== "replace" ||
    !properties.some((path) => nameProperties.includes(path))
  ) {
    return [each];
  }
  const isJudged =
    risks.some(({ cause }) => cause.some((one) => one.change === change)) ||
    inventory
      .ofType("targetGroup")
      .some((group) =>
        targetSources(inventory, group).some(({ serves }) => serves?.key === change.key),
      );
  return isJudged ? withoutProperties(each, nameProperties) : [each];
}
