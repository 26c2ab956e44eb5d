import { tokensAt } from "../../model/graph/links";
import { tokensOf } from "../../model/graph/resourcesOfType";
import { modelType } from "../../model/graph/resourceTypes";
import { withoutAclRules, withoutTwins } from "../../model/network/writtenAclRules";
import type { PlanResource } from "../../model/plan/plan";
import { lateRisks, withResources } from "./lateRisks";
import { networkAclRisks } from "./networkAcls";
import { OriginSides } from "./originSides";
import { changesOf, isDeleted, type Risk, type RiskContext } from "./risk";
import { targetEgressRisks } from "./targetEgress";
import { targetSubnetRisks } from "./targetSubnets";

/**
 * Finds what is shut where a network ACL comes to list rules that were resources of their own: the deletion of these at the end takes away the one that both
 * stand for. Source: Amazon EC2 API reference, DeleteNetworkAclEntry (an entry is named by its ACL, direction and number).
 */
export function takenAclRuleRisks(context: RiskContext): Risk[] {
  const gone = changesOf(context, "networkAclRule", ["delete"])
    .filter(isDeleted)
    .flatMap(({ before }) => before ?? []);
  if (gone.length === 0) {
    return [];
  }
  const rules = withoutTwins(context.after.inventory, gone);
  const names = new Set(rules.flatMap((rule) => tokensAt(rule, "networkAclId")));
  const acls = context.plan.after
    .filter((each) => modelType(each.type) === "networkAcl")
    .filter((acl) => tokensOf(acl).some((token) => names.has(token)))
    .flatMap((acl): PlanResource[] => {
      const properties = withoutAclRules(acl, rules);
      return properties === undefined ? [] : [{ ...acl, properties }];
    });
  return acls.length === 0 ? [] : lateRisks(context, withResources(context, acls), shutRisks);
}

function shutRisks(context: RiskContext): Risk[] {
  const sides = new OriginSides(context);
  return [...networkAclRisks(context), ...targetSubnetRisks(sides), ...targetEgressRisks(sides)];
}
