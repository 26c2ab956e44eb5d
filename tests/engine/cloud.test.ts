import { assert, expect } from "chai";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ArgoSmartRouting } from "@pulumi/cloudflare/argoSmartRouting";
import { DnsRecord, type DnsRecordArgs } from "@pulumi/cloudflare/dnsRecord";
import { LoadBalancer } from "@pulumi/cloudflare/loadBalancer";
import { LoadBalancerMonitor } from "@pulumi/cloudflare/loadBalancerMonitor";
import { LoadBalancerPool } from "@pulumi/cloudflare/loadBalancerPool";
import { NotificationPolicyWebhooks } from "@pulumi/cloudflare/notificationPolicyWebhooks";
import { ZoneSetting } from "@pulumi/cloudflare/zoneSetting";
import { ManagedPrefixList } from "@pulumi/aws/ec2/managedPrefixList";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { Config, type CustomResourceOptions } from "@pulumi/pulumi";

import { bareMessage } from "../../model/plan/planJson";
import { undeletableWarning } from "../../facts/cloudflare/resourceRules";
import { types } from "../../sandbox/cloud/account/indexes";
import {
  openProject,
  OperationFailed,
  runProgram,
  startCloud,
  type Cloud,
  type Run,
  type TestStack,
  type TestStackOptions,
} from "../../sandbox/testing";
import { plainProject, writeProject } from "./engineProjects";
import { secretMark } from "./secretMark";

/** A site as a program would declare it by hand. */
function declareSite(cloud: Cloud, poolNames: readonly string[], origins = ["a", "b"]): void {
  const { accountId, zones } = cloud.seed;
  const zoneId = zones[0]?.id ?? "";
  const { id: monitor } = new LoadBalancerMonitor("health", {
    accountId,
    type: "https",
    expectedCodes: "2xx",
    header: { Host: ["www.example.com"] },
  });
  const pools = poolNames.map(
    (name) =>
      new LoadBalancerPool(name, {
        accountId,
        name,
        monitor,
        checkRegions: ["WEU"],
        origins: origins.map((origin) => ({
          name: origin,
          address: `198.51.100.${origin.charCodeAt(0)}`,
        })),
      }),
  );
  const ids = pools.map(({ id }) => id);
  new LoadBalancer("www", {
    zoneId,
    name: "www.example.com",
    defaultPools: ids,
    fallbackPool: ids.at(-1) ?? "",
    proxied: true,
    steeringPolicy: "off",
  });
  new ZoneSetting("ssl", { zoneId, settingId: "ssl", value: "strict" });
  const group = new SecurityGroup("origin", { vpcId: "vpc-0a1b2c3d", region: "eu-west-1" });
  const list = new ManagedPrefixList("edge", {
    region: "eu-west-1",
    addressFamily: "IPv4",
    maxEntries: 20,
    entries: [{ cidr: "104.16.0.0/13" }, { cidr: "103.21.244.0/22" }],
  });
  new SecurityGroupIngressRule("https", {
    region: "eu-west-1",
    securityGroupId: group.id,
    prefixListId: list.id,
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
  });
}

function record(cloud: Cloud, args: Partial<DnsRecordArgs>, opts?: CustomResourceOptions): void {
  const zoneId = cloud.seed.zones[0]?.id ?? "";
  const address = { type: "A", content: "192.0.2.1", ttl: 1, name: "www.example.com" };
  new DnsRecord("www", { zoneId, ...address, ...args }, opts);
}

describe("a real engine on the embedded cloud", () => {
  let cloud: Cloud;
  let stack: TestStack | undefined;
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "steady-edge-test-"));
    cloud = await startCloud();
  });
  afterEach(async () => {
    await stack?.close();
    stack = undefined;
    await cloud.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const writes = (from = 0) =>
    cloud.journal
      .writes()
      .slice(from)
      .map(({ method, path }) => `${method} ${path.replace(/[0-9a-f]{32}/g, "<id>")}`);
  const failure = async (operation: Promise<unknown>): Promise<string> => {
    try {
      await operation;
    } catch (error) {
      if (error instanceof OperationFailed) {
        return error.complaints.join("\n");
      }
      throw error;
    }
    throw new Error("the operation did not fail");
  };

  it("brings a site up, has nothing to do afterwards, and takes it down again", async () => {
    const accountFile = join(folder, "account.jsonl");
    const stateDirectory = join(folder, "state");
    await cloud.stop();
    cloud = await startCloud({ accountFile });
    const program = () => Promise.resolve(declareSite(cloud, ["primary", "backup"]));
    stack = await runProgram(cloud, program, { stateDirectory });
    expect((await stack.preview()).counts).to.deep.equal({ create: 9 });
    expect((await stack.up()).counts).to.deep.equal({ create: 9 });
    await stack.close();
    await cloud.stop();
    cloud = await startCloud({ accountFile });
    stack = await runProgram(cloud, program, { stateDirectory });
    expect((await stack.up()).changes).to.deep.equal({});
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
    expect(cloud.journal.writes()).to.deep.equal([]);
    expect((await stack.destroy()).counts).to.deep.equal({ delete: 9 });
    expect(cloud.account.resources().map(({ type }) => type)).to.deep.equal([types.zoneSetting]);
  });

  describe("keeps the state", () => {
    /** The resources in the state of the only stack below a folder. */
    const heldIn = (state: string): number => {
      const file = join(state, "backend", ".pulumi", "stacks", "program", "test.json");
      const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as {
        checkpoint: { latest: { resources?: unknown[] } };
      };
      return checkpoint.latest.resources?.length ?? 0;
    };
    /** What the state held at each call that made something, and at the end. */
    const heldWhile = async (state: () => string, options: TestStackOptions) => {
      stack = await runProgram(
        cloud,
        () => Promise.resolve(declareSite(cloud, ["primary"])),
        options,
      );
      const held: number[] = [];
      cloud.journal.onCall(({ changed }) => void (changed && held.push(heldIn(state()))));
      expect((await stack.up()).counts).to.deep.equal({ create: 8 });
      return { during: held, afterwards: heldIn(state()) };
    };

    it("step by step in a folder that is given, for whoever goes on after a kill", async () => {
      const stateDirectory = join(folder, "state");
      const { during, afterwards } = await heldWhile(() => stateDirectory, { stateDirectory });
      expect(during.at(-1)).to.be.greaterThan(during[0] ?? Number.NaN);
      expect(afterwards, "with the stack and its default providers").to.equal(10);
    });

    it("once at the end of a run in a temporary one", async () => {
      const ours = (): string[] =>
        readdirSync(tmpdir()).filter((name) => name.startsWith("steady-edge-stack-"));
      const others = ours();
      const state = (): string => {
        const [own = "", ...more] = ours().filter((name) => !others.includes(name));
        expect(more).to.deep.equal([]);
        return join(tmpdir(), own);
      };
      const { during, afterwards } = await heldWhile(state, {});
      expect([...new Set(during)]).to.deep.equal([0]);
      expect(afterwards, "with the stack and its default providers").to.equal(10);
    });

    it("also at the end of a run that failed, so that the next goes on", async () => {
      stack = await runProgram(cloud, () => {
        const zoneId = cloud.seed.zones[0]?.id ?? "";
        const address = { zoneId, type: "A", content: "192.0.2.1", ttl: 1 };
        const dependsOn = new DnsRecord("a", { ...address, name: "a.example.com" });
        new DnsRecord("b", { ...address, name: "b.example.com" }, { dependsOn });
        return Promise.resolve();
      });
      cloud.faults.add({
        match: { method: "POST", nth: 2 },
        fault: { kind: "refused", status: 400, message: "not today" },
      });
      expect(await failure(stack.up())).to.include("not today");
      expect(cloud.account.resources()).to.have.lengthOf(1);
      expect((await stack.up()).changes).to.deep.equal({ create: 1 });
      expect(cloud.account.resources()).to.have.lengthOf(2);
    });
  });

  it("warns of each resource that destroy leaves behind, when it is made and at no other time", async () => {
    stack = await runProgram(cloud, () => {
      const zoneId = cloud.seed.zones[0]?.id ?? "";
      new ZoneSetting("ssl", { zoneId, settingId: "ssl", value: "strict" });
      new ArgoSmartRouting("argo", { zoneId, value: "on" });
      return Promise.resolve(record(cloud, {}));
    });
    const warned = ({ events }: Run) =>
      events
        .flatMap(({ diagnosticEvent }) => diagnosticEvent ?? [])
        .filter(({ severity }) => severity === "warning")
        .map(({ urn, message }) => `${urn?.split("::").at(-1)} ${bareMessage(message)}`)
        .sort();
    const both = ["argo", "ssl"].map((name) => `${name} ${undeletableWarning}`);
    expect(warned(await stack.preview())).to.deep.equal(both);
    expect(warned(await stack.up())).to.deep.equal(both);
    expect(warned(await stack.up())).to.deep.equal([]);
    expect(warned(await stack.destroy())).to.deep.equal([]);
  });

  it("takes a pool out of the load balancer before it deletes the pool", async () => {
    let pools = ["primary", "backup"];
    stack = await runProgram(cloud, () => Promise.resolve(declareSite(cloud, pools)));
    await stack.up();
    const before = writes().length;
    pools = ["primary"];
    const run = await stack.up();
    expect(run.changes).to.deep.equal({ update: 1, delete: 1 });
    expect(writes(before)).to.deep.equal([
      "PUT /zones/<id>/load_balancers/<id>",
      "DELETE /accounts/<id>/load_balancers/pools/<id>",
    ]);
    const update = run.steps.find(({ op }) => op === "update");
    assert.isDefined(update);
    expect(update.type).to.equal(types.loadBalancer);
    expect(
      ["defaultPools", "fallbackPool", "modifiedOn"].filter((name) => update.diffs.includes(name)),
    ).to.deep.equal(["defaultPools", "fallbackPool", "modifiedOn"]);
    expect(cloud.outageWatch.report().broken).to.deep.equal([]);
  });

  it("reports unsorted origins in a preview with refresh only", async () => {
    const program = () => Promise.resolve(declareSite(cloud, ["primary"], ["b", "a"]));
    stack = await runProgram(cloud, program);
    await stack.up();
    expect((await stack.preview()).changes).to.deep.equal({});
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({ update: 1 });
  });

  it("lets A become CNAME only when the record is deleted first", async () => {
    let args: Partial<DnsRecordArgs> = {};
    let opts: CustomResourceOptions = {};
    stack = await runProgram(cloud, () => Promise.resolve(record(cloud, args, opts)));
    await stack.up();
    args = { type: "CNAME", content: "shop.example.net" };
    expect(await failure(stack.up())).to.match(/already exists\. \(81053\)/);
    opts = { deleteBeforeReplace: true };
    const before = writes().length;
    await stack.up();
    expect(writes(before)).to.deep.equal([
      "DELETE /zones/<id>/dns_records/<id>",
      "POST /zones/<id>/dns_records",
    ]);
  });

  it("shows in the preview what the provider refuses, and at apply what only the API does", async () => {
    let wrong: Partial<DnsRecordArgs> = { priority: 70000 };
    stack = await runProgram(cloud, () => Promise.resolve(record(cloud, wrong)));
    expect(await failure(stack.preview())).to.match(
      /Attribute priority value must be between 0 and 65535, got: 70000/,
    );
    wrong = { proxied: true, ttl: 300 };
    await stack.preview();
    expect(await failure(stack.up())).to.match(/ttl must be set to 1 when `proxied` is true/);
    expect(cloud.account.size).to.equal(0);
  });

  it("creates only what is missing after a fault", async () => {
    stack = await runProgram(cloud, () =>
      Promise.resolve(declareSite(cloud, ["primary", "backup"])),
    );
    cloud.faults.add({
      match: { type: types.pool, nth: 2 },
      fault: { kind: "serverError" },
      times: Infinity,
    });
    expect(await failure(stack.up())).to.match(/Internal Server Error/);
    cloud.faults.clear();
    await stack.up();
    expect(cloud.account.ofType(types.pool)).to.have.lengthOf(2);
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
  });

  it("deletes a live object whose import option stays in the program", async () => {
    const { accountId } = cloud.seed;
    const inputs = { accountId, name: "live", checkRegions: ["WEU"] };
    const origins = [{ name: "a", address: "198.51.100.1" }];
    const connection = cloud.provider.connect();
    const subject = { type: types.pool, connection, secrets: new Set<string>() };
    const { id } = await cloud.provider.create(subject, { ...inputs, origins }, false);
    stack = await runProgram(cloud, () => {
      const changed = { ...inputs, origins, description: "adopted" };
      new LoadBalancerPool("live", changed, { import: `${accountId}/${id}` });
      return Promise.resolve();
    });
    await stack.up();
    expect(cloud.account.get(types.pool, id)?.properties.description).to.equal("adopted");
    const preview = await stack.preview();
    expect(
      preview.steps.filter(({ type }) => type === types.pool).map(({ op }) => op),
    ).to.deep.equal(["import-replacement", "replace", "delete-replaced"]);
  });

  it("runs a project directory as a user would", async () => {
    const directory = writeProject(join(folder, "project"), {
      ...plainProject,
      "Pulumi.test.yaml": "config:\n  demo:address: 192.0.2.7\n",
      "index.js": `
        const { Config } = require("@pulumi/pulumi");
        const { DnsRecord } = require("@pulumi/cloudflare/dnsRecord");
        const { getIpRangesOutput } = require("@pulumi/cloudflare/getIpRanges");
        const content = new Config().require("address");
        const zoneId = "${cloud.seed.zones[0]?.id ?? ""}";
        const record = new DnsRecord("www", { zoneId, name: "www", type: "A", content, ttl: 1 });
        exports.name = record.name;
        exports.ranges = getIpRangesOutput().ipv4Cidrs.apply((ranges) => ranges.length);`,
    });
    stack = await openProject(cloud, directory);
    const preview = await stack.preview();
    expect(
      preview.steps
        .filter(({ type }) => type === types.record)
        .map(({ op, newInputs }) => [op, newInputs?.content]),
    ).to.deep.equal([["create", "192.0.2.7"]]);
    expect((await stack.up()).counts).to.deep.equal({ create: 2 });
    expect(await stack.outputs()).to.deep.equal({ name: "www", ranges: 15 });
  });

  it("does not wake one run's wait when another run on the same cloud ends", async () => {
    await cloud.stop();
    cloud = await startCloud({ timeScale: 0.02 });
    stack = await runProgram(cloud, () => Promise.resolve(record(cloud, {})));
    cloud.faults.add({ match: { method: "POST" }, fault: { kind: "hang" } });
    const hanging = stack.up();
    const short = await runProgram(cloud, () => Promise.resolve(), { stackName: "other" });
    try {
      await short.up();
      expect((await hanging).counts).to.deep.equal({ create: 2 });
    } finally {
      await short.close();
    }
    expect(cloud.journal.calls.map(({ outcome }) => outcome.message ?? "answered")).to.deep.equal([
      "request timed out",
      "answered",
    ]);
  });

  it("keeps a secret out of events, state, journal and account file", async () => {
    const accountFile = join(folder, "account.jsonl");
    await cloud.stop();
    cloud = await startCloud({ accountFile });
    const secret = `${secretMark}-of-the-webhook`;
    const program = () => {
      const { accountId } = cloud.seed;
      new NotificationPolicyWebhooks("hook", {
        accountId,
        name: "hook",
        url: "https://example.com/hook",
        secret: new Config("program").requireSecret("hook"),
      });
      return Promise.resolve();
    };
    stack = await runProgram(cloud, program, {
      config: { "program:hook": { secret } },
    });
    const up = await stack.up();
    const refreshed = await stack.preview({ refresh: true });
    expect(refreshed.changes).to.deep.equal({});
    const written = [up, refreshed, await stack.exportState(), cloud.journal.calls];
    expect(JSON.stringify(written)).to.not.include(secret);
    expect(cloud.journal.writes().map(({ body }) => body?.secret)).to.deep.equal(["[secret]"]);
  });
});
