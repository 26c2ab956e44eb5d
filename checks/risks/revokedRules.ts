import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import { egressRisks } from "./egress";
import { lateRisks, withResources } from "./lateRisks";
import { OriginSides } from "./originSides";
import { revokedGroups } from "./permissions";
import type { Risk, RiskContext } from "./risk";
import { shutDependencyRisks } from "./shutDependencies";
import { targetAdmissionRisks } from "./targetAdmission";
import { targetEgressRisks } from "./targetEgress";
import { names, say } from "../words/words";

/**
 * Finds what is shut at the end of an update by the deletion of resources whose rules a security group took over: behind load balancers, and on the way out
 * of these.
 */
export function revokedRuleRisks({ context }: OriginSides): Risk[] {
  const groups = revokedGroups(context);
  if (groups.length === 0) {
    return [];
  }
  return lateRisks(context, withResources(context, groups), shutByGroups).map((risk) =>
    toldAsRevoked(risk, groups),
  );
}

/**
 * Finds what security groups shut behind load balancers, and on the way out of these.
 * @param context - A plan, and the paths of both sides.
 */
export function shutByGroups(context: RiskContext): Risk[] {
  const sides = new OriginSides(context);
  return [
    ...egressRisks(context),
    ...[targetAdmissionRisks, targetEgressRisks, shutDependencyRisks].flatMap((find) =>
      find(sides),
    ),
  ];
}

/**
 * Tells of rules that groups took over and lose when the resources that had them are deleted.
 * @param risk - What follows.
 * @param groups - The groups; none leave the risk as it is.
 */
export function toldAsRevoked(risk: Risk, groups: readonly ModelResource[]): Risk {
  return groups.length === 0
    ? risk
    : {
        ...risk,
        consequence: [
          ...risk.consequence,
          ...say` ${names(groups.map((group) => title(group)))} takes the rules over first, and deleting the resources that had them revokes them at the end.`,
        ],
        hint: say`Set retainOnDelete on the rules that go, in an update of its own, and move them into the group after that.`,
      };
}
