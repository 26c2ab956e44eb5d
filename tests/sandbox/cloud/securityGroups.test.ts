import { assert, expect } from "chai";

import { types } from "../../../sandbox/cloud/account/indexes";
import { PartlyCreated } from "../../../sandbox/cloud/resources/partlyCreated";
import type { Outcome } from "../../../sandbox/cloud/provider/subject";
import { text, type Properties } from "../../../sandbox/cloud/values";
import { DirectCloud, refusal } from "./direct";

const group = { name: "origin", description: "origin", vpcId: "vpc-0a1b2c3d" };

const networks = [{ region: "us-east-1", vpcId: "vpc-0a1b2c3d" }];

function rule(securityGroupId: string, more: Properties): Properties {
  return { securityGroupId, ipProtocol: "tcp", fromPort: 443, toPort: 443, ...more };
}

function prefixList(maxEntries: number, more: Properties = {}): Properties {
  const entries = [{ cidr: "103.21.244.0/22", description: "Cloudflare" }];
  return { name: "cloudflare", addressFamily: "IPv4", maxEntries, entries, ...more };
}

describe("the stand-in for security groups", () => {
  let direct: DirectCloud;
  const ingress = (inputs: Properties) => direct.create(types.ingressRule, inputs);
  const made = (inputs: Properties = group) => direct.create(types.securityGroup, inputs);
  beforeEach(async () => {
    direct = await DirectCloud.start();
  });
  afterEach(() => direct.stop());

  it("makes a group with AWS's open egress and takes it away at once", async () => {
    const { outputs } = await made();
    expect(direct.calls()).to.deep.equal([
      "POST ec2.us-east-1/CreateSecurityGroup 200",
      "POST ec2.us-east-1/RevokeSecurityGroupEgress 200",
    ]);
    expect([outputs.ingress, outputs.egress]).to.deep.equal([[], []]);
    expect(outputs.region).to.equal("us-east-1");
  });

  it("keeps regions apart", async () => {
    const west = await made({ ...group, region: "us-west-2" });
    expect(text(west.outputs.arn)).to.match(/^arn:aws:ec2:us-west-2:123456789012:security-group\//);
    const here = ingress(rule(west.id, { cidrIpv4: "192.0.2.0/24" }));
    expect((await refusal(here)).code).to.equal("InvalidGroup.NotFound");
    await ingress(rule(west.id, { cidrIpv4: "192.0.2.0/24", region: "us-west-2" }));
  });

  it("refuses the same rule twice, whoever made the first", async () => {
    const inline = {
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrBlocks: ["192.0.2.0/24"],
    };
    const { id } = await made({ ...group, ingress: [inline] });
    const twin = ingress(rule(id, { cidrIpv4: "192.0.2.0/24" }));
    expect((await refusal(twin)).code).to.equal("InvalidPermission.Duplicate");
    await ingress(rule(id, { cidrIpv4: "198.51.100.0/24" }));
    const again = ingress(rule(id, { cidrIpv4: "198.51.100.0/24", description: "other" }));
    expect((await refusal(again)).code).to.equal("InvalidPermission.Duplicate");
  });

  it("counts a prefix list at its maximum size, and each family and direction apart", async () => {
    const { id } = await made();
    const list4 = await direct.create(types.prefixList, prefixList(31));
    const v6 = { addressFamily: "IPv6", name: "v6", entries: [] };
    const list6 = await direct.create(types.prefixList, prefixList(60, v6));
    await ingress(rule(id, { prefixListId: list4.id }));
    await ingress(rule(id, { prefixListId: list6.id }));
    const second = ingress(rule(id, { prefixListId: list4.id, fromPort: 80, toPort: 80 }));
    expect((await refusal(second)).code).to.equal("RulesPerSecurityGroupLimitExceeded");
    const outbound = rule(id, { prefixListId: list4.id, fromPort: 80, toPort: 80 });
    await direct.create(types.egressRule, outbound);
    await ingress(rule(id, { cidrIpv4: "192.0.2.0/24", fromPort: 80, toPort: 80 }));
  });

  it("refuses a list that grows past the quota of a group that refers to it", async () => {
    const { id } = await made();
    const inputs = prefixList(30);
    const list = await direct.create(types.prefixList, inputs);
    await ingress(rule(id, { prefixListId: list.id }));
    await ingress(rule(id, { prefixListId: list.id, fromPort: 80, toPort: 80 }));
    const grown = direct.update(types.prefixList, list, inputs, prefixList(31));
    expect((await refusal(grown)).code).to.equal("RulesPerSecurityGroupLimitExceeded");
  });

  it("refuses entries and size in one call, entries over the size, and over 100 in a call", async () => {
    const inputs = prefixList(200);
    const list = await direct.create(types.prefixList, inputs);
    const blocks = (count: number) =>
      Array.from({ length: count }, (_value, index) => ({ cidr: `10.0.${index}.0/24` }));
    const words = async (next: Properties) =>
      (await refusal(direct.update(types.prefixList, list, inputs, next))).words;
    expect([
      await words(prefixList(201, { entries: blocks(2) })),
      await words(prefixList(200, { entries: blocks(101) })),
      await words(prefixList(200, { entries: [{ cidr: "2001:db8::/32" }] })),
    ]).to.deep.equal([
      "You cannot change the entries of a prefix list and its size in one request",
      "The number of entries per request cannot exceeds limit (100).",
      "2001:db8::/32 does not belong to the list's address family",
    ]);
    const full = direct.create(types.prefixList, prefixList(1, { entries: blocks(2) }));
    expect((await refusal(full)).words).to.equal("The prefix list holds at most 1 entries");
  });

  it("takes an entry out for a moment when only its description changes", async () => {
    const inputs = prefixList(20);
    const list = await direct.create(types.prefixList, inputs);
    const next = prefixList(20, { entries: [{ cidr: "103.21.244.0/22", description: "other" }] });
    const updated = await direct.update(types.prefixList, list, inputs, next);
    const modified = direct.cloud.journal.calls.filter(({ path }) => path.includes("Modify"));
    expect(modified.map(({ body }) => [body?.currentVersion, body?.entries])).to.deep.equal([
      [1, []],
      [2, next.entries],
    ]);
    expect(updated.outputs.version).to.equal(3);
  });

  it("refuses a version that is no longer the current one", async () => {
    const inputs = prefixList(20);
    const list = await direct.create(types.prefixList, inputs);
    direct.cloud.faults.add({
      match: { path: "ModifyManagedPrefixList" },
      fault: { kind: "drop", reached: true },
    });
    const next = prefixList(20, { entries: [{ cidr: "104.16.0.0/13" }] });
    const repeated = direct.update(types.prefixList, list, inputs, next);
    expect((await refusal(repeated)).code).to.equal("PrefixListVersionMismatch");
  });

  it("deletes nothing that is in use", async () => {
    const origin = await made();
    const list = await direct.create(types.prefixList, prefixList(20));
    const used = await ingress(rule(origin.id, { prefixListId: list.id }));
    const subnets = ["subnet-0a1b2c3d", "subnet-0b1c2d3e"];
    const alb = { name: "alb", securityGroups: [origin.id], subnets };
    const balancer = await direct.create(types.alb, alb);
    const codes = async (type: string, what: Outcome) =>
      (await refusal(direct.delete(type, what))).code;
    expect(await codes(types.securityGroup, origin)).to.equal("DependencyViolation");
    expect(await codes(types.prefixList, list)).to.equal(undefined);
    await direct.delete(types.alb, balancer);
    await direct.delete(types.ingressRule, used);
    await direct.delete(types.prefixList, list);
    await direct.delete(types.securityGroup, origin);
    expect(direct.cloud.account.size).to.equal(0);
  });

  it("reads single rules as inline ones, and inline rules take them away", async () => {
    const bare = await made();
    const single = await ingress(rule(bare.id, { cidrIpv4: "192.0.2.0/24" }));
    const read = await direct.read(types.securityGroup, bare.id, bare.outputs, group);
    const inline = {
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrBlocks: ["192.0.2.0/24"],
      ipv6CidrBlocks: [],
      prefixListIds: [],
      securityGroups: [],
    };
    assert.isDefined(read);
    expect(read.outputs.ingress).to.deep.equal([inline]);
    const { changed } = await direct.diff(types.securityGroup, read.outputs, group, group);
    expect(changed).to.deep.equal([]);
    const next = { ...group, ingress: [{ ...inline, cidrBlocks: ["198.51.100.0/24"] }] };
    await direct.update(types.securityGroup, { ...bare, outputs: read.outputs }, group, next);
    expect(direct.cloud.account.get(types.ingressRule, single.id)).to.equal(undefined);
  });

  it("keeps a source of an inline rule while another one of it is revoked, and authorizes nothing then", async () => {
    const inline = { protocol: "tcp", fromPort: 443, toPort: 443, description: "Cloudflare" };
    const [first, second] = ["192.0.2.0/24", "198.51.100.0/24"];
    const before = { ...group, ingress: [{ ...inline, cidrBlocks: [first, second] }] };
    const after = { ...group, ingress: [{ ...inline, cidrBlocks: [first] }] };
    const outcome = await made(before);
    const since = direct.calls().length;
    const held: unknown[] = [];
    direct.cloud.account.onChange(() =>
      held.push(direct.cloud.account.get(types.securityGroup, outcome.id)?.properties.ingress),
    );
    await direct.update(types.securityGroup, outcome, before, after);
    expect(held).to.deep.equal([after.ingress]);
    expect(direct.calls().slice(since)).to.deep.equal([
      "POST ec2.us-east-1/RevokeSecurityGroupIngress 200",
    ]);
  });

  it("keeps what stays of inline rules between what is revoked and what is authorized", async () => {
    const inline = { protocol: "tcp", fromPort: 443, toPort: 443 };
    const before = {
      ...group,
      ingress: [{ ...inline, cidrBlocks: ["192.0.2.0/24", "198.51.100.0/24"], self: true }],
    };
    const outcome = await made(before);
    const after = {
      ...group,
      ingress: [{ ...inline, cidrBlocks: ["192.0.2.0/24", "203.0.113.0/24"], self: true }],
    };
    const held: unknown[] = [];
    direct.cloud.account.onChange(() =>
      held.push(direct.cloud.account.get(types.securityGroup, outcome.id)?.properties.ingress),
    );
    await direct.update(types.securityGroup, outcome, before, after);
    const between = {
      ...{ ...inline, self: false, cidrBlocks: ["192.0.2.0/24"], ipv6CidrBlocks: [] },
      ...{ prefixListIds: [], securityGroups: [outcome.id] },
    };
    expect(held).to.deep.equal([[between], after.ingress]);
  });

  it("takes an inline rule out for a moment when only its description changes", async () => {
    const inline = { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["192.0.2.0/24"] };
    const before = { ...group, ingress: [{ ...inline, description: "old" }] };
    const after = { ...group, ingress: [{ ...inline, description: "new" }] };
    const outcome = await made(before);
    const since = direct.calls().length;
    const held: unknown[] = [];
    direct.cloud.account.onChange(() =>
      held.push(direct.cloud.account.get(types.securityGroup, outcome.id)?.properties.ingress),
    );
    await direct.update(types.securityGroup, outcome, before, after);
    expect(held).to.deep.equal([[], after.ingress]);
    expect(direct.calls().slice(since)).to.deep.equal([
      "POST ec2.us-east-1/RevokeSecurityGroupIngress 200",
      "POST ec2.us-east-1/AuthorizeSecurityGroupIngress 200",
    ]);
  });

  it("refuses a second group of a name in the default VPC, and takes the name in another one", async () => {
    const { vpcId: _vpc, ...bare } = group;
    await made(bare);
    expect((await refusal(made(bare))).code).to.equal("InvalidGroup.Duplicate");
    await made(group);
  });

  it("keeps inline rules in the cloud when the program stops naming them", async () => {
    const inline = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
    const inputs = { ...group, egress: [inline] };
    const { outputs } = await made(inputs);
    const { changed } = await direct.diff(types.securityGroup, outputs, inputs, group);
    expect(changed).to.deep.equal([]);
  });

  it("leaves a group in the state whose rules were refused after it was made", async () => {
    await direct.stop();
    direct = await DirectCloud.start({ networks });
    const prefixListIds = ["pl-0a1b2c3d4e5f60718"];
    const inline = { protocol: "tcp", fromPort: 443, toPort: 443, prefixListIds };
    await expect(made({ ...group, ingress: [inline] })).to.be.rejected.and.eventually.satisfy(
      (error: unknown) => {
        assert.instanceOf(error, PartlyCreated);
        expect(error.message).to.equal(
          "The prefix list ID 'pl-0a1b2c3d4e5f60718' does not exist (InvalidPrefixListID.NotFound)",
        );
        expect(direct.cloud.account.get(types.securityGroup, error.id)).to.not.equal(undefined);
        return true;
      },
    );
  });

  it("refuses VPCs that the region does not have and ports beside every protocol", async () => {
    await direct.stop();
    direct = await DirectCloud.start({ networks });
    const { id } = await made();
    const elsewhere = made({ ...group, region: "eu-west-1" });
    expect((await refusal(elsewhere)).code).to.equal("InvalidVpcID.NotFound");
    expect(
      await direct.check(types.ingressRule, rule(id, { ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" })),
    ).to.deep.equal(['"from_port" and "to_port" cannot be set when "ip_protocol" is "-1"']);
    expect(await direct.check(types.ingressRule, rule(id, {}))).to.deep.equal([
      "No attribute specified when one (and only one) of [cidr_ipv4,cidr_ipv6,prefix_list_id,referenced_security_group_id] is required",
    ]);
  });
});
