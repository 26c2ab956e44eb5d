import { securityGroupQuota as quota } from "../../../facts/aws/securityGroups";
import { brokenRules } from "../../../constraints/constraint";
import {
  cidrWeight,
  groupWeight,
  rulesInQuota,
  totalWeight,
  type RuleWeight,
} from "../../../constraints/securityGroupRules";
import { readRange } from "../../../core/cidrs";
import { groupRules, type GroupRule } from "../../../model/firewall/groupRules";
import { weightOfPrefixList } from "../../../model/firewall/prefixLists";
import { unknownValue } from "../../../core/known";
import type { PlanSide } from "../context";
import { wholeNumber } from "../limits";
import { defineLimitedRule, type Violation } from "../rule";
import { about } from "../subjects";

/** Security groups with more rules than AWS takes. */
export const securityGroupQuota = defineLimitedRule({
  id: "security-group-quota",
  severity: "high",
  sentence: "No security group has more inbound or outbound rules than its quota.",
  reason:
    "A prefix list counts as its maximum number of entries. AWS refuses the rule that goes over the quota in the middle of an update, when old " +
    "rules may be gone already.",
  source: "Amazon VPC user guide, amazon-vpc-limits, Security groups",
  hint: "Open fewer ports, size prefix lists closer, spread the rules over several groups, or ask AWS for more and set the limit",
  limits: {
    rulesPerGroup: wholeNumber(
      quota.rulesPerGroup,
      "rules of one group, direction and family of addresses that the account has",
      1,
    ),
  },
  evaluate: ({ after }, { rulesPerGroup }) =>
    after.traffic.inventory.ofType("securityGroup").flatMap((group) =>
      counted.flatMap(({ direction, bound }): Violation[] => {
        const { rules } = groupRules(after.traffic.inventory, group, direction);
        const sure = rules.filter(({ applies }) => applies === "yes");
        const weight = totalWeight(sure.flatMap((rule) => weightsOf(after, rule)));
        return brokenRules(rulesInQuota, weight, { rulesPerGroup, bound }).map(
          ({ must, actual }) => ({
            ...about(group),
            must,
            actual: `${actual}, prefix lists counted at their maximum size`,
          }),
        );
      }),
    ),
});

/** What AWS counts apart, each for both families. */
const counted = [
  { direction: "ingress", bound: "inbound" },
  { direction: "egress", bound: "outbound" },
] as const;

/** What one rule counts for, at least. */
function weightsOf(side: PlanSide, rule: GroupRule): RuleWeight[] {
  const families = rule.cidrs.flatMap((cidr) =>
    cidr === unknownValue ? [] : (readRange(cidr)?.family ?? []),
  );
  return [
    ...families.map(cidrWeight),
    ...rule.prefixLists.map((id) => weightOfPrefixList(side.traffic.inventory, id)),
    ...(rule.fromGroups ? [groupWeight] : []),
  ];
}
