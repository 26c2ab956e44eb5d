import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, type Step } from "../report/plans";
import { balancer, front, known, listens, record, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { ecsService, instance, listener, scalingGroup, securityGroup } = modelTypes;
const { targetGroup, targetGroupAttachment } = modelTypes;

const app = known(same(targetGroup, "app", targets()));
/** The target group is made anew, the new one first. */
const appAnew = (now: object): Step[] =>
  ["create-replacement", "replace", "delete-replaced"].map((op) =>
    known({ ...{ op, type: targetGroup, name: "app", id: "app" }, old: targets(), new: now }),
  );
const registers = (targetId: string): Step =>
  same(targetGroupAttachment, "one", { targetGroupArn: "app", targetId, port: 8080 });
const machines = (more: object = {}): object => ({
  ...{ name: "web", minSize: 2, desiredCapacity: 4, maxSize: 8, targetGroupArns: ["app"], ...more },
});
const fleet = same(scalingGroup, "web", machines());
const fleetBecomes = (was: object, is: object): Step =>
  becomes(scalingGroup, "web", machines(was), machines(is));
const tasks = (more: object): object => ({
  ...{ name: "shop", desiredCount: 4, ...more },
  loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
});

describe("the risks of the type of targets", () => {
  judgesAsExpected([
    [
      "an Auto Scaling group registers machines where addresses are wanted",
      [...front, fleet, ...appAnew(targets({ name: "app-2", targetType: "ip" }))],
      ["high target-type-refused app-2"],
    ],
    [
      "a machine is registered where addresses are wanted",
      [
        ...front,
        registers("i-0123456789abcdef0"),
        ...appAnew(targets({ name: "app-2", targetType: "ip" })),
      ],
      ["high target-type-refused app-2"],
    ],
    [
      "an address stays registered where addresses come to be wanted",
      [...front, registers("10.0.0.7"), ...appAnew(targets({ name: "app-2", targetType: "ip" }))],
      [],
    ],
    [
      "tasks with addresses of their own stay in a group of addresses",
      [
        ...front,
        same(ecsService, "shop", tasks({ networkConfiguration: { subnets: ["p"] } })),
        ...appAnew(targets({ name: "app-2", targetType: "ip" })),
      ],
      [],
    ],
    [
      "tasks come to have addresses of their own where machines are wanted",
      [
        ...[...front, app],
        becomes(
          ecsService,
          "shop",
          tasks({}),
          tasks({ networkConfiguration: { subnets: ["p"], securityGroups: [] } }),
        ),
      ],
      ["high target-type-refused app"],
    ],
  ]);
});

const network = [
  ...[record, balancer({ loadBalancerType: "network" })],
  known(same(listener, "https", listens({ protocol: "TCP" }))),
  same(securityGroup, "front", { vpcId: "vpc-1" }),
  registers("i-0123456789abcdef0"),
  {
    ...same(instance, "i-0123456789abcdef0", { vpcSecurityGroupIds: ["inner"] }),
    outputs: { privateIp: "10.0.0.7" },
  },
];
const shows = (preserveClientIp: string): object => targets({ protocol: "TCP", preserveClientIp });
const turns = (to: "false" | "true"): Step =>
  known(becomes(targetGroup, "app", shows(to === "true" ? "false" : "true"), shows(to)));
const admits = (...cidrBlocks: readonly string[]): Step =>
  same(securityGroup, "inner", {
    ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, cidrBlocks }],
  });

describe("the risks of the addresses that targets see", () => {
  judgesAsExpected([
    [
      "Cloudflare's, which nothing lets in",
      [...network, admits("10.0.0.0/16"), turns("true")],
      ["high targets-shut app"],
    ],
    [
      "Cloudflare's, which nothing lets in where addresses are registered",
      [
        ...network.filter(({ name }) => name !== "one"),
        ...[registers("10.0.0.7"), admits("10.0.0.0/16"), turns("true")],
      ],
      ["high targets-shut app"],
    ],
    [
      "Cloudflare's, which are let in",
      [...network, admits("10.0.0.0/16", ...cloudflareRanges.ipv4), turns("true")],
      [],
    ],
    [
      "Cloudflare's, where the group of the load balancer is let in",
      [
        ...network,
        same(securityGroup, "inner", {
          ingress: [{ protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: ["front"] }],
        }),
        turns("true"),
      ],
      [],
    ],
    [
      "the load balancer's, which nothing lets in",
      [...network, admits(...cloudflareRanges.ipv4), turns("false")],
      ["high targets-shut app"],
    ],
    [
      "the load balancer's, which are let in",
      [...network, admits("10.0.0.0/16", ...cloudflareRanges.ipv4), turns("false")],
      [],
    ],
    [
      "others, which a group of another program may let in",
      [...network, turns("true")],
      ["medium targets-shut app"],
    ],
    [
      "nothing else behind a load balancer of HTTP, which never shows the clients'",
      [
        ...front,
        fleet,
        known(
          becomes(targetGroup, "app", targets({ preserveClientIp: "false" }), {
            ...targets({ preserveClientIp: "true" }),
          }),
        ),
      ],
      [],
    ],
  ]);
});

describe("the risks of how soon unwell machines are replaced", () => {
  judgesAsExpected([
    [
      "what the load balancer finds comes to count at once",
      [
        ...[...front, app],
        fleetBecomes(
          { healthCheckType: "EC2", healthCheckGracePeriod: 0 },
          { healthCheckType: "ELB", healthCheckGracePeriod: 0 },
        ),
      ],
      ["medium machine-replaced-early web"],
    ],
    [
      "whether what the load balancer finds counts is no longer said, and stays as it is",
      [...front, app, fleetBecomes({ healthCheckType: "ELB" }, {})],
      [],
    ],
    [
      "what the load balancer finds comes to count after five minutes",
      [...front, app, fleetBecomes({}, { healthCheckType: "ELB" })],
      [],
    ],
    [
      "new machines have less time to begin",
      [
        ...[...front, app],
        fleetBecomes(
          { healthCheckType: "ELB", healthCheckGracePeriod: 600 },
          { healthCheckType: "ELB", healthCheckGracePeriod: 60 },
        ),
      ],
      ["medium machine-replaced-early web"],
    ],
    [
      "new machines have less time where only the machine itself is looked at",
      [
        ...[...front, app],
        fleetBecomes({ healthCheckGracePeriod: 600 }, { healthCheckGracePeriod: 60 }),
      ],
      [],
    ],
    [
      "new machines have more time",
      [
        ...[...front, app],
        fleetBecomes(
          { healthCheckType: "ELB", healthCheckGracePeriod: 60 },
          { healthCheckType: "ELB", healthCheckGracePeriod: 600 },
        ),
      ],
      [],
    ],
    [
      "new tasks have less time",
      [
        ...[...front, app],
        becomes(
          ecsService,
          "shop",
          tasks({ healthCheckGracePeriodSeconds: 120 }),
          tasks({ healthCheckGracePeriodSeconds: undefined }),
        ),
      ],
      ["medium machine-replaced-early shop"],
    ],
  ]);
});
