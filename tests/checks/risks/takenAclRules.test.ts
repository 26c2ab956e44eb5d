import { networkTypes } from "../../../facts/resourceTypes";
import { becomes, goes, same, type Step } from "../report/plans";
import { privateSite } from "./privateNetwork";
import { judgesAsExpected } from "./strangersPlans";

const { networkAcl, networkAclRule } = networkTypes;

const all = { protocol: "tcp", cidrBlock: "0.0.0.0/0", fromPort: 0, toPort: 65_535 };
const inside = (ruleNo: number): object => ({ ruleNo, action: "allow", ...all });
const alone = (ruleNumber: number, egress: boolean): object => ({
  ...{ networkAclId: "guard", ruleNumber, egress, ruleAction: "allow", ...all },
});
const guard = (subnet: string, more: object = {}): object => ({
  ...{ vpcId: "net", subnetIds: [subnet], ...more },
});
/** The ACL of a subnet comes to list its rules, which were resources of their own. */
const moves = (subnet: string, ruleNo: number, out: Step): Step[] =>
  privateSite(
    becomes(
      ...([networkAcl, "guard", guard(subnet)] as const),
      guard(subnet, { ingress: [inside(ruleNo)], egress: [inside(ruleNo)] }),
    ),
    ...[goes(networkAclRule, "in", alone(100, false)), out],
  );
const out = goes(networkAclRule, "out", alone(100, true));

describe("the risks of rules that a network ACL takes over from resources which go", () => {
  judgesAsExpected([
    [
      "before a load balancer",
      moves("public", 100, out),
      ["high network-acl-shut edge", "high network-acl-shut edge", "high targets-shut app"],
    ],
    [
      "before what serves",
      moves("private", 100, out),
      ["high targets-shut app", "medium egress-shut shop"],
    ],
    ["by other numbers", moves("public", 110, out), []],
    [
      "which are only forgotten, so that both are written down",
      moves("public", 100, { ...out, retainOnDelete: true }).map((step) =>
        step.name === "in" ? { ...step, retainOnDelete: true } : step,
      ),
      ["medium rules-in-two-places guard", "medium rules-in-two-places guard"],
    ],
    [
      "no rule of which was a resource of its own",
      privateSite(
        same(
          networkAcl,
          "guard",
          guard("public", { ingress: [inside(100)], egress: [inside(100)] }),
        ),
        goes(networkAclRule, "in", { ...alone(100, false), networkAclId: "other" }),
      ),
      [],
    ],
  ]);
});
