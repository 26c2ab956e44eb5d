import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { ecsService, launchTemplate, scalingGroup, securityGroup, targetGroup } = modelTypes;

const open = { cidrBlocks: ["0.0.0.0/0"], protocol: "tcp", fromPort: 8080, toPort: 8080 };
const site = (...steps: readonly Step[]): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets()))],
  ...[same(securityGroup, "app", { vpcId: "vpc-1", ingress: [open] }), ...steps],
];
const service = (...securityGroups: readonly string[]): object => ({
  ...{ desiredCount: 2, networkConfiguration: { subnets: ["a", "b"], securityGroups } },
  loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
});
const template = (...vpcSecurityGroupIds: readonly string[]): object => ({
  ...{ instanceType: "t3.large", vpcSecurityGroupIds },
});
const made = (version: string): Step =>
  same(scalingGroup, "web", {
    ...{ minSize: 2, maxSize: 4, desiredCapacity: 2, targetGroupArns: ["app"] },
    launchTemplate: { id: "lt", version },
  });

describe("the risks of targets that come to have no security group of the program's", () => {
  judgesAsExpected([
    [
      "tasks lose theirs",
      site(becomes(ecsService, "web", service("app"), service())),
      ["medium targets-shut web"],
    ],
    ["tasks had none", site(becomes(ecsService, "web", service(), service())), [], ["web: "]],
    [
      "tasks keep one of two",
      site(becomes(ecsService, "web", service("app", "front"), service("app"))),
      [],
    ],
    [
      "machines are made without theirs",
      site(made("$Latest"), becomes(launchTemplate, "lt", template("app"), template())),
      ["medium targets-shut lt"],
    ],
    [
      "a version is made without one, which no group follows",
      site(made("3"), becomes(launchTemplate, "lt", template("app"), template())),
      [],
    ],
  ]);
});
