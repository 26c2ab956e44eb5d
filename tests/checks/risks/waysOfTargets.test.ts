import { networkTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, same, type Step } from "../report/plans";
import { balancer, front, known, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { ecsService, launchTemplate, scalingGroup, targetGroup, targetGroupAttachment } = modelTypes;
const { route, routeTable, taskDefinition, tunnel, tunnelConfig } = modelTypes;
const { routeTableAssociation, subnet, vpc } = networkTypes;

const network: readonly Step[] = [
  same(vpc, "net", { cidrBlock: "10.0.0.0/16" }),
  same(subnet, "p", { vpcId: "net", cidrBlock: "10.0.10.0/24" }),
  same(routeTable, "table", { vpcId: "net" }),
  same(routeTableAssociation, "tie", { subnetId: "p", routeTableId: "table" }),
];
const leads = (more: object): object => ({
  ...{ routeTableId: "table", destinationCidrBlock: "0.0.0.0/0", ...more },
});
const toNat = leads({ natGatewayId: "nat-0123456789abcdef0" });

describe("the risks of cloudflared that no route leads out any more", () => {
  const run: readonly Step[] = [
    same("record", "app", {
      ...{ zoneId, name: "app.example.com", type: "CNAME", content: "t-1.cfargotunnel.com" },
      ...{ proxied: true, ttl: 1 },
    }),
    { ...same(tunnel, "apps", { name: "apps" }), id: "t-1" },
    same(tunnelConfig, "ways", {
      tunnelId: "t-1",
      config: { ingresses: [{ hostname: "app.example.com", service: "http://localhost:3000" }] },
    }),
    same(taskDefinition, "cfd", {
      containerDefinitions: JSON.stringify([{ name: "cfd", image: "cloudflare/cloudflared:1" }]),
    }),
    same(ecsService, "cfd", {
      ...{ desiredCount: 2, taskDefinition: "cfd" },
      networkConfiguration: { subnets: ["p"], assignPublicIp: false },
    }),
  ];
  judgesAsExpected([
    [
      "the route to the gateway that translates addresses goes",
      [...run, ...network, goes(route, "out", toNat)],
      ["high egress-shut cfd"],
    ],
    [
      "it leads to another such gateway",
      [
        ...[...run, ...network],
        becomes(route, "out", toNat, leads({ natGatewayId: "nat-1123456789abcdef0" })),
      ],
      [],
      ["out: natGatewayId"],
    ],
    [
      "the last of it is stopped",
      [
        ...[...run.slice(0, 4), ...network, same(route, "out", toNat)],
        becomes(
          ...([ecsService, "cfd"] as const),
          { desiredCount: 2, taskDefinition: "cfd" },
          { desiredCount: 0, taskDefinition: "cfd" },
        ),
      ],
      ["high tunnel-unconnected cfd"],
    ],
  ]);
});

describe("the risks of routes to targets in another network", () => {
  const others = front.map((step) =>
    step.name === "edge" ? balancer({ securityGroups: ["front"], subnets: ["p"] }) : step,
  );
  const site: readonly Step[] = [
    ...[...others, ...network, known(same(targetGroup, "app", targets({ targetType: "ip" })))],
    same(targetGroupAttachment, "one", { targetGroupArn: "app", targetId: "10.99.4.11" }),
    same(route, "out", leads({ gatewayId: "igw-0123456789abcdef0" })),
  ];
  const toLegacy = leads({
    ...{ destinationCidrBlock: "10.99.0.0/16", vpcPeeringConnectionId: "pcx-0123456789abcdef0" },
  });
  judgesAsExpected([
    ["the route goes", [...site, goes(route, "legacy", toLegacy)], ["high targets-shut app"]],
    [
      "the route to a third network goes",
      [
        ...[...site, same(route, "legacy", toLegacy)],
        goes(route, "hub", { ...toLegacy, destinationCidrBlock: "10.200.0.0/16" }),
      ],
      [],
    ],
    [
      "a transit gateway takes the place of the peering",
      [
        ...site,
        becomes(route, "legacy", toLegacy, {
          ...leads({ destinationCidrBlock: "10.99.0.0/16" }),
          transitGatewayId: "tgw-0123456789abcdef0",
        }),
      ],
      [],
      ["legacy: transitGatewayId"],
    ],
  ]);
});

const fleet = (more: object): object => ({
  ...{ minSize: 2, maxSize: 4, desiredCapacity: 2, targetGroupArns: ["app"] },
  ...{ vpcZoneIdentifiers: ["p"], instanceRefresh: { strategy: "Rolling" }, ...more },
});
const rolls = (more: object = {}): Step =>
  becomes(
    ...([scalingGroup, "web"] as const),
    fleet({ launchTemplate: { id: "template", version: "1" }, ...more }),
    fleet({ launchTemplate: { id: "template", version: "2" }, ...more }),
  );
const app = known(same(targetGroup, "app", targets()));

describe("the risks of machines that are replaced and fetch what they run", () => {
  const card = (associatePublicIpAddress: boolean): object => ({
    networkInterfaces: [{ associatePublicIpAddress }],
    userData: Buffer.from("#!/bin/bash\napt-get install -y docker.io\n").toString("base64"),
  });
  const toInternet = same(route, "out", leads({ gatewayId: "igw-0123456789abcdef0" }));
  const site = (...steps: readonly Step[]): Step[] => [
    ...[...front, app, ...network, toInternet, ...steps],
    becomes(launchTemplate, "template", card(true), card(false)),
  ];
  const unjudged = ["template: networkInterfaces[0].associatePublicIpAddress"];
  judgesAsExpected([
    [
      "and nobody asks whether they serve",
      site(rolls({ healthCheckType: "EC2" })),
      ["high egress-shut web"],
      unjudged,
    ],
    [
      "and their load balancer is asked",
      site(rolls({ healthCheckType: "ELB" })),
      ["medium egress-shut web"],
      unjudged,
    ],
  ]);
});

describe("the risks of machines that are replaced and registered nowhere", () => {
  const site = (more: object): Step[] => [
    ...front,
    app,
    rolls({ healthCheckType: "EC2", ...more }),
  ];
  judgesAsExpected([
    [
      "for the process that does so is left out",
      site({ suspendedProcesses: ["AddToLoadBalancer"] }),
      ["high deployment-stops-all web"],
      ["web: launchTemplate.version"],
    ],
    [
      "for another process is left out",
      site({ suspendedProcesses: ["AZRebalance"] }),
      [],
      ["web: launchTemplate.version"],
    ],
  ]);
});
