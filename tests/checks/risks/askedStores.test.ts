import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { networkTypes, otherTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, reviewSteps, same, urnOf, type Step } from "../report/plans";
import {
  atPort,
  everything,
  follows,
  groupOfTasks,
  lets,
  privateSite,
  tasks,
} from "./privateNetwork";
import { judgesAsExpected } from "./strangersPlans";

const { networkAcl, subnet, vpc } = networkTypes;
const { database, ecsService, parameter, route, routeTable, securityGroup } = modelTypes;
const { table, taskDefinition } = modelTypes;

const address = "shop.abcdefghijkl.eu-west-1.rds.amazonaws.com";
const ofData = { identifier: "shop", port: 5432, vpcSecurityGroupIds: ["data"] };
const base = (more: object = {}): Step => ({
  ...same(database, "main", { ...ofData, ...more }),
  outputs: { address, endpoint: `${address}:5432` },
});
const environment = (value: string): object => ({ environment: [{ name: "STORE", value }] });
const program = (said: object): readonly Step[] => [
  {
    ...same(taskDefinition, "shop", {
      ...{ family: "shop", networkMode: "awsvpc" },
      containerDefinitions: JSON.stringify([{ name: "shop", image: "shop:4", ...said }]),
    }),
    outputs: { arn: "shop:1" },
  },
  same(ecsService, "shop", { ...tasks().old, taskDefinition: "shop:1" }),
];
const asking = program(environment(`postgres://shop@${address}:5432/shop`));
const shutData = (before: object = atPort(5432, { securityGroups: ["tasks"] })): Step =>
  becomes(securityGroup, "data", lets(before), lets());
const sure = ["high egress-shut shop"];
const maybe = ["medium egress-shut shop"];

describe("the risks of groups that shut out what asks a store which its program names", () => {
  judgesAsExpected([
    ["the database lets it in no longer", privateSite(...asking, base(), shutData()), sure],
    [
      "its program names it by a parameter",
      privateSite(
        ...program({ secrets: [{ name: "STORE", valueFrom: "/shop/database" }] }),
        same(parameter, "place", { name: "/shop/database", value: address }),
        ...[base(), shutData()],
      ),
      sure,
    ],
    [
      "what its program is given comes of the database, under a name that tells nothing",
      privateSite(
        ...program(environment("9bababf905e36560")).map((step) =>
          step.name === "shop" && step.type === taskDefinition
            ? { ...step, after: [urnOf(database, "main")] }
            : step,
        ),
        ...[base(), shutData()],
      ),
      sure,
    ],
    ["its program names none", privateSite(...program({}), base(), shutData()), maybe],
    [
      "the database carries another group too, which lets it in",
      privateSite(
        same(securityGroup, "stores", lets(atPort(5432, { securityGroups: ["tasks"] }))),
        ...[...asking, base({ vpcSecurityGroupIds: ["data", "stores"] }), shutData()],
      ),
      maybe,
    ],
    [
      "the database carries another group too, of which nothing is known",
      privateSite(...asking, base({ vpcSecurityGroupIds: ["data", "sg-1"] }), shutData()),
      maybe,
    ],
    [
      "the database answers at another port",
      privateSite(...asking, base(), shutData(atPort(6543, { securityGroups: ["tasks"] }))),
      maybe,
    ],
    [
      "its own groups let it out no longer",
      privateSite(
        ...[...asking, base()],
        becomes(
          ...([securityGroup, "tasks", groupOfTasks(everything)] as const),
          groupOfTasks(atPort(443, { cidrBlocks: ["0.0.0.0/0"] })),
        ),
      ),
      sure,
    ],
    [
      "its own groups let nothing out",
      privateSite(
        ...[...asking, base()],
        becomes(securityGroup, "tasks", groupOfTasks(everything), groupOfTasks()),
      ),
      sure,
    ],
    [
      "tasks that are made next carry another group",
      privateSite(
        ...[...asking, base(), same(securityGroup, "others", groupOfTasks(everything))],
        becomes(...([ecsService, "shop", asking[1]?.old ?? {}] as const), {
          ...tasks({ securityGroups: ["others"] }).old,
          taskDefinition: "shop:1",
        }),
      ),
      maybe,
    ],
  ]);

  judgesAsExpected([
    [
      "the database lets it in no longer, and a release comes with that",
      privateSite(
        ...[...asking, base(), shutData()],
        becomes(ecsService, "shop", asking[1]?.old ?? {}, {
          ...{ ...tasks().old, taskDefinition: "shop:1", forceNewDeployment: true },
        }),
      ),
      sure,
    ],
  ]);

  it("says which store, and from when on", () => {
    const [risk] = reviewSteps(privateSite(...asking, base(), shutData())).risks;
    const said = bareText(risk?.consequence ?? []);
    expect(said).to.include("the database main, which its program names: as soon as it has to");
    expect(said).to.include("connect anew, visitors of www.example.com get Error 500, 502, 503 or");
    expect(said).not.to.match(/\bmay\b|\bwhere it needs\b/);
  });
});

describe("the risks of networks in which what serves asks a store that its program names", () => {
  const subnetGroup = same("aws:rds/subnetGroup:SubnetGroup", "stores", { subnetIds: ["data"] });
  const shut = comes(networkAcl, "guard", { vpcId: "net", subnetIds: ["data"] });
  const cidrBlock = "10.0.0.0/16";
  const silent = becomes(vpc, "net", { cidrBlock }, { cidrBlock, enableDnsSupport: false });
  judgesAsExpected([
    ["an ACL turns it away", privateSite(...asking, base(), subnetGroup, shut), sure],
    ["an ACL turns all away", privateSite(...program({}), base(), subnetGroup, shut), maybe],
    ["nobody answers for names", privateSite(...asking, base(), silent), ["high egress-shut net"]],
    [
      "nobody answers for names, and nothing says that a store is asked",
      privateSite(...program({}), base(), silent),
      ["medium egress-shut net"],
    ],
  ]);
});

describe("the risks of routes to the network of a store that a program names", () => {
  const far = (name: string, cidrBlock: string): Step =>
    same(subnet, name, { vpcId: "far", cidrBlock });
  const stores = same("aws:rds/subnetGroup:SubnetGroup", "stores", {
    ...{ name: "stores", subnetIds: ["far-a", "far-b"] },
  });
  const placed = base({ dbSubnetGroupName: "stores" });
  const by = (routeTableId: string, destinationCidrBlock: string): object => ({
    ...{ routeTableId, destinationCidrBlock, vpcPeeringConnectionId: "pcx-1" },
  });
  const [there, back] = [by("shut-table", "10.90.0.0/16"), by("far-table", "10.0.0.0/16")];
  const site = (...steps: readonly Step[]): Step[] =>
    privateSite(
      ...[same(vpc, "far", { cidrBlock: "10.90.0.0/16" }), stores, placed],
      ...[far("far-a", "10.90.1.0/24"), far("far-b", "10.90.2.0/24")],
      same(routeTable, "far-table", { vpcId: "far" }),
      ...[follows("far-a", "far-table"), follows("far-b", "far-table")],
      ...[same(route, "there", there), same(route, "back", back), ...steps],
    );
  const narrowed = { ...there, destinationCidrBlock: "10.90.1.0/24" };
  judgesAsExpected([
    ["the one there goes", site(...asking, goes(route, "there", there)), sure],
    ["the one back goes", site(...asking, goes(route, "back", back)), sure],
    ["the one there goes, and its program names none", site(goes(route, "there", there)), []],
    [
      "the one there comes to be for one of the subnets alone",
      site(...asking, becomes(route, "there", there, narrowed)),
      maybe,
    ],
    [
      "the one there goes, and another leads there",
      site(
        ...[...asking, same(route, "wide", { ...there, destinationCidrBlock: "10.64.0.0/10" })],
        goes(route, "there", there),
      ),
      [],
    ],
    [
      "one to another network goes",
      site(...asking, goes(route, "other", by("shut-table", "10.91.0.0/16"))),
      [],
    ],
  ]);
});

describe("the risks of ways to tables, which stand outside of the network", () => {
  const kept = same(table, "carts", { name: "shop-carts" });
  const asks = program(environment("shop-carts"));
  const lost = goes(route, "to-nat", tasksLedOut());
  const endpoint = (service: string): object => ({
    ...{ vpcId: "net", serviceName: `com.amazonaws.eu-west-1.${service}` },
    routeTableIds: ["shut-table"],
  });
  const { vpcEndpoint } = otherTypes;
  judgesAsExpected([
    ["no route leads there any more", privateSite(...asks, kept, lost), sure],
    ["its program names none", privateSite(...program({}), kept, lost), maybe],
    [
      "an endpoint leads there",
      privateSite(...asks, kept, lost, same(vpcEndpoint, "tables", endpoint("dynamodb"))),
      ["low egress-shut shop"],
    ],
    [
      "the endpoint goes where no route led",
      privateSite(
        ...[...asks, kept, same(route, "to-nat", { routeTableId: "other-table" })],
        goes(vpcEndpoint, "tables", endpoint("dynamodb")),
      ),
      sure,
      ["tables: "],
    ],
    [
      "another endpoint goes where no route led",
      privateSite(
        ...[...asks, kept, same(route, "to-nat", { routeTableId: "other-table" })],
        same(vpcEndpoint, "tables", endpoint("dynamodb")),
        goes(vpcEndpoint, "logs", endpoint("logs")),
      ),
      maybe,
      ["logs: "],
    ],
  ]);
});

function tasksLedOut(): object {
  return {
    ...{ routeTableId: "shut-table", destinationCidrBlock: "0.0.0.0/0" },
    natGatewayId: "nat-0123456789abcdef0",
  };
}
