import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, same, urnOf, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { image, launchTemplate, scalingGroup, targetGroup } = modelTypes;

/** How an engine writes a value that is not known yet. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const group = (version: string, more: object = {}): object => ({
  ...{ minSize: 2, maxSize: 4, targetGroupArns: ["app"], vpcZoneIdentifiers: ["subnet-1"] },
  ...{ launchTemplate: { id: "lt", version }, healthCheckType: "ELB", ...more },
});
const rolling = { instanceRefresh: { strategy: "Rolling" } };
const kept = (minHealthyPercentage: number): object => ({
  instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage } },
});
const template = (instanceType: string, imageId = "ami-1"): object => ({ imageId, instanceType });
const machines = (old: object, now: object, more: object = {}, others: Step[] = []): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets())), ...others],
  { ...becomes(launchTemplate, "lt", old, now), outputs: { latestVersion: 3 } },
  {
    ...becomes(scalingGroup, "fleet", group("1", more), group(unknown, more)),
    from: { launchTemplate: [urnOf(launchTemplate, "lt")] },
  },
];
const armImage: Step = {
  ...same(image, "arm", { name: "arm", architecture: "arm64" }),
  ...{ id: "ami-2" },
};

describe("the risks of other types of machines", () => {
  judgesAsExpected([
    [
      "newer ones of the same size, by a refresh",
      machines(template("t3.large"), template("m7i.large"), rolling),
      [],
    ],
    ["larger ones", machines(template("m6i.large"), template("m7i-flex.xlarge")), []],
    [
      "of a processor that the image is not built for, by a refresh",
      machines(template("m6i.large"), template("m7g.large"), rolling),
      ["medium capacity-none fleet"],
    ],
    [
      "of a processor that the image is not built for, all at once",
      machines(template("m6i.large"), template("m7g.large"), kept(0)),
      ["high capacity-none fleet", "high deployment-stops-all fleet"],
    ],
    [
      "of a processor that the image is not built for, at the next need",
      machines(template("m7g.large"), template("c7i.xlarge")),
      ["medium capacity-none fleet"],
    ],
    [
      "of another processor, with an image for it",
      machines(template("m6i.large"), template("m7g.large", "ami-2"), rolling, [armImage]),
      [],
      ["lt: imageId"],
    ],
    [
      "of another processor, with an image of which nobody knows",
      machines(template("m6i.large"), template("m7g.large", "ami-3"), rolling),
      [],
      ["lt: imageId, instanceType"],
    ],
    [
      "an image for another processor",
      machines(template("m6i.large"), template("m6i.large", "ami-2"), rolling, [armImage]),
      ["medium capacity-none fleet"],
      ["lt: imageId"],
    ],
    [
      "an image for another processor, by the name of AWS's parameter",
      machines(
        template("m6i.large"),
        template(
          "m6i.large",
          "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
        ),
      ),
      ["medium capacity-none fleet"],
      ["lt: imageId"],
    ],
    [
      "smaller ones, by a refresh",
      machines(template("m6i.xlarge"), template("m6i.large"), rolling),
      ["medium capacity-lowered fleet"],
    ],
    [
      "smaller ones, at the next need",
      machines(template("t3.large"), template("t3.medium")),
      ["low capacity-lowered fleet"],
    ],
    [
      "smaller ones, which nothing but pods of Kubernetes may run on",
      [
        ...front,
        becomes(launchTemplate, "lt", template("m6i.xlarge"), template("m6i.large")),
        same(modelTypes.nodeGroup, "nodes", { launchTemplate: { id: "lt", version: "1" } }),
      ],
      [],
      ["lt: instanceType"],
    ],
    [
      "of a family that is not listed",
      machines(template("m6i.large"), template("x2iedn.large"), rolling),
      [],
      ["lt: instanceType"],
    ],
  ]);
});

describe("the risks of images of machines that go", () => {
  const gone: Step = { ...goes(image, "web", { name: "web" }), id: "ami-1" };
  const fleet = same(scalingGroup, "fleet", group("1"));
  const behind = [...front, known(same(targetGroup, "app", targets())), fleet];
  judgesAsExpected([
    [
      "while a launch template names them",
      [...behind, same(launchTemplate, "lt", template("m6i.large")), gone],
      ["medium tasks-unstartable www.example.com"],
    ],
    [
      "while it names another one",
      [...behind, same(launchTemplate, "lt", template("m6i.large", "ami-2")), gone],
      [],
      ["web: "],
    ],
  ]);
});
