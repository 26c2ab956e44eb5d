import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import {
  OriginFirewall,
  OriginFirewallMode,
  RouteTargetKind,
  type OriginFirewallArgs,
} from "../../../components/originFirewall";
import { validateOriginFirewall } from "../../../components/originFirewall/validate";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { rangesAsText, rangesFormats } from "../../../core/rangesText";
import { inBothModes, underMocks, unknown, type Run } from "../../support/mocks";
import { rejects } from "../../support/problems";
import { value } from "../../support/value";

const types = {
  component: "steady-edge:index:OriginFirewall",
  group: "aws:ec2/securityGroup:SecurityGroup",
  list: "aws:ec2/managedPrefixList:ManagedPrefixList",
  ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
} as const;

const vpcId = "vpc-0a1b2c3d4e5f60718";

function build(args: Partial<OriginFirewallArgs> = {}) {
  return (parent: pulumi.Resource) => new OriginFirewall("web", { vpcId, ...args }, { parent });
}

/** How many of each type there are; nothing else may be there. */
function counts(run: Run<unknown>): Record<string, number> {
  const found = Object.entries(types).map(([noun, token]) => [noun, run.of(token).length]);
  expect(found.reduce((sum, [, count]) => sum + Number(count), 0)).to.equal(run.registered.length);
  return Object.fromEntries(found) as Record<string, number>;
}

/** Asserts that a value which becomes known late is refused in these words, and with it whatever hangs on it. */
async function lateProblems(make: (parent: pulumi.Resource) => unknown, words: string) {
  const { errors } = await underMocks(false, make);
  expect(errors.length, `accepted: ${words}`).to.not.equal(0);
  expect(String((errors[0] as Error).message), String(errors[0])).to.include(words);
}

/** What an id is in this mode. */
function id(run: Run<unknown>, name: string): string {
  return run.preview ? unknown : `${name}-id`;
}

function entries(ranges: readonly string[]) {
  return ranges.map((cidr) => ({ cidr, description: "Cloudflare" }));
}

describe("OriginFirewall", () => {
  it("admits Cloudflare on 443 by two prefix lists, and lets everything out", async () => {
    await inBothModes(build(), (run) => {
      expect(counts(run)).to.deep.equal({ component: 1, group: 1, list: 2, ingress: 2, egress: 2 });
      expect(run.one(types.group, "web-group").inputs).to.deep.equal({
        description: "Cloudflare to origins",
        vpcId,
      });
      expect(run.one(types.list, "web-ranges-ipv4").inputs).to.deep.equal({
        addressFamily: "IPv4",
        maxEntries: 20,
        entries: entries(cloudflareRanges.ipv4),
      });
      expect(run.one(types.list, "web-ranges-ipv6").inputs).to.deep.equal({
        addressFamily: "IPv6",
        maxEntries: 10,
        entries: entries(cloudflareRanges.ipv6),
      });
      for (const family of ["ipv4", "ipv6"]) {
        expect(run.one(types.ingress, `web-ingress-443-${family}`).inputs).to.deep.equal({
          securityGroupId: id(run, "web-group"),
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          prefixListId: id(run, `web-ranges-${family}`),
          description: "Cloudflare",
        });
      }
      expect(run.one(types.egress, "web-egress-all-0.0.0.0%2F0").inputs).to.deep.equal({
        securityGroupId: id(run, "web-group"),
        ipProtocol: "-1",
        cidrIpv4: "0.0.0.0/0",
        description: "everywhere-ipv4",
      });
      expect(run.one(types.egress, "web-egress-all-%3A%3A%2F0").inputs).to.deep.equal({
        securityGroupId: id(run, "web-group"),
        ipProtocol: "-1",
        cidrIpv6: "::/0",
        description: "everywhere-ipv6",
      });
    });
  });

  it("puts every child below itself, and sets no option that would remove before it adds", async () => {
    await inBothModes(build(), (run) => {
      const [component, ...children] = run.registered;
      expect(component?.parent).to.equal(undefined);
      for (const child of children) {
        expect(child.parent, child.name).to.equal("web");
        expect(child.options, child.name).to.deep.equal({});
      }
    });
  });

  it("says what it made", async () => {
    const { result } = await underMocks(false, build({ ports: [443, 8443] }));
    expect(await value(result.securityGroupIds)).to.deep.equal(["web-group-id"]);
    expect(await value(result.prefixListIds)).to.deep.equal({});
    const ranges = { ipv4: [...cloudflareRanges.ipv4], ipv6: [...cloudflareRanges.ipv6] };
    expect(await value(result.ranges)).to.deep.equal(ranges);
    const texts = await value(result.rangesText);
    expect(Object.keys(texts)).to.deep.equal([...rangesFormats]);
    expect(texts.nginx).to.equal(rangesAsText("nginx"));
    expect(texts.ufw).to.equal(rangesAsText("ufw", ranges, [443, 8443]));
    expect(await value(result.ruleBudget)).to.match(/^single rules, in 1 security group; /);
  });

  it("names the prefix lists by family", async () => {
    const { result } = await underMocks(false, build());
    expect(await value(result.prefixListIds)).to.deep.equal({
      ipv4: "web-ranges-ipv4-id",
      ipv6: "web-ranges-ipv6-id",
    });
  });

  it("knows the ranges in a preview, but not the groups", async () => {
    const { result } = await underMocks(true, build());
    expect(await value(result.securityGroupIds)).to.equal(undefined);
    expect((await value(result.ranges)).ipv4).to.deep.equal([...cloudflareRanges.ipv4]);
  });

  it("makes one rule for each range and port where that needs fewer groups", async () => {
    await inBothModes(build({ ports: [443, 80] }), (run) => {
      expect(counts(run)).to.deep.equal({
        component: 1,
        group: 1,
        list: 0,
        ingress: 44,
        egress: 2,
      });
      expect(run.one(types.ingress, "web-ingress-80-104.16.0.0%2F13").inputs).to.deep.equal({
        securityGroupId: id(run, "web-group"),
        ipProtocol: "tcp",
        fromPort: 80,
        toPort: 80,
        cidrIpv4: "104.16.0.0/13",
        description: "Cloudflare",
      });
      expect(run.one(types.ingress, "web-ingress-443-2400%3Acb00%3A%3A%2F32").inputs).to.deep.equal(
        {
          securityGroupId: id(run, "web-group"),
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          cidrIpv6: "2400:cb00::/32",
          description: "Cloudflare",
        },
      );
    });
  });

  it("keeps to prefix lists when told, over two groups that share the lists", async () => {
    const args = { ports: [443, 80], mode: OriginFirewallMode.PrefixLists };
    await inBothModes(build(args), async (run) => {
      expect(counts(run)).to.deep.equal({ component: 1, group: 2, list: 2, ingress: 4, egress: 2 });
      const second = run.one(types.ingress, "web-ingress-80-ipv4").inputs;
      expect(second.securityGroupId).to.equal(id(run, "web-group-2"));
      for (const rule of run.of(types.egress)) {
        expect(rule.inputs.securityGroupId).to.equal(id(run, "web-group"));
      }
      if (!run.preview) {
        const ids = await value(run.result.securityGroupIds);
        expect(ids).to.deep.equal(["web-group-id", "web-group-2-id"]);
      }
    });
  });

  it("gives no two children of any kind one name, and no two rules one tuple", async () => {
    const additionalSources = {
      probe: { securityGroupId: "sg-0a0a0a0a" },
      vpn: { cidr: "10.0.0.0/16" },
      office: { prefixListId: "pl-0a0a0a0a", prefixListEntries: 3, ports: [22] },
    };
    const run = await underMocks(false, build({ ports: [80, 443, 8443], additionalSources }));
    const names = run.registered.map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
    const tuples = run.of(types.ingress).map(({ inputs }) => {
      const { description: _, ...tuple } = inputs;
      return JSON.stringify(tuple);
    });
    expect(new Set(tuples).size).to.equal(tuples.length);
    expect(tuples).to.have.lengthOf(3 * 22 + 3 + 3 + 1);
  });

  it("leaves IPv6 out where it is off, but for what goes out", async () => {
    await inBothModes(build({ ipv6: false }), async (run) => {
      expect(counts(run)).to.deep.equal({ component: 1, group: 1, list: 1, ingress: 1, egress: 2 });
      expect((await value(run.result.ranges)).ipv6).to.deep.equal([]);
    });
  });

  it("takes tags whose keys objects have from birth", async () => {
    const tags = { toString: "a", valueOf: "b", constructor: "c" };
    await inBothModes(build({ tags }), (run) => {
      expect(run.errors).to.deep.equal([]);
      const [group] = run.of(types.group);
      expect(group?.inputs.tags).to.deep.equal(tags);
    });
  });

  it("threads region and tags through everything it makes", async () => {
    const tags = { team: "edge" };
    await inBothModes(build({ region: "eu-central-1", tags }), (run) => {
      const children = run.registered.filter(({ custom }) => custom);
      expect(children).to.have.lengthOf(7);
      for (const { name, inputs } of children) {
        expect(inputs.region, name).to.equal("eu-central-1");
        expect(inputs.tags, name).to.deep.equal(tags);
      }
    });
  });

  it("admits additional sources on their own ports, or on those of Cloudflare", async () => {
    const additionalSources = {
      probe: { securityGroupId: pulumi.output("sg-0a0a0a0a") },
      vpn: { cidr: "10.0.0.0/16", ports: [22] },
      office: { prefixListId: "pl-0a0a0a0a", prefixListEntries: 3 },
      home: { cidr: "2001:DB8:1::/48" },
    };
    await inBothModes(build({ additionalSources }), (run) => {
      expect(counts(run)).to.deep.equal({ component: 1, group: 1, list: 2, ingress: 6, egress: 2 });
      const common = { securityGroupId: id(run, "web-group"), ipProtocol: "tcp" };
      const on443 = { ...common, fromPort: 443, toPort: 443 };
      const inputs = (name: string) => run.one(types.ingress, name).inputs;
      expect(inputs("web-source-443-probe")).to.deep.equal({
        ...on443,
        referencedSecurityGroupId: "sg-0a0a0a0a",
        description: "probe",
      });
      expect(inputs("web-source-443-office")).to.deep.equal({
        ...on443,
        prefixListId: "pl-0a0a0a0a",
        description: "office",
      });
      expect(inputs("web-ingress-22-10.0.0.0%2F16")).to.deep.equal({
        ...common,
        fromPort: 22,
        toPort: 22,
        cidrIpv4: "10.0.0.0/16",
        description: "vpn",
      });
      expect(inputs("web-ingress-443-2001%3Adb8%3A1%3A%3A%2F48")).to.deep.equal({
        ...on443,
        cidrIpv6: "2001:db8:1::/48",
        description: "home",
      });
    });
  });

  it("lets out only what is listed", async () => {
    const egress = {
      targets: { securityGroupId: "sg-0b0b0b0b", ports: [8080, 8443] },
      v4: { cidr: "10.0.0.0/8" },
    };
    await inBothModes(build({ egress }), (run) => {
      expect(counts(run)).to.deep.equal({ component: 1, group: 1, list: 2, ingress: 2, egress: 3 });
      expect(run.one(types.egress, "web-destination-8080-targets").inputs).to.deep.equal({
        securityGroupId: id(run, "web-group"),
        ipProtocol: "tcp",
        fromPort: 8080,
        toPort: 8080,
        referencedSecurityGroupId: "sg-0b0b0b0b",
        description: "targets",
      });
      expect(run.one(types.egress, "web-egress-all-10.0.0.0%2F8").inputs).to.deep.equal({
        securityGroupId: id(run, "web-group"),
        ipProtocol: "-1",
        cidrIpv4: "10.0.0.0/8",
        description: "v4",
      });
    });
  });

  it("adds the live ranges to the pinned ones, and to nothing but the lists", async () => {
    const liveRanges = pulumi.output({
      ipv4Cidrs: ["198.51.101.0/24", "104.16.0.0/13"],
      ipv6Cidrs: [],
    });
    await inBothModes(build({ liveRanges, ports: [80, 443] }), async (run) => {
      expect(counts(run)).to.deep.equal({ component: 1, group: 2, list: 2, ingress: 4, egress: 2 });
      const joined = [...cloudflareRanges.ipv4, "198.51.101.0/24"];
      const list = run.one(types.list, "web-ranges-ipv4").inputs;
      expect(list.entries).to.deep.equal(entries(joined));
      expect((await value(run.result.ranges)).ipv4).to.deep.equal(joined);
    });
  });

  it("refuses live ranges that become known late and would open the origins", async () => {
    const liveRanges = pulumi.output({ ipv4Cidrs: ["0.0.0.0/0"], ipv6Cidrs: [] });
    const { resolved } = validateOriginFirewall({ vpcId, liveRanges }, "");
    expect(resolved?.live).to.not.equal(undefined);
    await expect(value(resolved?.live)).to.be.rejectedWith(
      /liveRanges\.ipv4Cidrs\[0\] must be no wider than \/12.*got "0\.0\.0\.0\/0"/,
    );
  });

  it("replaces the pinned list by an explicit one", async () => {
    const ranges = { ipv4: ["104.16.0.0/13"], ipv6: ["2400:cb00::/32"] };
    await inBothModes(build({ ranges, acceptShrunkenRanges: true }), async (run) => {
      expect(await value(run.result.ranges)).to.deep.equal(ranges);
      const list = run.one(types.list, "web-ranges-ipv4").inputs;
      expect(list.entries).to.deep.equal(entries(ranges.ipv4));
    });
  });

  it("rejects everything that is wrong in one error, and registers nothing", async () => {
    const told = await rejects(
      build({
        vpcId: "sg-0a1b2c3d",
        region: "Frankfurt",
        ports: [443, 0, 443],
        mode: "lists" as OriginFirewallMode,
        quota: { rulesPerGroup: 1, groupsPerInterface: 17 },
        ranges: { ipv4: ["0.0.0.0/0"] },
        additionalSources: {
          all: { cidr: "0.0.0.0/0" },
          half: { cidr: "128.0.0.0/1" },
          both: { cidr: "10.0.0.0/8", securityGroupId: "sg-0a1b2c3d" },
          none: {},
          group: { securityGroupId: "web" },
          list: { prefixListId: "pl-0a1b2c3d" },
          "my net": { cidr: "10.1.2.3/16", ports: [] },
        },
        egress: {},
        routeTables: {
          public: { routes: [{ destination: "172.0.0.0/8", target: RouteTargetKind.VpnGateway }] },
        },
      }),
      [
        "region",
        "ports[1]",
        "mode",
        "ranges.ipv4[0]",
        'additionalSources["my net"].cidr',
        "quota.rulesPerGroup",
        "quota.groupsPerInterface",
        "vpcId",
        "ports[2]",
        "additionalSources.both",
        "additionalSources.none",
        "additionalSources.group.securityGroupId",
        "additionalSources.list.prefixListEntries",
        'additionalSources["my net"]',
        'additionalSources["my net"].ports',
        "additionalSources.all.cidr",
        "additionalSources.half.cidr",
        "egress",
        "routeTables.public.routes[0]",
        "routeTables.public.routes",
        "routeTables.public.routes",
      ],
    );
    expect(told[3]?.reason ?? "").to.match(/got "0\.0\.0\.0\/0"$/);
  });

  const refused: [string, Partial<OriginFirewallArgs>, string][] = [
    ["no port", { ports: [] }, "ports"],
    ["more ports than fit", { ports: Array.from({ length: 11 }, (_, i) => 9000 + i) }, "ports"],
    ["a forced mode that cannot be", { quota: { rulesPerGroup: 30 }, mode: "prefixLists" }, "mode"],
    ["a quota that AWS does not grant", { quota: { rulesPerGroup: 500 } }, "quota"],
    [
      "a source that repeats Cloudflare",
      { additionalSources: { a: { cidr: "104.16.0.0/13" } } },
      "additionalSources.a",
    ],
    [
      "a source twice",
      { additionalSources: { a: { cidr: "fd00::/16" }, b: { cidr: "FD00::/16" } } },
      "additionalSources.b",
    ],
    [
      "more outbound rules than half a group holds",
      { egress: { a: { prefixListId: "pl-0a1b2c3d", prefixListEntries: 31 } } },
      "egress",
    ],
    [
      "entries without a list",
      { additionalSources: { a: { cidr: "10.0.0.0/8", prefixListEntries: 2 } } },
      "additionalSources.a.prefixListEntries",
    ],
    [
      "live ranges by single rules",
      { mode: "rules", liveRanges: { ipv4Cidrs: [], ipv6Cidrs: [] } },
      "mode",
    ],
    [
      "plain live ranges that are too wide",
      { liveRanges: { ipv4Cidrs: ["1.0.0.0/8"], ipv6Cidrs: [] } },
      "liveRanges.ipv4Cidrs[0]",
    ],
    ["a shrunken list", { ranges: { ipv6: ["2400:cb00::/32"] } }, "ranges.ipv6"],
    [
      "an empty list, even on the word",
      { ranges: { ipv4: [] }, acceptShrunkenRanges: true },
      "ranges.ipv4",
    ],
  ];
  for (const [title, args, path] of refused) {
    it(`rejects ${title}`, async () => {
      await rejects(build(args), [path]);
    });
  }

  it("refuses ranges of others, unless it is told that they are Cloudflare's", async () => {
    const [told] = await rejects(
      build({ ranges: { ipv4: [...cloudflareRanges.ipv4, "3.0.0.0/12"] } }),
      ["ranges.ipv4"],
    );
    expect(told?.reason).to.equal(
      "ranges.ipv4 must reach beyond the pinned list by at most 10 % of its addresses, since it would let others in; " +
        "got 68.7 % with 3.0.0.0/12. Give other sources as additionalSources, or say acceptForeignRanges: true " +
        "if all of them are Cloudflare's",
    );
    const few = { ipv4: [...cloudflareRanges.ipv4, "3.0.0.0/16"] };
    const many = { ipv4: [...cloudflareRanges.ipv4, "3.0.0.0/12"] };
    await inBothModes(build({ ranges: few }), (run) => {
      expect(run.errors).to.deep.equal([]);
    });
    await inBothModes(build({ ranges: many, acceptForeignRanges: true }), (run) => {
      expect(run.errors).to.deep.equal([]);
    });
  });

  it("refuses sources that are everybody together, not counting private ones", async () => {
    const blocks = (...cidrs: string[]) =>
      Object.fromEntries(cidrs.map((cidr) => [`from-${cidr.split(".")[0]}`, { cidr }]));
    const [told] = await rejects(build({ additionalSources: blocks("3.0.0.0/8", "5.0.0.0/32") }), [
      "additionalSources",
    ]);
    expect(told?.reason ?? "").to.match(
      /no more public addresses than one \/8, .*; got 2 IPv4 blocks with more$/,
    );
    await inBothModes(
      build({
        additionalSources: blocks("3.0.0.0/9", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
      }),
      (run) => {
        expect(run.errors).to.deep.equal([]);
      },
    );
  });

  it("checks ids when they become known late, as fully as plain ones, and hands on good ones", async () => {
    const listed = (id: string) => ({
      prefixListId: pulumi.output(id),
      prefixListEntries: 1,
    });
    await inBothModes(build({ vpcId: pulumi.output(vpcId) }), (run) => {
      expect(run.errors).to.deep.equal([]);
      expect(run.one(types.group, "web-group").inputs.vpcId).to.equal(vpcId);
    });
    await lateProblems(build({ vpcId: pulumi.output("") }), "vpcId must be an ID of vpc-");
    await lateProblems(
      build({ vpcId: pulumi.output("main") }),
      'of vpc- and 8 or 17 hexadecimal digits; got "main"',
    );
    await lateProblems(
      build({ additionalSources: { a: { securityGroupId: pulumi.output("pl-0a1b2c3d") } } }),
      "additionalSources.a.securityGroupId must be an ID of sg- and 8 or 17 hexadecimal digits",
    );
    await lateProblems(
      build({ egress: { a: listed(" ") } }),
      "egress.a.prefixListId must be an ID of pl- and 8 or 17 hexadecimal digits",
    );
  });

  it("takes whatever ids resources of the program have, as mocks give them", async () => {
    const made = (parent: pulumi.Resource) => {
      const vpc = new Vpc("main", {}, { parent });
      const group = new SecurityGroup("probe", {}, { parent });
      const additionalSources = { probe: { securityGroupId: group.id } };
      return build({ vpcId: vpc.id, additionalSources })(parent);
    };
    await inBothModes(made, (run) => {
      expect(run.errors).to.deep.equal([]);
      expect(run.one(types.group, "web-group").inputs.vpcId).to.equal(id(run, "main"));
    });
  });

  it("refuses live ranges that turn out to be no lists", () =>
    lateProblems(
      build({ liveRanges: pulumi.output({ ipv4Cidrs: "104.16.0.0/13" }) as never }),
      'liveRanges.ipv4Cidrs must be a list of ranges; got "104.16.0.0/13"',
    ));

  it("refuses peers that turn out to be one and the same on one port", async () => {
    const group = () => ({ securityGroupId: pulumi.output("sg-0a1b2c3d4e5f60718") });
    const plain = { securityGroupId: "sg-0a1b2c3d4e5f60718" };
    const words = "additionalSources.b must not repeat a rule of additionalSources.a";
    await lateProblems(build({ additionalSources: { a: group(), b: group() } }), words);
    await lateProblems(build({ additionalSources: { a: plain, b: group() } }), words);
    await lateProblems(
      build({ additionalSources: { b: plain, a: group() } }),
      "additionalSources.a must not repeat a rule of additionalSources.b",
    );
    await lateProblems(
      build({ egress: { a: group(), b: group() } }),
      "egress.b must not repeat a rule of egress.a",
    );
    const apart = { a: { ...group(), ports: [80] }, b: { ...group(), ports: [443] } };
    await inBothModes(build({ additionalSources: apart }), (run) => {
      expect(run.errors).to.deep.equal([]);
    });
  });
});
