import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import type { ModelTypeName } from "../../../model/graph/resourceTypes";
import { capacityOf, scalingBounds } from "../../../model/origin/capacity";
import { isEmpty, targetSources } from "../../../model/origin/targets";
import { resource } from "../resource";

describe("how many something keeps running", () => {
  const cases: readonly (readonly [string, ModelTypeName, ModelObject, number | undefined])[] = [
    ["what a group desires", "scalingGroup", { desiredCapacity: 3, minSize: 1, maxSize: 5 }, 3],
    ["no more than its maximum", "scalingGroup", { desiredCapacity: 9, minSize: 1, maxSize: 5 }, 5],
    ["no less than its minimum", "scalingGroup", { desiredCapacity: 0, minSize: 2, maxSize: 5 }, 2],
    ["nothing under a maximum of 0", "scalingGroup", { minSize: 0, maxSize: 0 }, 0],
    ["not known without a desire", "scalingGroup", { minSize: 0, maxSize: 4 }, undefined],
    [
      "not known while the desire is not",
      "scalingGroup",
      { desiredCapacity: unknownValue, minSize: 0, maxSize: 4 },
      undefined,
    ],
    ["the tasks of a service", "ecsService", { desiredCount: "4" }, 4],
    ["not known where a service does not say", "ecsService", {}, undefined],
    [
      "not known of a service on every machine",
      "ecsService",
      { desiredCount: 0, schedulingStrategy: "DAEMON" },
      undefined,
    ],
    ["not known of a set of tasks", "taskSet", { desiredCount: 0 }, undefined],
    [
      "no more than a maximum without a minimum",
      "scalingGroup",
      { desiredCapacity: 9, maxSize: 5 },
      5,
    ],
    ["what is desired without bounds", "scalingGroup", { desiredCapacity: 9 }, 9],
    [
      "what is desired while a bound is not known",
      "scalingGroup",
      { desiredCapacity: 9, minSize: unknownValue, maxSize: unknownValue },
      9,
    ],
    ["the nodes of a group of EKS", "nodeGroup", { scalingConfig: { desiredSize: 3 } }, 3],
    ["not known of nodes that are not", "nodeGroup", { scalingConfig: {} }, undefined],
    ["not known of a node group that does not say", "nodeGroup", {}, undefined],
  ];
  for (const [title, type, properties, expected] of cases) {
    it(`is ${title}`, () => {
      const found = capacityOf(resource(type, "x", properties));
      expect(found).to.equal(expected ?? unknownValue);
    });
  }
});

describe("between which bounds an Auto Scaling group is kept", () => {
  const bounds = (properties: ModelObject) =>
    scalingBounds(resource("scalingGroup", "x", properties));

  it("is what the program says, whatever is desired, and not known where it says nothing", () => {
    expect(bounds({ minSize: "1", maxSize: 4, desiredCapacity: 2 })).to.deep.equal({
      ...{ minSize: 1, maxSize: 4, desiredCapacity: undefined },
    });
    expect(bounds({})).to.deep.equal({
      ...{ minSize: unknownValue, maxSize: unknownValue, desiredCapacity: undefined },
    });
  });
});

describe("what registers targets in a group", () => {
  const group = resource("targetGroup", "tg", { arn: "arn:tg" });
  const web = resource("scalingGroup", "web", { desiredCapacity: 0, minSize: 0, maxSize: 3 });
  const sourcesWith = (...resources: readonly ModelResource[]) =>
    targetSources(new Inventory([group, ...resources]), group);

  const cases: readonly (readonly [
    string,
    readonly ModelResource[],
    readonly string[],
    boolean,
  ])[] = [
    ["nothing", [], [], true],
    ["another group's attachment", [attachment({ targetGroupArn: "arn:other" })], [], true],
    ["an attachment", [attachment({ targetGroupArn: "arn:tg", targetId: "i-1" })], ["at"], false],
    [
      "an Auto Scaling group that names it and runs nothing",
      [{ ...web, properties: { ...web.properties, targetGroupArns: ["arn:tg"] } }],
      ["web"],
      true,
    ],
    [
      "an Auto Scaling group that is attached by name",
      [web, resource("scalingAttachment", "at", link("lbTargetGroupArn"))],
      ["at"],
      true,
    ],
    [
      "a node group without nodes, by the name of its Auto Scaling group",
      [nodes("workers", "eks-workers-1"), named("eks-workers-1")],
      ["at"],
      true,
    ],
    ["a node group without nodes, by itself", [nodes("workers"), named("workers")], ["at"], true],
    [
      "a node group of another name",
      [nodes("workers", "eks-workers-1"), named("x")],
      ["at"],
      false,
    ],
    [
      "a traffic source whose Auto Scaling group the plan does not hold",
      [
        resource("trafficSource", "at", {
          ...{ autoscalingGroupName: "other", trafficSource: { identifier: "arn:tg" } },
        }),
      ],
      ["at"],
      false,
    ],
    [
      "traffic sources inside the Auto Scaling group",
      [
        resource("scalingGroup", "web", {
          ...{ desiredCapacity: 2, maxSize: 2, trafficSources: [{ identifier: "arn:tg" }] },
        }),
      ],
      ["web"],
      false,
    ],
    [
      "a service and a set of tasks",
      [
        resource("ecsService", "app", { loadBalancers: [{ targetGroupArn: "arn:tg" }] }),
        resource("taskSet", "set", { loadBalancers: [{ targetGroupArn: "arn:tg" }] }),
      ],
      ["app", "set"],
      false,
    ],
  ];
  for (const [title, resources, names, empty] of cases) {
    it(`is ${title}`, () => {
      const sources = sourcesWith(...resources);
      expect(sources.map((each) => each.resource.name)).to.deep.equal(names);
      expect(isEmpty(sources)).to.equal(empty);
    });
  }

  it("says what the targets belong to", () => {
    const machine = resource("instance", "i-1", {});
    const inner = resource("awsLoadBalancer", "inner", { arn: "arn:inner" });
    const served = (...resources: readonly ModelResource[]) =>
      sourcesWith(...resources).map(({ serves }) => serves?.name);
    const at = (targetId: string) => attachment({ targetGroupArn: "arn:tg", targetId });
    expect(served(machine, at("i-1"))).to.deep.equal(["i-1"]);
    expect(served(inner, at("arn:inner"))).to.deep.equal(["inner"]);
    expect(served(machine, at("10.0.0.9"))).to.deep.equal([undefined]);
    expect(served(web, named("web"))).to.deep.equal(["web"]);
    expect(
      served(nodes("workers", "eks-1"), nodes("others", "eks-2"), named("eks-2")),
    ).to.deep.equal(["others"]);
    expect(served(named("web"))).to.deep.equal([undefined]);
  });

  function nodes(id: string, group?: string): ModelResource {
    const autoscalingGroups = group === undefined ? [] : [{ name: group }];
    const scalingConfig = { desiredSize: 0, minSize: 0, maxSize: 3 };
    return resource("nodeGroup", id, { scalingConfig, resources: [{ autoscalingGroups }] });
  }

  function named(autoscalingGroupName: string): ModelResource {
    return resource("scalingAttachment", "at", {
      autoscalingGroupName,
      lbTargetGroupArn: "arn:tg",
    });
  }

  function attachment(properties: ModelObject): ModelResource {
    return resource("targetGroupAttachment", "at", properties);
  }

  function link(property: string): ModelObject {
    return { autoscalingGroupName: "web", [property]: "arn:tg" };
  }
});
