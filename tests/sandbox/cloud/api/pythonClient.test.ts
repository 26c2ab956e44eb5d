import { expect } from "chai";
import path from "node:path";
import { cloudflareRanges } from "../../../../facts/cloudflare/ranges";
import { cloudflareServedTypes } from "../../../../sandbox/cloud/cloudflare/handlers";
import { types } from "../../../../sandbox/cloud/account/indexes";
import { defaultAccountId, defaultZoneId } from "../../../../sandbox/cloud/accountSeed";
import { startCloud, type Cloud } from "../../../../sandbox/startCloud";
import { runChild } from "../../../../sandbox/engine/childProcess";
import { pythonWith } from "../../../support/python/environment";
import { orSkip } from "../../../support/python/orSkip";
import { uploadedAsForm } from "./servedAnswers";

type Told = Readonly<Record<string, unknown>>;

/** What the program tells of its calls, by their names. */
interface Answers {
  readonly [call: string]: Told & Told[] & string;
}

describe("the official client for Python at the sandbox's API", function () {
  this.timeout(300_000);
  let cloud: Cloud;
  let told: Answers;

  before(async function () {
    const python = path.join(await orSkip(this, pythonWith("cloudflare")), "python");
    cloud = await startCloud();
    const { url, token } = await cloud.openApi();
    const script = path.join(__dirname, "pythonClient.py");
    const args = [script, url, token, defaultZoneId, defaultAccountId];
    const environment = { PATH: process.env.PATH };
    const { exitCode, stdout, stderr } = await runChild(python, args, { environment });
    expect([exitCode, stderr]).to.deep.equal([0, ""]);
    told = JSON.parse(stdout) as Answers;
  });
  after(() => cloud?.stop());

  const names = (call: string): unknown[] => (told[call] ?? []).map(({ name }) => name);

  it("finds its way: token, account, zone, plans, ranges", () => {
    expect(told.token).to.deep.include({ status: "active" });
    expect(told.accounts).to.deep.equal([told.account]);
    expect(told.account).to.deep.include({ id: defaultAccountId });
    expect(told.zones).to.deep.equal([told.zone]);
    expect(told.zone).to.deep.include({ id: defaultZoneId, name: "example.com", status: "active" });
    expect(told.plans?.map(({ legacy_id }) => legacy_id)).to.deep.equal([
      ...["free", "pro", "business", "enterprise"],
    ]);
    expect(told.ranges).to.deep.include({
      ipv4_cidrs: cloudflareRanges.ipv4,
      ipv6_cidrs: cloudflareRanges.ipv6,
    });
  });

  it("sets and reads settings, and one that nobody has set", () => {
    expect(told.setting).to.deep.include({ id: "ssl", value: "strict", editable: true });
    expect(told.settingRead).to.deep.equal(told.setting);
    expect(told.settingUntouched).to.deep.include({ id: "min_tls_version", value: "1.0" });
  });

  it("lists records in order over pages, filters, edits and changes them together", () => {
    expect(names("records")).to.deep.equal(["a2", "a1", "a0"].map((name) => `${name}.example.com`));
    expect(names("recordsFiltered")).to.deep.equal(["a1.example.com"]);
    const mail = { type: "MX", name: "example.com", content: "mx.example.net", priority: 5 };
    expect(told.record).to.deep.include({ ...mail, ttl: 300 });
    expect(told.recordEdited).to.deep.include({ ...mail, ttl: 600 });
    const { deletes, posts } = told.batch as unknown as Readonly<Record<string, Told[]>>;
    expect([deletes, posts].map((some) => some?.map(({ name }) => name))).to.deep.equal([
      ["example.com"],
      ["t.example.com"],
    ]);
    expect(told.recordGone).to.deep.equal([404, [81044]]);
    expect(told.export?.split("\n").filter((line) => line.includes("\tTXT\t"))).to.deep.equal([
      't.example.com.\t300\tIN\tTXT\t"text"',
    ]);
  });

  it("makes and lists what balances load, and cannot delete what is in use", () => {
    expect(told.monitors).to.deep.equal([told.monitor]);
    expect(told.monitor).to.deep.include({ header: { Host: ["www.example.com"] } });
    expect(told.pools).to.deep.equal([told.pool]);
    expect(told.pool).to.deep.include({ name: "primary", monitor: told.monitor?.id });
    expect(told.poolHealth).to.deep.equal({ pool_id: told.pool?.id, pop_health: {} });
    expect(told.balancers).to.deep.equal([told.balancer]);
    expect(told.balancer).to.deep.include({ default_pools: [told.pool?.id], proxied: true });
    expect(told.poolInUse).to.deep.equal([412, [1005]]);
    expect(told.healthchecks).to.deep.equal([told.healthcheck]);
  });

  it("makes rulesets, whose rules have versions, and finds an entry point", () => {
    expect(names("rulesets")).to.deep.equal(["cache"]);
    expect(told.entryPoint).to.deep.equal(told.ruleset);
    const { rules, last_updated } = told.ruleset as unknown as {
      rules: Told[];
      last_updated: string;
    };
    expect(rules.map((rule) => [rule.version, rule.last_updated])).to.deep.equal([
      ["1", last_updated],
    ]);
  });

  it("makes page rules, routes, tunnels, waiting rooms and lists", () => {
    expect(told.pageRules).to.deep.equal([told.pageRule]);
    expect(told.pageRule).to.deep.include({ status: "active", priority: 1 });
    expect(told.routes).to.deep.equal([told.route]);
    expect(told.route).to.deep.include({ pattern: "www.example.com/*" });
    expect(told.tunnel).to.deep.include({ name: "web", config_src: "cloudflare" });
    const { config } = told.tunnelConfiguration as unknown as { config: { ingress: Told[] } };
    expect(config.ingress.map(({ service }) => service)).to.deep.equal([
      ...["http://localhost:8080", "http_status:404"],
    ]);
    expect(told.rooms).to.deep.equal([told.room]);
    expect(told.events).to.deep.equal([told.event]);
    expect(told.event).to.deep.include({ name: "opening", suspended: false });
    expect(told.roomRules?.map(({ action }) => action)).to.deep.equal(["bypass_waiting_room"]);
    expect(told.operation).to.have.all.keys("operation_id");
    expect(told.items?.map(({ ip }) => ip)).to.deep.equal(["203.0.113.9"]);
    expect(told.list).to.deep.include({ kind: "ip", name: "uptime", num_items: 1 });
  });

  it("reads alerts, certificates, switches and pages", () => {
    expect(names("webhooks")).to.deep.equal(["pager"]);
    expect(names("policies")).to.deep.equal(["health"]);
    expect([told.originCertificates, told.originPullCertificates]).to.deep.equal([[], []]);
    expect(told.originPulls).to.deep.equal({ enabled: false });
    expect([told.tieredCache?.value, told.argo?.value]).to.deep.equal(["on", "off"]);
    expect(told.certificatePacks?.map(({ type }) => type)).to.deep.equal(["universal"]);
    expect(told.customPages).to.have.lengthOf(10);
    expect(told.zoneElsewhere).to.deep.equal([404, [0]]);
  });

  it("has called every type that the stand-in serves with rules, but for two", () => {
    const called = new Set(cloud.journal.calls.map(({ type }) => type));
    expect(cloudflareServedTypes.filter((type) => !called.has(type))).to.deep.equal([
      types.monitorGroup,
      uploadedAsForm,
    ]);
  });
});
