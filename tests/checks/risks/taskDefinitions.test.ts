import { modelTypes } from "../../../model/graph/resourceTypes";
import { same, type Step, urnOf } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { ecsService, targetGroup, taskDefinition } = modelTypes;

const container = (more: object = {}): object => ({
  ...{ name: "shop", image: "shop:1", portMappings: [{ containerPort: 8080 }], ...more },
});
const definition = (more: object = {}, ...containers: readonly object[]): object => ({
  ...{ family: "shop", networkMode: "awsvpc", cpu: "512", memory: "1024", ...more },
  containerDefinitions: JSON.stringify(containers.length === 0 ? [container()] : containers),
});
const service = (revision: string, containerPort = 8080): object => ({
  ...{ desiredCount: 3, taskDefinition: revision },
  networkConfiguration: { subnets: ["p"], securityGroups: [] },
  loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort }],
});
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** A new revision, which the service comes to run. */
const revised = (now: object, port?: number): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets({ targetType: "ip" })))],
  ...["create-replacement", "replace", "delete-replaced"].map((op) => ({
    ...{ op, type: taskDefinition, name: "shop", id: "shop" },
    ...{ old: definition(), new: now, outputs: { arn: "shop:1" } },
  })),
  {
    ...{ op: "update", type: ecsService, name: "web", id: "web" },
    ...{ old: service("shop:1"), new: service(unknown, port) },
    from: { taskDefinition: [urnOf(taskDefinition, "shop")] },
  },
];
const unread = ["web: taskDefinition", "shop: containerDefinitions"];

const asked = (command: string): object =>
  container({ healthCheck: { command: ["CMD-SHELL", command], retries: 3 } });

describe("the risks of revisions of task definitions", () => {
  judgesAsExpected([
    ["another image", revised(definition({}, container({ image: "shop:2" }))), [], unread],
    [
      "a container that no longer opens the port",
      revised(definition({}, container({ portMappings: [{ containerPort: 3000 }] }))),
      ["medium object-refused web"],
      unread,
    ],
    [
      "a container under another name",
      revised(definition({}, container({ name: "app" }))),
      ["medium object-refused web"],
      unread,
    ],
    [
      "another port, in the container and the service alike",
      revised(definition({}, container({ portMappings: [{ containerPort: 3000 }] })), 3000),
      ["medium target-port-changed app"],
      unread,
    ],
    [
      "another container beside the first",
      revised(definition({}, container(), { name: "agent" })),
      [],
      unread,
    ],
    [
      "less memory",
      revised(definition({ memory: "512" })),
      ["medium capacity-lowered web"],
      ["web: taskDefinition"],
    ],
    [
      "a health check at a port that the container does not open",
      revised(definition({}, asked("curl -f http://localhost:3000/healthz || exit 1"))),
      ["medium target-check-changed web"],
      unread,
    ],
    [
      "a health check that fails whatever it finds",
      revised(definition({}, asked("exit 1"))),
      ["medium target-check-changed web"],
      unread,
    ],
    [
      "a health check at the port that the container opens",
      revised(definition({}, asked("curl -f http://localhost:8080/healthz || exit 1"))),
      [],
      unread,
    ],
    ["a health check of a file", revised(definition({}, asked("test -f /tmp/ready"))), [], unread],
    ["more memory", revised(definition({ memory: "2048" })), [], ["web: taskDefinition"]],
  ]);
});
