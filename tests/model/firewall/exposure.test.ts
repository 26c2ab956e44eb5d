import { expect } from "chai";

import { exposureOf, Exposures, type Exposure } from "../../../model/firewall/exposure";
import { Inventory } from "../../../model/graph/inventory";
import { readTrafficPaths } from "../../../model/traffic/path";
import {
  ModelReference,
  type ModelObject,
  type ModelResource,
} from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { pool, resource } from "../resource";

const { ipv4, ipv6 } = cloudflareRanges;
const https = { protocol: "tcp", fromPort: 443, toPort: 443 };

function group(more: ModelObject = {}): ModelResource {
  return resource("securityGroup", "sg", { vpcId: "vpc", ...more });
}

function older(id: string, more: ModelObject): ModelResource {
  const own = { type: "ingress", securityGroupId: "sg", ...https };
  return resource("securityGroupRule", id, { ...own, ...more });
}

function newer(id: string, more: ModelObject): ModelResource {
  const own = { securityGroupId: "sg", ipProtocol: "tcp", fromPort: 443, toPort: 443 };
  return resource("ingressRule", id, { ...own, ...more });
}

function prefixList(cidrs: readonly string[], more: ModelObject = {}): ModelResource {
  return resource("prefixList", "pl", { entries: cidrs.map((cidr) => ({ cidr })), ...more });
}

function expose(resources: ModelResource[], options = { complete: true }, port = 443): Exposure {
  const inventory = new Inventory(resources, options);
  return exposureOf(inventory, inventory.ofType("securityGroup"), port);
}

/** Reachable over IPv4, over IPv6, and closed to the rest. */
function verdict(...resources: ModelResource[]): string {
  const { reachable, closed } = expose(resources);
  return `${reachable.ipv4} ${reachable.ipv6} ${closed}`;
}

describe("who gets through a security group", () => {
  const cases: [string, string, ...ModelResource[]][] = [
    ["without rules", "no no yes", group()],
    ["with rules inside", "yes no yes", group({ ingress: [{ ...https, cidrBlocks: [...ipv4] }] })],
    [
      "with rules of both families inside",
      "yes yes yes",
      group({ ingress: [{ ...https, cidrBlocks: [...ipv4], ipv6CidrBlocks: [...ipv6] }] }),
    ],
    [
      "with the world inside",
      "yes no no",
      group({ ingress: [{ ...https, cidrBlocks: ["0.0.0.0/0"] }] }),
    ],
    ["with the older rule", "yes no yes", group(), older("r", { cidrBlocks: [...ipv4] })],
    [
      "with the older rule for egress",
      "no no yes",
      group(),
      older("r", { type: "egress", cidrBlocks: [...ipv4] }),
    ],
    [
      "with one newer rule per range",
      "yes no yes",
      group(),
      ...ipv4.map((cidrIpv4) => newer(cidrIpv4, { cidrIpv4 })),
    ],
    [
      "with a range missing",
      "no no yes",
      group(),
      ...ipv4.slice(1).map((cidrIpv4) => newer(cidrIpv4, { cidrIpv4 })),
    ],
    ["with the IPv6 world", "no yes no", group(), newer("r", { cidrIpv6: "::/0" })],
    [
      "with a prefix list, newer rule",
      "yes no yes",
      group(),
      newer("r", { prefixListId: "pl" }),
      prefixList(ipv4),
    ],
    [
      "with a prefix list, older rule",
      "yes no yes",
      group(),
      older("r", { prefixListIds: ["pl"] }),
      prefixList(ipv4),
    ],
    [
      "with a prefix list, rule inside",
      "yes no yes",
      group({ ingress: [{ ...https, prefixListIds: ["pl"] }] }),
      prefixList(ipv4),
    ],
    [
      "with a prefix list whose entries stand alone",
      "yes no yes",
      group(),
      newer("r", { prefixListId: "pl" }),
      resource("prefixList", "pl", {}),
      ...ipv4.map((cidr) => resource("prefixListEntry", cidr, { prefixListId: "pl", cidr })),
    ],
    ["with a prefix list that is gone", "no no yes", group(), newer("r", { prefixListId: "pl" })],
    [
      "with all ports and protocols",
      "no no no",
      group(),
      newer("r", {
        ipProtocol: "-1",
        fromPort: undefined as never,
        toPort: undefined as never,
        cidrIpv4: "8.8.8.0/24",
      }),
    ],
    [
      "with another port",
      "no no yes",
      group(),
      newer("r", { fromPort: 22, toPort: 22, cidrIpv4: "0.0.0.0/0" }),
    ],
    [
      "with a span of ports",
      "yes no no",
      group(),
      newer("r", { fromPort: 0, toPort: 65535, cidrIpv4: "0.0.0.0/0" }),
    ],
    ["with UDP", "no no yes", group(), newer("r", { ipProtocol: "udp", cidrIpv4: "0.0.0.0/0" })],
    [
      "with private sources",
      "no no yes",
      group(),
      newer("r", { cidrIpv4: "10.0.0.0/8" }),
      newer("s", { cidrIpv6: "fd00::/8" }),
    ],
    ["with another group", "no no yes", group(), newer("r", { referencedSecurityGroupId: "sg-2" })],
    ["with itself", "no no yes", group({ ingress: [{ ...https, self: true }] })],
    ["with one stranger", "no no no", group(), newer("r", { cidrIpv4: "198.51.100.7/32" })],
    [
      "with a range a bit wider than Cloudflare's",
      "no no no",
      group(),
      newer("r", { cidrIpv4: "172.64.0.0/12" }),
    ],
    ["with a part of a range", "no no yes", group(), newer("r", { cidrIpv4: "104.16.0.0/14" })],
    [
      "with a range in two halves",
      "yes no yes",
      group(),
      ...[...ipv4.filter((each) => each !== "104.16.0.0/13"), "104.16.0.0/14", "104.20.0.0/14"].map(
        (cidrIpv4) => newer(cidrIpv4, { cidrIpv4 }),
      ),
    ],
    [
      "with rules inside not known yet",
      "unknown unknown unknown",
      group({ ingress: unknownValue }),
    ],
    [
      "with a source not known yet",
      "unknown unknown unknown",
      group(),
      newer("r", { cidrIpv4: unknownValue }),
    ],
    [
      "with a port not known yet",
      "unknown no unknown",
      group(),
      newer("r", { fromPort: unknownValue, cidrIpv4: "0.0.0.0/0" }),
    ],
    [
      "with a protocol not known yet",
      "unknown no unknown",
      group(),
      newer("r", { ipProtocol: unknownValue, cidrIpv4: "0.0.0.0/0" }),
    ],
    [
      "with a rule of nobody knows which group",
      "unknown unknown unknown",
      group(),
      newer("r", { securityGroupId: unknownValue, cidrIpv4: "0.0.0.0/0" }),
    ],
    [
      "with a rule of one of two groups",
      "unknown no unknown",
      group(),
      newer("r", {
        securityGroupId: new ModelReference(["securityGroup::sg", "securityGroup::two"]),
        cidrIpv4: "0.0.0.0/0",
      }),
      {
        ...resource("securityGroup", "two", {}),
        type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
      },
    ],
    [
      "with a prefix list not known yet",
      "unknown unknown unknown",
      group(),
      newer("r", { prefixListId: unknownValue }),
    ],
    [
      "with entries not known yet",
      "unknown unknown unknown",
      group(),
      newer("r", { prefixListId: "pl" }),
      prefixList([], { entries: unknownValue }),
    ],
    [
      "with a range known and one not, the world known",
      "yes unknown no",
      group(),
      newer("r", { cidrIpv4: "0.0.0.0/0" }),
      newer("s", { cidrIpv4: unknownValue }),
    ],
    [
      "with rules of another group",
      "no no yes",
      group(),
      newer("r", { securityGroupId: "sg-2", cidrIpv4: "0.0.0.0/0" }),
    ],
  ];
  for (const [title, expected, ...resources] of cases) {
    it(`${title}: ${expected}`, () => {
      expect(verdict(...resources)).to.equal(expected);
    });
  }

  it("takes a prefix list that a plan does not hold for unknown", () => {
    const { reachable, closed } = expose([group(), newer("r", { prefixListId: "pl-aws" })], {
      complete: false,
    });
    expect([reachable, closed]).to.deep.equal([{ ipv4: "unknown", ipv6: "unknown" }, "unknown"]);
  });

  it("finds groups and lists by reference where a plan has no ids yet", () => {
    const planned = [
      { ...group(), key: "urn:sg" },
      { ...prefixList(ipv4), key: "urn:pl" },
      newer("r", {
        securityGroupId: new ModelReference(["urn:sg"]),
        prefixListId: new ModelReference(["urn:pl"]),
      }),
    ];
    expect(expose(planned, { complete: false }).reachable.ipv4).to.equal("yes");
  });

  it("names what is missing and what is wider", () => {
    const open = expose([
      group(),
      newer("r", { cidrIpv4: "104.0.0.0/8" }),
      newer("s", { cidrIpv4: "104.0.0.0/8" }),
    ]);
    expect(open.wider).to.deep.equal(["104.0.0.0/8"]);
    expect(open.missing).to.deep.equal([
      ...ipv4.filter((each) => !each.startsWith("104.")),
      ...ipv6,
    ]);
    expect(open.admitsCloudflare).to.equal(true);
  });
});

describe("what security groups guard", () => {
  const second = resource("securityGroup", "sg2", { vpcId: "vpc" });

  function endpoints(...resources: ModelResource[]): unknown[] {
    return readTrafficPaths([...resources, pool("p")], { complete: true }).firewalls.map(
      ({ endpoint, together }) => [
        endpoint.key,
        endpoint.groups.map(({ name }) => name),
        together.map(({ port, reachable }) => [port, reachable.ipv4]),
      ],
    );
  }

  it("is one network, all its groups together, where nothing known carries them", () => {
    const half = [
      ...ipv4.slice(0, 8).map((cidrIpv4) => newer(cidrIpv4, { cidrIpv4 })),
      ...ipv4.slice(8).map((cidrIpv4) => newer(cidrIpv4, { cidrIpv4, securityGroupId: "sg2" })),
    ];
    expect(endpoints(group(), second, ...half)).to.deep.equal([
      [
        "network vpc",
        ["sg", "sg2"],
        [
          [80, "no"],
          [443, "yes"],
        ],
      ],
    ]);
  });

  it("is what carries a group, and the rest of the network apart", () => {
    const alb = resource("awsLoadBalancer", "alb", { securityGroups: ["sg"] });
    expect(endpoints(group(), second, alb)).to.deep.equal([
      [
        "awsLoadBalancer::alb",
        ["sg"],
        [
          [80, "no"],
          [443, "no"],
        ],
      ],
      [
        "network vpc",
        ["sg2"],
        [
          [80, "no"],
          [443, "no"],
        ],
      ],
    ]);
  });

  it("tells networks and regions apart", () => {
    const elsewhere = resource("securityGroup", "sg3", { vpcId: "vpc", region: "eu-west-1" });
    expect(
      endpoints(group(), elsewhere).map((endpoint) => (endpoint as string[])[0]),
    ).to.deep.equal(["network vpc", "network vpc in eu-west-1"]);
  });

  it("is asked at every port that origins are reached at, and at the usual ones", () => {
    const other = pool("q", { origins: [{ name: "a", address: "203.0.113.1", port: 8443 }] });
    const off = pool("r", {
      origins: [{ name: "a", address: "203.0.113.1", port: 9443, enabled: false }],
    });
    expect(endpoints(group(), other, off)).to.deep.equal([
      [
        "network vpc",
        ["sg"],
        [
          [80, "no"],
          [443, "no"],
          [8443, "no"],
        ],
      ],
    ]);
  });
});

describe("who gets through at very many ports", () => {
  const at = (port: number) => ({ fromPort: port, toPort: port, cidrIpv4: "203.0.113.0/24" });
  const read = (rules: number) => {
    const opened = Array.from({ length: rules }, (_none, index) =>
      newer(`r${index}`, at(index * 2)),
    );
    const inventory = new Inventory([group(), ...opened]);
    const ports = Array.from({ length: 2 * rules }, (_none, port) => port);
    return new Exposures(inventory).to(inventory.ofType("securityGroup"), ports);
  };

  it("is read port by port as long as rules differ at no more than 64 of them", () => {
    expect(read(32).map(({ port, closed }) => `${port} ${closed}`)).to.deep.equal(
      Array.from({ length: 64 }, (_none, port) => `${port} ${port % 2 ? "yes" : "no"}`),
    );
  });

  it("misses nothing that is open beyond, where every rule counts at every port", () => {
    const wide = ["203.0.113.0/24"];
    const beyond = read(40).slice(64);
    expect(beyond.map(({ port, closed, wider }) => [port, closed, wider])).to.deep.equal(
      Array.from({ length: 16 }, (_none, index) => [64 + index, "no", wide]),
    );
  });
});
