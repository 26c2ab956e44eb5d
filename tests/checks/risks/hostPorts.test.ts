import { modelTypes } from "../../../model/graph/resourceTypes";
import { same, urnOf, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { ecsService, launchTemplate, scalingGroup, securityGroup, targetGroup, taskDefinition } =
  modelTypes;

const definition = (hostPort: number, networkMode = "bridge"): object => ({
  ...{ family: "shop", networkMode },
  containerDefinitions: JSON.stringify([
    { name: "shop", memory: 512, portMappings: [{ containerPort: 8080, hostPort }] },
  ]),
});
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const service = (revision: string, more: object = {}): object => ({
  ...{ desiredCount: 4, taskDefinition: revision, launchType: "EC2", cluster: "apps" },
  deploymentMinimumHealthyPercent: 50,
  loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
  ...more,
});
const site = (ports: readonly [number, number], now: object, more: object = {}): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets()))],
  same(securityGroup, "hosts", {
    vpcId: "vpc-1",
    ingress: [
      { protocol: "tcp", fromPort: ports[0], toPort: ports[1], securityGroups: ["edge-group"] },
    ],
  }),
  same(launchTemplate, "lt", {
    vpcSecurityGroupIds: ["hosts"],
    userData: Buffer.from("#!/bin/bash\necho ECS_CLUSTER=apps >> /etc/ecs/ecs.config\n").toString(
      "base64",
    ),
  }),
  same(scalingGroup, "hosts", {
    ...{ name: "hosts", minSize: 4, maxSize: 6, desiredCapacity: 4 },
    launchTemplate: { id: "lt", version: "$Latest" },
  }),
  ...["create-replacement", "replace", "delete-replaced"].map((op) => ({
    ...{ op, type: taskDefinition, name: "shop", id: "shop" },
    ...{ old: definition(8080), new: now, outputs: { arn: "shop:1" } },
  })),
  {
    ...{ op: "update", type: ecsService, name: "web", id: "web" },
    ...{ old: service("shop:1", more), new: service(unknown, more) },
    from: { taskDefinition: [urnOf(taskDefinition, "shop")] },
  },
];
const unread = ["web: taskDefinition", "shop: containerDefinitions"];

describe("the risks of tasks that get whatever port of their machine is free", () => {
  judgesAsExpected([
    [
      "which the machines do not let in",
      site([8080, 8080], definition(0)),
      ["medium targets-shut web"],
      unread,
    ],
    [
      "which the machines do not let in, and no earlier task is kept",
      site([8080, 8080], definition(0), { deploymentMinimumHealthyPercent: 0 }),
      ["high deployment-stops-all web", "high targets-shut web"],
      unread,
    ],
    ["which the machines let in", site([32768, 65535], definition(0)), [], unread],
    ["not, but another one that is named", site([8080, 8080], definition(9090)), [], unread],
  ]);
});
