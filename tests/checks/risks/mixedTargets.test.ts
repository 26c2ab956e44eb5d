import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, same, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { ecsService, targetGroup, taskDefinition } = modelTypes;

const definition = (name: string, image: string): Step => ({
  ...same(taskDefinition, name, {
    family: name,
    containerDefinitions: JSON.stringify([
      { name, image, portMappings: [{ containerPort: 8080 }] },
    ]),
  }),
  outputs: { arn: `${name}:1` },
});
const service = (name: string, targetGroupArn = "app"): object => ({
  ...{ desiredCount: 2, taskDefinition: `${name}:1`, networkConfiguration: { subnets: ["a"] } },
  loadBalancers: [{ targetGroupArn, containerName: name, containerPort: 8080 }],
});
const site = (image: string, ...steps: readonly Step[]): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets({ targetType: "ip" })))],
  known(same(targetGroup, "admin", targets({ name: "admin", targetType: "ip" }))),
  ...[definition("shop", "registry.example/shop:4"), definition("admin", image)],
  ...[same(ecsService, "web", service("shop")), ...steps],
];
const other = "registry.example/admin:1";

describe("the risks of target groups where another application comes to serve", () => {
  judgesAsExpected([
    [
      "a service of another image comes",
      site(other, comes(ecsService, "admin", service("admin"))),
      ["high targets-mixed admin"],
    ],
    [
      "a service of another image comes over from its own group",
      site(other, becomes(ecsService, "admin", service("admin", "admin"), service("admin"))),
      ["high targets-mixed admin"],
    ],
    [
      "a service of an image of a similar name comes, as of a trial",
      site("registry.example/shop-next:1", comes(ecsService, "admin", service("admin"))),
      ["medium targets-mixed admin"],
    ],
    [
      "a service of another version of the image comes, from another registry",
      site("mirror.example/team/shop:5", comes(ecsService, "admin", service("admin"))),
      [],
    ],
    [
      "a service of another image comes in a group of its own",
      site(other, comes(ecsService, "admin", service("admin", "admin"))),
      [],
    ],
    [
      "a service of another image stays there",
      site(other, same(ecsService, "admin", service("admin"))),
      [],
    ],
  ]);
});
