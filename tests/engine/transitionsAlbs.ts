import {
  alb,
  backup,
  environment,
  primary,
  primaryOf,
  requiredHeader,
  secondVpcId,
  sending,
  vpcId,
} from "./transitionsPrograms";
import { row } from "./transitionsRun";

const fixed = environment();
const made = primaryOf({ alb: alb() });
const autoScaling = {
  ...{ imageId: "ami-0abcdef1234567890", instanceType: "m7g.large" },
  ...{ minimumInstances: 2, maximumInstances: 4 },
};
const scaled = (changes: Partial<typeof autoScaling> = {}) =>
  primaryOf({ alb: alb({ targets: { autoScaling: { ...autoScaling, ...changes } } }) });
const service = {
  clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/web",
  taskDefinitionArn: "arn:aws:ecs:us-east-1:123456789012:task-definition/web:7",
  containerName: "app",
  subnetIds: ["subnet-0c1b2c3d4e5f60718", "subnet-0d1c2d3e4f5061728"],
};
const served = (changes: object = {}, ofAlb: Parameters<typeof alb>[0] = {}) =>
  primaryOf({ alb: alb({ targets: { service: { ...service, ...changes } }, ...ofAlb }) });
const scaling = { maximumTasks: 6, requestsPerTaskPerMinute: 600 };
const byAddress = primaryOf({ alb: alb({ targets: { addresses: { a: "10.0.0.10" } } }) });
const headed = (...valueConfigKeys: string[]) =>
  primaryOf({ alb: alb({ requiredHeader: { name: requiredHeader, valueConfigKeys } }) });
/** The monitor sends the header, and nothing demands it. */
const observed = primaryOf({
  alb: alb({
    requiredHeader: { name: requiredHeader, valueConfigKeys: ["key"], enforced: false },
  }),
});
const regions = {
  main: { vpcId, region: "us-east-1" },
  eu: { vpcId: secondVpcId, region: "eu-central-1" },
};
const inEurope = alb({
  firewall: "eu",
  certificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d-4e5f",
});
const oneRegion = primaryOf({ alb: alb() }, { firewalls: regions });
const inTwoRegions = (drain: readonly string[] = []) =>
  primaryOf(
    { alb: alb() },
    {
      drain: [...drain],
      firewalls: regions,
      sites: {
        web: {
          hostname: "www.example.com",
          pools: [
            { ...primary, origins: { alb: alb() } },
            { ...backup, origins: { alb: inEurope } },
          ],
          health: { path: "/healthz" },
        },
      },
    },
  );
const twoRegions = inTwoRegions();

/** A load balancer that takes over from a fixed address as soon as it is made. */
export const takeover = row(
  "leads nobody to a load balancer whose listener is late, though it takes over at once",
  fixed,
  made,
  { create: 8, update: 1 },
);

/** Every pair about load balancers of AWS that a site makes; a line adds one. */
export const albTransitions = [
  row(
    "adds a load balancer beside a fixed address",
    fixed,
    primaryOf({ ...primary.origins, alb: alb() }),
    { create: 8, update: 1 },
  ),
  row(
    "lets a load balancer take over from a fixed address",
    primaryOf({ ...primary.origins, alb: alb() }),
    made,
    { update: 1 },
  ),
  row("gives a pool its fixed address back", made, fixed, { delete: 8, update: 1 }),
  row("adds a region with a load balancer of its own", oneRegion, twoRegions, {
    create: 8,
    replace: 1,
    update: 1,
  }),
  row("removes a region", twoRegions, oneRegion, { delete: 8, replace: 1, update: 1 }),
  row("drains a region", twoRegions, inTwoRegions(["eu-central-1"]), { update: 2 }),
  row(
    "moves to the region that was drained",
    inTwoRegions(["eu-central-1"]),
    inTwoRegions(["us-east-1"]),
    {
      update: 2,
    },
  ),
  row("lets machines come and go where they had names", made, scaled(), { create: 7, delete: 2 }),
  row("scales the machines out", scaled(), scaled({ minimumInstances: 3, maximumInstances: 6 }), {
    update: 1,
  }),
  row("replaces the machines' image", scaled(), scaled({ imageId: "ami-0fedcba9876543210" }), {
    update: 2,
  }),
  row(
    "replaces the target group for another port",
    made,
    primaryOf({ alb: alb({ application: { port: 9090, healthPath: "/healthz" } }) }),
    { replace: 4, update: 1 },
  ),
  row("runs a service of ECS where addresses were given", byAddress, served(), {
    create: 7,
    delete: 1,
  }),
  row("gives addresses where a service of ECS ran", served(), byAddress, { create: 1, delete: 7 }),
  row("runs a service of ECS where machines came and went", scaled(), served(), {
    ...{ create: 7, delete: 7, replace: 1, update: 1 },
  }),
  row(
    "replaces the target group of a service of ECS for another port",
    served(),
    served(
      {},
      {
        application: { port: 9090, healthPath: "/healthz" },
      },
    ),
    { replace: 4, update: 2 },
  ),
  row("runs more tasks of a service of ECS", served(), served({ desiredCount: 4 }), { update: 1 }),
  row(
    "rolls out another task definition",
    served(),
    served({ taskDefinitionArn: service.taskDefinitionArn.replace(":7", ":8") }),
    { update: 1 },
  ),
  row("has requests decide how many tasks there are", served(), served({ scaling }), { create: 2 }),
  row(
    "replaces the target group of a service that scales",
    served({ scaling }),
    served({ scaling }, { application: { port: 9090, healthPath: "/healthz" } }),
    { replace: 6, update: 2 },
  ),
  row("moves a service of ECS to machines of EC2", served(), served({ launchType: "EC2" }), {
    replace: 1,
  }),
  row(
    "changes the policy of TLS",
    made,
    primaryOf({ alb: alb({ tlsPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" }) }),
    { update: 1 },
  ),
  row("lets monitors send a header", sending("key", made), sending("key", observed), { update: 1 }),
  row("requires a header", sending("key", observed), sending("key", headed("key")), { create: 2 }),
  row(
    "accepts the header's next value beside its last one",
    sending("key", headed("key")),
    sending("key", headed("key", "next")),
    { update: 1 },
  ),
  row(
    "sends the header's next value",
    sending("key", headed("key", "next")),
    sending("next", headed("next", "key")),
    { update: 3 },
  ),
  row(
    "accepts the header's last value no more",
    sending("next", headed("next", "key")),
    sending("next", headed("next")),
    { update: 1 },
  ),
  row("requires no header any more", sending("key", headed("key")), sending("key", observed), {
    delete: 2,
  }),
  row("lets monitors send no header any more", sending("key", observed), sending("key", made), {
    update: 1,
  }),
  row(
    "serves with a certificate of the environment's own",
    primaryOf({ alb: alb() }, { firewalls: regions }),
    primaryOf(
      { alb: alb({ certificateArn: undefined }) },
      { firewalls: regions, originCertificate: { acmRegions: ["us-east-1"] } },
    ),
    { create: 5, update: 1 },
  ),
  row(
    "rotates the certificate with which it serves",
    primaryOf(
      { alb: alb({ certificateArn: undefined }) },
      { firewalls: regions, originCertificate: { acmRegions: ["us-east-1"] } },
    ),
    primaryOf(
      { alb: alb({ certificateArn: undefined }) },
      { firewalls: regions, originCertificate: { acmRegions: ["us-east-1"], generation: 2 } },
    ),
    { create: 4, delete: 4, update: 1 },
  ),
];

const refusesMonitors = {
  kind: "probed",
  subject: "alb-<id>",
  what: "port 443 lets through only what has a header, which monitors do not send for www_example_com_primary",
} as const;

/** Pairs that break what a load balancer of AWS lets through. */
export const brokenAlbTransitions = [
  row(
    "requires a header that nothing sends",
    observed,
    headed("key"),
    { create: 2 },
    {
      breaks: [
        {
          call: "POST elasticloadbalancing.us-east-1/CreateRule",
          kind: "admitted",
          subject: "alb-<id>",
          what: "port 443 lets through only what has a header, which Cloudflare does not send for www.example.com",
        },
      ],
    },
  ),
  row(
    "requires a header that monitors come to send in the same update",
    sending("key", made),
    sending("key", headed("key")),
    { create: 2, update: 1 },
    {
      breaks: [
        {
          ...refusesMonitors,
          call: "POST elasticloadbalancing.us-east-1/CreateRule",
          restoredBy: "PUT /accounts/<id>/load_balancers/monitors/<id>",
        },
      ],
    },
  ),
  row(
    "requires no header any more when monitors have ceased to send it in the same update",
    sending("key", headed("key")),
    sending("key", made),
    { delete: 2, update: 1 },
    {
      breaks: [
        {
          ...refusesMonitors,
          call: "PUT /accounts/<id>/load_balancers/monitors/<id>",
          restoredBy: "POST elasticloadbalancing.us-east-1/DeleteRule",
        },
      ],
    },
  ),
];
