import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, same, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { role, rolePolicyAttachment, route, routeTable, scalingAttachment, scalingGroup } =
  modelTypes;
const { targetGroup, trafficSource } = modelTypes;

const machines = (more: object = {}): object => ({
  ...{ name: "web", minSize: 2, desiredCapacity: 2, maxSize: 4, ...more },
});
const attachment = { autoscalingGroupName: "web", lbTargetGroupArn: "app" };
const site = (...steps: readonly Step[]): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets())), ...steps],
];
const inline = becomes(scalingGroup, "web", machines(), machines({ targetGroupArns: ["app"] }));

describe("what a property comes to give, and a deletion takes away", () => {
  judgesAsExpected([
    [
      "an Auto Scaling group names its target group itself, and the attachment goes",
      site(inline, goes(scalingAttachment, "tie", attachment)),
      ["high targets-lost app", "medium object-lost web"],
    ],
    [
      "it named it before as well, and the attachment goes",
      site(
        same(scalingGroup, "web", machines({ targetGroupArns: ["app"] })),
        goes(scalingAttachment, "tie", attachment),
      ),
      ["high targets-lost app", "medium object-lost web"],
    ],
    [
      "it names it as a traffic source, and that goes",
      site(
        becomes(
          scalingGroup,
          "web",
          machines(),
          machines({ trafficSources: [{ identifier: "app", type: "elbv2" }] }),
        ),
        goes(trafficSource, "tie", {
          autoscalingGroupName: "web",
          trafficSource: { identifier: "app", type: "elbv2" },
        }),
      ),
      ["high targets-lost app", "medium object-lost web"],
    ],
    [
      "the attachment is only forgotten",
      site(inline, { ...goes(scalingAttachment, "tie", attachment), retainOnDelete: true }),
      [],
    ],
    [
      "the attachment of another target group goes",
      site(
        inline,
        same(scalingAttachment, "tie", attachment),
        goes(scalingAttachment, "other", { ...attachment, lbTargetGroupArn: "other" }),
      ),
      [],
    ],
    [
      "a route table gives a route itself, and the route of its own goes",
      [
        becomes(
          routeTable,
          "rt",
          { vpcId: "vpc-1" },
          { vpcId: "vpc-1", routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] },
        ),
        goes(route, "out", {
          ...{ routeTableId: "rt", destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" },
        }),
      ],
      ["medium object-lost rt"],
    ],
    [
      "a role comes to list its policies itself, and one attachment goes",
      [
        becomes(role, "task", { name: "task" }, { name: "task", managedPolicyArns: ["arn:x"] }),
        goes(rolePolicyAttachment, "x", { role: "task", policyArn: "arn:x" }),
      ],
      ["medium object-lost task"],
      ["task: managedPolicyArns", "x: "],
    ],
  ]);
});
