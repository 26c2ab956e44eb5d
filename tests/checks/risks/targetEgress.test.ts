import { networkTypes, otherTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { ecsService, egressRule, launchTemplate, scalingGroup, securityGroup, targetGroup } =
  modelTypes;
const { internetGateway, route, routeTable, routeTableAssociation, subnet, vpc } = {
  ...networkTypes,
  ...modelTypes,
};

const place = (more: object = {}): object => ({
  ...{ vpcId: "net", cidrBlock: "10.0.10.0/24", ...more },
});
const network: readonly Step[] = [
  same(vpc, "net", { cidrBlock: "10.0.0.0/16" }),
  same(internetGateway, "igw-0123456789abcdef0", { vpcId: "net" }),
  same(routeTable, "table", { vpcId: "net" }),
  same(routeTableAssociation, "tie", { subnetId: "p", routeTableId: "table" }),
];
const leads = (more: object): object => ({
  ...{ routeTableId: "table", destinationCidrBlock: "0.0.0.0/0", ...more },
});
const toNat = leads({ natGatewayId: "nat-0123456789abcdef0" });
const toInternet = leads({ gatewayId: "igw-0123456789abcdef0" });
const tasks = (assignPublicIp: boolean): object => ({
  ...{ desiredCount: 2, networkConfiguration: { subnets: ["p"], assignPublicIp } },
  loadBalancers: [{ targetGroupArn: "app", containerName: "shop", containerPort: 8080 }],
});
const elsewhere = (assignPublicIp: boolean, own = "subnet-1"): object => ({
  ...tasks(assignPublicIp),
  networkConfiguration: { subnets: [own], assignPublicIp },
});
const fleet = same(scalingGroup, "web", {
  ...{ minSize: 2, maxSize: 4, desiredCapacity: 2, targetGroupArns: ["app"] },
  ...{ vpcZoneIdentifiers: ["p"], launchTemplate: { id: "template", version: "$Latest" } },
});
const template = (more: object = {}): Step =>
  same(launchTemplate, "template", { instanceType: "t3.small", ...more });
const site = (...steps: readonly Step[]): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets({ targetType: "ip" })))],
  ...[...network, ...steps],
];
const standing = same(subnet, "p", place());
const publicly = (was: boolean, is: boolean): Step =>
  becomes(subnet, "p", place({ mapPublicIpOnLaunch: was }), place({ mapPublicIpOnLaunch: is }));
/** The security group of the tasks loses the rule that lets them out. */
const shutTasks = (...steps: readonly Step[]): Step[] =>
  site(
    ...[standing, same(route, "out", toNat), same(securityGroup, "tasks", { vpcId: "net" })],
    same(ecsService, "shop", {
      ...tasks(false),
      networkConfiguration: { subnets: ["p"], securityGroups: ["tasks"] },
    }),
    goes(egressRule, "all", {
      ...{ securityGroupId: "tasks", ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
    }),
    ...steps,
  );

const outAt = (port: number, cidrIpv4: string): object => ({
  ...{ securityGroupId: "tasks", ipProtocol: "tcp", fromPort: port, toPort: port, cidrIpv4 },
});
const [database, registry] = [outAt(5432, "10.0.0.0/16"), outAt(443, "0.0.0.0/0")];

describe("the risks of what serves and comes to reach nothing outside", () => {
  judgesAsExpected([
    [
      "the route to the NAT gateway goes",
      site(standing, same(ecsService, "shop", tasks(false)), goes(route, "out", toNat)),
      ["medium egress-shut shop"],
    ],
    [
      "the route to the NAT gateway goes, and endpoints of the network are there",
      site(
        ...[standing, same(ecsService, "shop", tasks(false))],
        ...[same(otherTypes.vpcEndpoint, "registry", {}), goes(route, "out", toNat)],
      ),
      ["low egress-shut shop"],
    ],
    [
      "the route leads to another NAT gateway",
      site(
        ...[standing, same(ecsService, "shop", tasks(false))],
        becomes(route, "out", toNat, leads({ natGatewayId: "nat-0123456789abcdef1" })),
      ),
      [],
      ["out: natGatewayId"],
    ],
    [
      "tasks get no public address any more in a subnet with an internet gateway",
      site(
        ...[standing, same(route, "out", toInternet)],
        becomes(ecsService, "shop", tasks(true), tasks(false)),
      ),
      ["medium egress-shut shop"],
    ],
    [
      "tasks get no public address any more in a subnet with a NAT gateway",
      site(
        ...[standing, same(route, "out", toNat)],
        becomes(ecsService, "shop", tasks(true), tasks(false)),
      ),
      [],
    ],
    [
      "tasks get no public address any more in a subnet of which the plan does not hold the routes",
      [
        ...[...front, known(same(targetGroup, "app", targets()))],
        becomes(ecsService, "shop", elsewhere(true), elsewhere(false)),
      ],
      ["medium egress-shut shop"],
    ],
    [
      "tasks get public addresses in a subnet of which the plan does not hold the routes",
      [
        ...[...front, known(same(targetGroup, "app", targets()))],
        becomes(ecsService, "shop", elsewhere(false), elsewhere(true)),
      ],
      [],
    ],
    [
      "tasks get no public address any more, and other subnets",
      [
        ...[...front, known(same(targetGroup, "app", targets()))],
        becomes(ecsService, "shop", elsewhere(true), elsewhere(false, "subnet-2")),
      ],
      [],
    ],
    [
      "machines get no public address any more by their subnet",
      site(publicly(true, false), same(route, "out", toInternet), fleet, template()),
      ["medium egress-shut web"],
    ],
    [
      "machines get theirs by their template",
      site(
        ...[publicly(true, false), same(route, "out", toInternet), fleet],
        template({ networkInterfaces: [{ associatePublicIpAddress: true }] }),
      ),
      [],
    ],
    [
      "machines come to get a public address",
      site(publicly(false, true), same(route, "out", toInternet), fleet, template()),
      [],
    ],
    [
      "the last rule of the tasks' security group goes that lets them out",
      shutTasks(),
      ["medium egress-shut shop"],
    ],
    [
      "rules take its place that let them out to a database, and to fetch what they run",
      shutTasks(
        ...[comes(egressRule, "database", database), comes(egressRule, "registry", registry)],
      ),
      [],
    ],
    [
      "a rule takes its place that lets them out to a database alone",
      shutTasks(comes(egressRule, "database", database)),
      ["medium egress-shut shop"],
    ],
  ]);
});

describe("the risks of endpoints of a network from which no route leads outside", () => {
  const endpoint = goes(otherTypes.vpcEndpoint, "registry", { vpcId: "net" });
  const elsewhere = goes(otherTypes.vpcEndpoint, "registry", { vpcId: "other" });
  const service = same(ecsService, "shop", tasks(false));
  judgesAsExpected([
    [
      "one of them goes",
      site(standing, service, endpoint),
      ["medium egress-shut shop"],
      ["registry: "],
    ],
    [
      "one goes beside a gateway that translates addresses",
      site(standing, service, same(route, "out", toNat), endpoint),
      [],
      ["registry: "],
    ],
    ["one of another network goes", site(standing, service, elsewhere), [], ["registry: "]],
  ]);
});
