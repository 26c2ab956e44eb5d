import { networkTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { follows, gateway, leads, privateSite, translator } from "./privateNetwork";
import { judgesAsExpected } from "./strangersPlans";

const { natGateway, networkAcl, routeTableAssociation } = networkTypes;
const { instance, route } = modelTypes;

const allow = (ruleNo: number, cidrBlock: string, fromPort = 0, toPort = 65_535): object => ({
  ...{ ruleNo, action: "allow", cidrBlock, fromPort, toPort, protocol: "tcp" },
});
const deny = (ruleNo: number, cidrBlock: string): object => ({
  ...allow(ruleNo, cidrBlock),
  action: "deny",
});
const all = allow(100, "0.0.0.0/0");
const ofNetwork = allow(100, "10.0.0.0/16");
const acl = (subnet: string, ingress: readonly object[], egress: readonly object[]): Step =>
  becomes(
    ...([networkAcl, "guard"] as const),
    { vpcId: "net", subnetIds: [subnet], ingress: [all], egress: [all] },
    { vpcId: "net", subnetIds: [subnet], ingress, egress },
  );
const place = (subnetId: string, more: object = {}): object => ({
  ...{ subnetId, allocationId: "eipalloc-0123456789abcdef0", ...more },
});
const translates = same(natGateway, translator, place("edge-of-nat"));
const toNat = leads("shut-table", { natGatewayId: translator });
const ofNat = leads("nat-table", { gatewayId: gateway });

describe("the risks of network ACLs between what serves and the Internet", () => {
  judgesAsExpected([
    [
      "the network alone is let in, and no answer",
      privateSite(acl("private", [ofNetwork], [all])),
      ["medium egress-shut shop"],
    ],
    [
      "a new one lets in the network alone",
      privateSite(
        comes(networkAcl, "guard", {
          ...{ vpcId: "net", subnetIds: ["private"], ingress: [ofNetwork], egress: [all] },
        }),
      ),
      ["medium egress-shut shop"],
    ],
    [
      "the network and answers are let in",
      privateSite(acl("private", [ofNetwork, allow(110, "0.0.0.0/0", 32_768)], [all])),
      [],
    ],
    [
      "some addresses are turned away",
      privateSite(acl("private", [deny(90, "198.51.100.0/24"), all], [all])),
      [],
    ],
    [
      "everything is turned away before it is let in",
      privateSite(acl("private", [deny(90, "0.0.0.0/0"), all, allow(80, "10.0.0.0/16")], [all])),
      ["medium egress-shut shop"],
    ],
    [
      "nothing is let out but to the network",
      privateSite(acl("private", [all], [ofNetwork])),
      ["medium egress-shut shop"],
    ],
    [
      "the port of HTTPS and answers to the load balancer are let out",
      privateSite(
        acl("private", [all], [allow(100, "0.0.0.0/0", 443, 443), allow(110, "10.0.0.0/24")]),
      ),
      [],
    ],
    [
      "that of the NAT gateway lets in no more than answers",
      privateSite(translates, acl("edge-of-nat", [allow(100, "0.0.0.0/0", 1024)], [all])),
      ["medium egress-shut shop"],
    ],
    [
      "that of the NAT gateway lets in the network too",
      privateSite(
        translates,
        acl("edge-of-nat", [ofNetwork, allow(110, "0.0.0.0/0", 1024)], [all]),
      ),
      [],
    ],
  ]);
});

describe("the risks of NAT gateways that no route leads on from", () => {
  judgesAsExpected([
    [
      "the route of their subnet goes",
      privateSite(translates, goes(route, "of-nat", ofNat)),
      ["medium egress-shut shop"],
    ],
    [
      "their subnet comes to follow the table of the private ones",
      privateSite(
        translates,
        becomes(
          ...([routeTableAssociation, "edge-of-nat-table"] as const),
          follows("edge-of-nat", "nat-table").old ?? {},
          follows("edge-of-nat", "shut-table").old ?? {},
        ),
      ),
      ["medium egress-shut shop"],
    ],
    ["what translates stands elsewhere", privateSite(goes(route, "of-nat", ofNat)), []],
    [
      "one in a private subnet takes over",
      privateSite(
        same(natGateway, "nat-1123456789abcdef0", place("data")),
        becomes(
          ...([route, "to-nat", toNat] as const),
          leads("shut-table", { natGatewayId: "nat-1123456789abcdef0" }),
        ),
      ),
      ["medium egress-shut shop"],
    ],
    [
      "one in a public subnet takes over",
      privateSite(
        same(natGateway, "nat-1123456789abcdef0", place("public")),
        becomes(
          ...([route, "to-nat", toNat] as const),
          leads("shut-table", { natGatewayId: "nat-1123456789abcdef0" }),
        ),
      ),
      [],
    ],
    [
      "one for private networks takes over, which may lead on by another",
      privateSite(
        same(
          ...([natGateway, "nat-1123456789abcdef0"] as const),
          place("data", { connectivityType: "private" }),
        ),
        becomes(
          ...([route, "to-nat", toNat] as const),
          leads("shut-table", { natGatewayId: "nat-1123456789abcdef0" }),
        ),
      ),
      [],
    ],
    ["one comes", privateSite(comes(natGateway, "second", place("public"))), []],
    [
      "one goes",
      privateSite(goes(natGateway, "nat-1123456789abcdef0", place("public"))),
      [],
      ["nat-1123456789abcdef0: "],
    ],
  ]);
});

describe("the risks of machines that translate addresses for what serves", () => {
  const machine = (instanceType: string): object => ({
    ...{ instanceType, subnetId: "edge-of-nat", primaryNetworkInterfaceId: "eni-1" },
  });
  const byMachine = same(route, "to-nat", leads("shut-table", { networkInterfaceId: "eni-1" }));
  const grows = becomes(instance, "nat", machine("t4g.nano"), machine("t4g.small"));
  const anew = { ...grows, op: "replace", replaceReasons: ["ami"] };
  judgesAsExpected([
    ["one is stopped for a while", privateSite(byMachine, grows), ["medium egress-shut shop"]],
    ["one is made anew", privateSite(byMachine, anew), ["medium egress-shut shop"]],
    ...(
      [
        ["comes to check source and destination", [false, true], ["medium egress-shut shop"]],
        ["no longer checks source and destination", [true, false], []],
      ] as const
    ).map(
      ([title, [was, is], risks]) =>
        [
          `one ${title}`,
          privateSite(
            byMachine,
            becomes(
              ...([instance, "nat", { ...machine("t4g.nano"), sourceDestCheck: was }] as const),
              { ...machine("t4g.nano"), sourceDestCheck: is },
            ),
          ),
          risks,
          ["nat: sourceDestCheck"],
        ] as const,
    ),
    ["what serves leads out by a gateway", privateSite(grows), []],
    [
      "the route leads to a gateway from then on",
      privateSite(
        grows,
        becomes(
          route,
          "to-nat",
          byMachine.old ?? {},
          leads("shut-table", { natGatewayId: "nat-1" }),
        ),
      ),
      [],
    ],
    [
      "its subnet comes to lead nowhere",
      privateSite(
        ...[byMachine, same(instance, "nat", machine("t4g.nano"))],
        goes(route, "of-nat", ofNat),
      ),
      ["medium egress-shut shop"],
    ],
  ]);
});
