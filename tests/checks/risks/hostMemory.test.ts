import { expect } from "chai";
import { instanceMemoryMib } from "../../../facts/aws/instanceMemory";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { ecsService, launchTemplate, scalingGroup, targetGroup, taskDefinition } = modelTypes;

const template = (instanceType: string, cluster = "apps"): object => ({
  ...{ instanceType, updateDefaultVersion: true },
  userData: Buffer.from(
    `#!/bin/bash\necho ECS_CLUSTER=${cluster} >> /etc/ecs/ecs.config\n`,
  ).toString("base64"),
});
const hosts = (more: object = {}): Step =>
  same(scalingGroup, "hosts", {
    ...{ name: "hosts", minSize: 3, maxSize: 6, desiredCapacity: 3 },
    ...{ launchTemplate: { id: "lt", version: "$Latest" }, ...more },
  });
const refreshed = { instanceRefresh: { strategy: "Rolling" } };
const site = (change: Step, group: Step, memory = 3072): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets())), change, group],
  {
    ...same(taskDefinition, "shop", {
      ...{ family: "shop", networkMode: "bridge" },
      containerDefinitions: JSON.stringify([{ name: "shop", memory }]),
    }),
    outputs: { arn: "shop:1" },
  },
  same(ecsService, "web", {
    ...{ desiredCount: 3, taskDefinition: "shop:1", launchType: "EC2", cluster: "apps" },
    loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
  }),
];
const smaller = becomes(launchTemplate, "lt", template("m6i.large"), template("t3.small"));
const unread = ["lt: instanceType"];

describe("the risks of machines that are too small for the tasks of a service", () => {
  judgesAsExpected([
    [
      "the group exchanges its machines for such",
      site(smaller, hosts(refreshed)),
      ["high capacity-none web"],
      unread,
    ],
    [
      "the group makes such when it makes one",
      site(smaller, hosts()),
      ["medium capacity-none web"],
      unread,
    ],
    ["a task fits there", site(smaller, hosts(refreshed), 1024), [], unread],
    [
      "machines of another cluster become smaller",
      site(
        becomes(
          launchTemplate,
          "lt",
          template("m6i.large", "batch"),
          template("t3.small", "batch"),
        ),
        hosts(refreshed),
      ),
      [],
      unread,
    ],
    [
      "they become a family whose memory is not listed",
      site(
        becomes(launchTemplate, "lt", template("m6i.large"), template("i4i.large")),
        hosts(refreshed),
      ),
      [],
      unread,
    ],
  ]);

  it("knows the memory of the usual families", () => {
    const types = ["t3.small", "m7g.large", "c6i.2xlarge", "r6g.medium", "m4.large", "x2idn.large"];
    expect(types.map(instanceMemoryMib)).to.deep.equal([
      ...[2048, 8192, 16_384, 8192],
      ...[undefined, undefined],
    ]);
  });
});
