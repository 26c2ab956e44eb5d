import { networkTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, same, type Step } from "../report/plans";
import { atPort, lets, privateSite, within } from "./privateNetwork";
import { judgesAsExpected } from "./strangersPlans";

const { networkAcl } = networkTypes;
const { securityGroup } = modelTypes;

const subnetGroup = "aws:rds/subnetGroup:SubnetGroup";
const allow = (cidrBlock: string, fromPort: number, toPort = fromPort): object => ({
  ...{ ruleNo: 100, action: "allow", cidrBlock, fromPort, toPort, protocol: "tcp" },
});
const guard = (ingress: object, egress: object, subnet = "data"): object => ({
  ...{ vpcId: "net", subnetIds: [subnet], ingress: [ingress], egress: [egress] },
});
const [all, asked] = [allow("0.0.0.0/0", 0, 65_535), allow("10.0.10.0/24", 5432)];
const back = allow("10.0.10.0/24", 32_768, 65_535);
const placed = same(subnetGroup, "stores", { subnetIds: ["data"] });
const comesWith = (ingress: object, egress: object): Step =>
  comes(networkAcl, "guard", guard(ingress, egress));

describe("the risks of network ACLs where stores of data stand", () => {
  judgesAsExpected([
    [
      "a new one lets in other subnets alone",
      privateSite(placed, comesWith(allow("10.0.30.0/24", 5432), all)),
      ["medium egress-shut shop"],
    ],
    [
      "a new one lets no answers out",
      privateSite(placed, comesWith(asked, asked)),
      ["medium egress-shut shop"],
    ],
    [
      "a new one lets through what is asked and answered",
      privateSite(placed, comesWith(asked, back)),
      [],
    ],
    [
      "one comes to let in another port",
      privateSite(
        placed,
        becomes(networkAcl, "guard", guard(asked, back), guard(allow("10.0.10.0/24", 3306), back)),
      ),
      ["medium egress-shut shop"],
    ],
    [
      "it did not let in what serves before",
      privateSite(
        placed,
        becomes(networkAcl, "guard", guard(asked, asked), guard(asked, allow("10.0.10.0/24", 80))),
      ),
      [],
    ],
    [
      "other stores stand where it does not reach",
      privateSite(
        within("caches", "10.0.21.0/24"),
        same("aws:elasticache/subnetGroup:SubnetGroup", "caches", { subnetIds: ["caches"] }),
        ...[placed, comesWith(allow("10.0.30.0/24", 5432), all)],
      ),
      [],
    ],
    ["no store stands there", privateSite(comesWith(allow("10.0.30.0/24", 5432), all)), []],
    [
      "nothing that is guarded there lets in what serves",
      privateSite(
        same(securityGroup, "data", lets(atPort(5432, { securityGroups: ["sg-1"] }))),
        ...[placed, comesWith(allow("10.0.30.0/24", 5432), all)],
      ),
      [],
    ],
  ]);
});
