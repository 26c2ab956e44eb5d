import { familyNames } from "../../../facts/addresses";
import { securityGroupQuota as quota } from "../../../facts/aws/securityGroups";
import { readRange, type AddressFamily } from "../../../model/firewall/addressRanges";
import { groupRules, type GroupRule } from "../../../model/firewall/groupRules";
import { maximumEntries } from "../../../model/firewall/prefixLists";
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
  wayOut:
    "Open fewer ports, size prefix lists closer, spread the rules over several groups, or ask AWS for more and set the limit",
  limits: {
    rulesPerGroup: wholeNumber(
      quota.rulesPerGroup,
      "rules of one group, direction and family of addresses that the account has",
      1,
    ),
  },
  evaluate: ({ after }, { rulesPerGroup }) =>
    after.traffic.inventory.ofType("securityGroup").flatMap((group) =>
      counted.flatMap(({ direction, bound, family }): Violation[] => {
        const { rules } = groupRules(after.traffic.inventory, group, direction);
        const sure = rules.filter(({ applies }) => applies === "yes");
        const count = sum(sure.map((rule) => weight(after, rule, family)));
        return count > rulesPerGroup
          ? [
              {
                ...about(group),
                must: `have at most ${rulesPerGroup} ${bound} rules for ${familyNames[family]}`,
                excess: count,
                got: `${count}, prefix lists counted at their maximum size`,
              },
            ]
          : [];
      }),
    ),
});

/** What AWS counts apart. */
const counted = [
  { direction: "ingress", bound: "inbound", family: "ipv4" },
  { direction: "ingress", bound: "inbound", family: "ipv6" },
  { direction: "egress", bound: "outbound", family: "ipv4" },
  { direction: "egress", bound: "outbound", family: "ipv6" },
] as const;

/** How many rules one rule counts as, at least. */
function weight(side: PlanSide, rule: GroupRule, family: AddressFamily): number {
  const cidrs = rule.cidrs.filter(
    (cidr) => cidr !== unknownValue && readRange(cidr)?.family === family,
  );
  const lists = rule.prefixLists.map((id) => maximumEntries(side.traffic.inventory, id, family));
  return cidrs.length + sum(lists) + (rule.fromGroups ? 1 : 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
