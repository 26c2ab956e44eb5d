import { inspect as shown } from "node:util";
import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import {
  ModelReference,
  secretValue,
  type ModelObject,
  type ModelResource,
  type ModelValue,
} from "../../../model/graph/resources";
import {
  admitsPort,
  groupOf,
  groupRules,
  type GroupRule,
  type RuleDirection,
} from "../../../model/firewall/groupRules";
import {
  permissionsByHolder,
  permissionsOf,
  withoutPermissions,
} from "../../../model/firewall/permissions";
import { prefixListEntries, weightOfPrefixList } from "../../../model/firewall/prefixLists";
import { resource } from "../resource";

const group = (more: ModelObject = {}) => resource("securityGroup", "sg", more);
const older = (id: string, more: ModelObject) =>
  resource("securityGroupRule", id, { type: "ingress", securityGroupId: "sg", ...more });
const newer = (id: string, more: ModelObject) =>
  resource("ingressRule", id, { securityGroupId: "sg", ...more });

function rules(resources: ModelResource[], direction?: RuleDirection) {
  const inventory = new Inventory(resources);
  const [own] = inventory.ofType("securityGroup");
  return groupRules(inventory, own!, direction);
}

/** A rule without the resource that holds it. */
const plain = ({ resource: holder, ...rule }: GroupRule) => ({ holder: holder.key, ...rule });
const onePort = { fromPort: 443, toPort: 443 };
const open: Omit<GroupRule, "resource"> = {
  ...{ applies: "yes", protocol: "tcp", ...onePort, cidrs: ["8.8.8.0/24"] },
  ...{ prefixLists: [], fromGroups: false, fromItself: "no", groups: [] },
};

describe("the rules of a security group", () => {
  it("are read in every shape, those inside the group first", () => {
    const tcp = { protocol: "tcp", ...onePort };
    const read = rules([
      newer("n", { ipProtocol: "tcp", ...onePort, cidrIpv4: "8.8.8.0/24" }),
      older("o", { ...tcp, cidrBlocks: ["8.8.8.0/24"], ipv6CidrBlocks: ["2001:db8::/32"] }),
      group({ ingress: [{ ...tcp, cidrBlocks: ["8.8.8.0/24"] }] }),
    ]);
    expect(read.rules.map(plain)).to.deep.equal([
      { holder: "securityGroup::sg", ...open },
      { holder: "securityGroupRule::o", ...open, cidrs: ["8.8.8.0/24", "2001:db8::/32"] },
      { holder: "ingressRule::n", ...open },
    ]);
    expect(read.maybeMore).to.equal(false);
  });

  it("are those of one direction", () => {
    const all = [
      group({ ingress: [{ protocol: "-1" }], egress: [{ protocol: "tcp" }] }),
      older("in", {}),
      older("out", { type: "egress" }),
      newer("n", {}),
      resource("egressRule", "e", { securityGroupId: "sg" }),
    ];
    const keys = (direction: RuleDirection) =>
      rules(all, direction).rules.map(
        ({ resource: { key }, protocol }) => `${key} ${String(protocol)}`,
      );
    expect(keys("ingress")).to.deep.equal([
      ...["securityGroup::sg -1", "securityGroupRule::in -1", "ingressRule::n -1"],
    ]);
    expect(keys("egress")).to.deep.equal([
      ...["securityGroup::sg tcp", "securityGroupRule::out -1", "egressRule::e -1"],
    ]);
  });

  it("have every protocol and, standing alone, every port where nothing is said", () => {
    const ports = rules([group({ ingress: [{}] }), older("o", {}), newer("n", {})]).rules.map(
      ({ protocol, fromPort, toPort, cidrs }) => [protocol, fromPort, toPort, cidrs],
    );
    expect(ports).to.deep.equal([
      ["-1", 0, 0, []],
      ["-1", 0, 0, []],
      ["-1", 0, -1, []],
    ]);
  });

  it("keep what is not known as such", () => {
    const unknown: ModelObject = { fromPort: unknownValue, toPort: unknownValue };
    const read = rules([
      group(),
      older("o", {
        ...unknown,
        ...{ protocol: unknownValue, cidrBlocks: unknownValue, prefixListIds: unknownValue },
      }),
      older("p", { cidrBlocks: ["8.8.8.0/24", unknownValue, true], prefixListIds: [unknownValue] }),
      newer("n", {
        ...unknown,
        ...{ ipProtocol: unknownValue, cidrIpv4: unknownValue, prefixListId: unknownValue },
      }),
      newer("s", { cidrIpv4: "", cidrIpv6: secretValue, prefixListId: "" }),
    ]).rules.map(({ protocol, fromPort, cidrs, prefixLists }) => [
      ...[protocol, fromPort],
      ...[cidrs, prefixLists],
    ]);
    expect(read).to.deep.equal([
      [unknownValue, unknownValue, [unknownValue], [unknownValue]],
      ["-1", 0, ["8.8.8.0/24", unknownValue], [unknownValue]],
      [unknownValue, unknownValue, [unknownValue], [unknownValue]],
      ["-1", 0, [unknownValue], []],
    ]);
  });

  const sources: [string, ModelResource, boolean][] = [
    ["groups inside", group({ ingress: [{ securityGroups: ["sg-2"] }] }), true],
    ["itself inside", group({ ingress: [{ self: true }] }), true],
    ["unknown groups inside", group({ ingress: [{ securityGroups: unknownValue }] }), true],
    ["no groups inside", group({ ingress: [{ securityGroups: [], self: false }] }), false],
    ["a group, older rule", older("o", { sourceSecurityGroupId: "sg-2" }), true],
    ["no group, older rule", older("o", { sourceSecurityGroupId: "" }), false],
    ["a group, newer rule", newer("n", { referencedSecurityGroupId: "sg-2" }), true],
    ["an unknown group, newer rule", newer("n", { referencedSecurityGroupId: unknownValue }), true],
    ["no group, newer rule", newer("n", { referencedSecurityGroupId: "" }), false],
  ];
  for (const [title, own, wanted] of sources) {
    it(`let other groups in: ${title}, ${String(wanted)}`, () => {
      const read = rules(own.key === group().key ? [own] : [group(), own]);
      expect(read.rules.map(({ fromGroups }) => fromGroups)).to.deep.equal([wanted]);
    });
  }

  it("name prefix lists by what refers to them", () => {
    const reference = new ModelReference(["urn:pl"]);
    const read = rules([
      group({ ingress: [{ prefixListIds: ["pl-1"] }] }),
      older("o", { prefixListIds: reference }),
      newer("n", { prefixListId: "pl-2" }),
      newer("r", { prefixListId: reference }),
    ]);
    expect(read.rules.map(({ prefixLists }) => prefixLists)).to.deep.equal([
      ...[["pl-1"], [reference], ["pl-2"], [reference]],
    ]);
  });

  const more: [string, ModelResource[], boolean][] = [
    ["what is inside is unknown", [group({ ingress: unknownValue })], true],
    ["something inside is unknown", [group({ ingress: [{}, unknownValue] })], true],
    [
      "a newer rule may be of any group",
      [group(), newer("n", { securityGroupId: unknownValue })],
      true,
    ],
    [
      "an older rule may be of any group",
      [group(), older("o", { securityGroupId: unknownValue })],
      true,
    ],
    ["all is known", [group(), newer("n", { securityGroupId: "sg-2" })], false],
  ];
  for (const [title, resources, wanted] of more) {
    it(`may be ${wanted ? "more" : "no more"} where ${title}`, () => {
      expect(rules(resources).maybeMore).to.equal(wanted);
    });
  }

  it("belong to it for certain, perhaps or not", () => {
    const other = resource("securityGroup", "sg-2", {});
    const own = new ModelReference(["securityGroup::sg"]);
    const either = new ModelReference(["securityGroup::sg", "securityGroup::sg-2"]);
    const read = rules([
      group(),
      other,
      newer("id", {}),
      newer("reference", { securityGroupId: own }),
      newer("either", { securityGroupId: either }),
      newer("source", { securityGroupId: "sg-2", referencedSecurityGroupId: "sg" }),
      older("direction", { type: unknownValue }),
    ]);
    expect(read.rules.map(({ resource: { name }, applies }) => [name, applies])).to.deep.equal([
      ["direction", "unknown"],
      ["either", "unknown"],
      ["id", "yes"],
      ["reference", "yes"],
    ]);
  });

  it("name their group", () => {
    const inventory = new Inventory([group()]);
    expect(groupOf(inventory, newer("n", {}))?.resources).to.deep.equal([group()]);
    expect(groupOf(inventory, newer("n", { securityGroupId: null }))).to.equal(undefined);
  });
});

describe("a rule at a port", () => {
  const cases: [Partial<GroupRule>, string][] = [
    [{}, "yes"],
    [{ fromPort: 442, toPort: 444 }, "yes"],
    [{ fromPort: 444, toPort: 445 }, "no"],
    [{ fromPort: 1, toPort: 442 }, "no"],
    [{ toPort: -1 }, "yes"],
    [{ fromPort: 444, toPort: -1 }, "no"],
    [{ fromPort: unknownValue }, "unknown"],
    [{ toPort: unknownValue }, "unknown"],
    [{ fromPort: 444, toPort: unknownValue }, "no"],
    [{ protocol: unknownValue, fromPort: 1, toPort: 1 }, "unknown"],
    [{ protocol: "-1", fromPort: 0, toPort: 0 }, "yes"],
    [{ protocol: "ALL", fromPort: 0, toPort: 0 }, "yes"],
    [{ protocol: "TCP" }, "yes"],
    [{ protocol: "6" }, "yes"],
    [{ protocol: "udp" }, "no"],
    [{ protocol: "udp", fromPort: unknownValue }, "no"],
  ];
  for (const [more, wanted] of cases) {
    const said = Object.entries(more).map(([name, value]) => `${name} ${shown(value)}`);
    it(`admits 443 with ${said.join(", ") || "that port"}: ${wanted}`, () => {
      expect(admitsPort({ resource: group(), ...open, ...more }, 443)).to.equal(wanted);
    });
  }
});

describe("permissions of a group", () => {
  const rule = (more: Partial<GroupRule>): GroupRule => ({ resource: group(), ...open, ...more });

  it("are one for each source, and like no other where ports are not known", () => {
    expect(
      permissionsOf(rule({ cidrs: ["8.8.8.0/24", "2001:DB8::/32"], prefixLists: ["pl-1"] })),
    ).to.deep.equal(["tcp 443-443 8.8.8.0/24", "tcp 443-443 2001:db8::/32", "tcp 443-443 pl-1"]);
    expect(permissionsOf(rule({ cidrs: [], groups: ["sg-1", unknownValue] }))).to.deep.equal([
      "tcp 443-443 sg-1",
    ]);
    expect(permissionsOf(rule({ fromPort: unknownValue, toPort: unknownValue }))).to.deep.equal([
      "tcp NaN-NaN 8.8.8.0/24",
    ]);
  });

  const inside: ModelObject[] = [
    { protocol: "tcp", ...onePort, cidrBlocks: ["8.8.8.0/24", "9.9.9.0/24"], description: "a" },
    { protocol: "tcp", fromPort: 80, toPort: 80, ipv6CidrBlocks: ["2001:db8::/32"] },
    { protocol: "tcp", fromPort: 80, toPort: 80, prefixListIds: ["pl-1"], self: true },
  ];

  it("are listed by what holds them", () => {
    const inventory = new Inventory([
      group({ ingress: inside.slice(0, 2) }),
      newer("n", { ipProtocol: "tcp", ...onePort, cidrIpv4: "1.1.1.1/32" }),
    ]);
    expect([
      ...permissionsByHolder(inventory, inventory.ofType("securityGroup")[0]!, "ingress"),
    ]).to.deep.equal([
      [
        "securityGroup::sg",
        ["tcp 443-443 8.8.8.0/24", "tcp 443-443 9.9.9.0/24", "tcp 80-80 2001:db8::/32"],
      ],
      ["ingressRule::n", ["tcp 443-443 1.1.1.1/32"]],
    ]);
  });

  const without = (ingress: ModelValue, ...gone: string[]) => {
    const own = group({ ingress, vpcId: "vpc" });
    return withoutPermissions(new Inventory([own]), own, new Set(gone), "ingress");
  };

  it("are taken out of what is inside, and nothing else is", () => {
    const [first = {}, second = {}, third = {}] = inside;
    expect(without(inside, "tcp 443-443 8.8.8.0/24", "tcp 80-80 pl-1")).to.deep.equal(
      group({
        ingress: [
          { ...first, cidrBlocks: ["9.9.9.0/24"] },
          second,
          { ...third, prefixListIds: [] },
        ],
        vpcId: "vpc",
      }),
    );
    expect(without(inside, "tcp 80-80 2001:db8::/32")?.properties.ingress).to.deep.equal([
      first,
      { ...second, ipv6CidrBlocks: [] },
      third,
    ]);
  });

  it("leave a group alone that loses none", () => {
    expect(without(inside, "tcp 443-443 1.1.1.1/32")).to.equal(undefined);
    expect(without(unknownValue, "tcp 443-443 8.8.8.0/24")).to.equal(undefined);
    expect(without(inside)).to.equal(undefined);
  });
});

describe("a prefix list", () => {
  const list = (more: ModelObject = {}) => resource("prefixList", "pl", more);
  const entry = (id: string, more: ModelObject) =>
    resource("prefixListEntry", id, { prefixListId: "pl", ...more });
  const entries = (own: ModelResource, ...others: ModelResource[]) =>
    prefixListEntries(new Inventory([own, ...others]), own);

  it("holds its own entries and those that stand alone, each once, sorted", () => {
    expect(
      entries(
        list({ entries: [{ cidr: "9.9.9.0/24" }, { cidr: "8.8.8.0/24" }] }),
        entry("a", { cidr: "1.1.1.0/24" }),
        entry("b", { cidr: "8.8.8.0/24" }),
        entry("c", { cidr: "7.7.7.0/24", prefixListId: "pl-2" }),
      ),
    ).to.deep.equal({ cidrs: ["1.1.1.0/24", "8.8.8.0/24", "9.9.9.0/24"], maybeMore: false });
  });

  const unsure: [string, ModelResource, ModelResource[]][] = [
    ["its entries are unknown", list({ entries: unknownValue }), []],
    ["an entry is unknown", list({ entries: [unknownValue] }), []],
    ["an entry's CIDR is unknown", list({ entries: [{ cidr: unknownValue }] }), []],
    ["an entry that stands alone is unknown", list(), [entry("a", { cidr: unknownValue })]],
    [
      "an entry may be of another list",
      list(),
      [
        resource("prefixList", "pl-2", {}),
        entry("a", {
          prefixListId: new ModelReference(["prefixList::pl", "prefixList::pl-2"]),
          cidr: "8.8.8.0/24",
        }),
      ],
    ],
  ];
  for (const [title, own, others] of unsure) {
    it(`may hold more where ${title}`, () => {
      expect(entries(own, ...others)).to.deep.equal({ cidrs: [], maybeMore: true });
    });
  }

  it("holds nothing where it says nothing", () => {
    expect(entries(list())).to.deep.equal({ cidrs: [], maybeMore: false });
    expect(entries(list({ entries: [{}] }))).to.deep.equal({ cidrs: [], maybeMore: false });
  });

  const weights: [string, ModelObject, [number, number]][] = [
    ["IPv4", { addressFamily: "IPv4", maxEntries: 20 }, [20, 0]],
    ["IPv6", { addressFamily: "IPv6", maxEntries: 10 }, [0, 10]],
    ["an unknown family", { addressFamily: unknownValue, maxEntries: 10 }, [0, 0]],
    ["no family", { maxEntries: 10 }, [0, 0]],
    ["an unknown size", { addressFamily: "IPv4", maxEntries: unknownValue }, [0, 0]],
  ];
  for (const [title, more, [ipv4, ipv6]] of weights) {
    it(`of ${title} counts for ${ipv4} and ${ipv6} rules`, () => {
      expect(weightOfPrefixList(new Inventory([list(more)]), "pl")).to.deep.equal({ ipv4, ipv6 });
    });
  }

  it("that is one of two counts for nothing", () => {
    const two = [
      list({ addressFamily: "IPv4", maxEntries: 20 }),
      resource("prefixList", "pl-2", {}),
    ];
    const either = new ModelReference(two.map(({ key }) => key));
    expect(weightOfPrefixList(new Inventory(two), either)).to.deep.equal({ ipv4: 0, ipv6: 0 });
    expect(weightOfPrefixList(new Inventory(two), "pl-3")).to.deep.equal({ ipv4: 0, ipv6: 0 });
  });
});
