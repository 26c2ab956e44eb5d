import { certificateRequest } from "../../../support/certificateRequest";
import { expect } from "chai";
import Cloudflare from "cloudflare";
import { defaultAccountId, defaultZoneId } from "../../../../sandbox/cloud/accountSeed";
import { cloudflareRanges } from "../../../../facts/cloudflare/ranges";
import { all, clientAtDoor, refusal } from "./officialClient";
import { monitor as monitorBody } from "./servedAnswers";

const zone_id = defaultZoneId;
const account_id = defaultAccountId;

/** What the client declares of a create and an update is `unknown` besides. */
type Ruleset = Cloudflare.Rulesets.RulesetGetResponse;

describe("the official client at the sandbox's API", () => {
  const here = clientAtDoor();

  it("verifies its token, and reads the account, the zone, its plans and the ranges", async () => {
    const { client } = here;
    expect((await client.user.tokens.verify()).status).to.equal("active");
    expect((await all(client.accounts.list())).map(({ id }) => id)).to.deep.equal([account_id]);
    expect((await client.accounts.get({ account_id })).id).to.equal(account_id);
    const [zone, ...others] = await all(client.zones.list({ name: "example.com" }));
    expect(others).to.deep.equal([]);
    expect(zone).to.deep.equal(await client.zones.get({ zone_id }));
    expect([zone?.id, zone?.name, zone?.status, zone?.account.id]).to.deep.equal([
      ...[zone_id, "example.com", "active", account_id],
    ]);
    expect(await all(client.zones.list({ name: "example.net" }))).to.deep.equal([]);
    const plans = await all(client.zones.plans.list({ zone_id }));
    expect(plans.map(({ legacy_id }) => legacy_id)).to.include("enterprise");
    const ranges = await client.ips.list();
    expect(ranges).to.deep.include({
      ipv4_cidrs: cloudflareRanges.ipv4,
      ipv6_cidrs: cloudflareRanges.ipv6,
    });
  });

  it("sets and reads settings of a zone", async () => {
    const { settings } = here.client.zones;
    const set = await settings.edit("ssl", { zone_id, value: "strict" });
    expect(set).to.deep.include({ id: "ssl", value: "strict", editable: true });
    expect(await settings.get("ssl", { zone_id })).to.deep.equal(set);
    expect((await refusal(settings.edit("ssl", { zone_id, value: "tight" })))[0]).to.equal(400);
  });

  it("makes a monitor, pools and a load balancer, reads the health of a pool, and cannot delete what is in use", async () => {
    const { loadBalancers } = here.client;
    const monitor = await loadBalancers.monitors.create({ account_id, ...monitorBody });
    const pool = await loadBalancers.pools.create({
      ...{ account_id, name: "primary", monitor: monitor.id },
      origins: [
        {
          name: "one",
          address: "203.0.113.30",
          enabled: true,
          header: { Host: ["www.example.com"] },
        },
      ],
    });
    const id = pool.id as string;
    expect(pool.origins).to.have.lengthOf(1);
    expect(pool.origins?.[0]).to.deep.include({
      ...{ name: "one", address: "203.0.113.30", enabled: true, weight: 1 },
      header: { Host: ["www.example.com"] },
    });
    const balancer = await loadBalancers.create({
      ...{
        zone_id,
        name: "www.example.com",
        default_pools: [id],
        fallback_pool: id,
        proxied: true,
      },
    });
    expect(balancer).to.deep.include({
      name: "www.example.com",
      enabled: true,
      default_pools: [id],
    });
    expect((await all(loadBalancers.list({ zone_id }))).map((each) => each.id)).to.deep.equal([
      balancer.id,
    ]);
    expect(
      (await all(loadBalancers.pools.list({ account_id }))).map((each) => each.id),
    ).to.deep.equal([id]);
    expect(
      (await all(loadBalancers.monitors.list({ account_id }))).map((each) => each.id),
    ).to.deep.equal([monitor.id]);
    const health = await loadBalancers.pools.health.get(id, { account_id });
    expect(health).to.deep.equal({ pool_id: id, pop_health: {} });
    const nowhere = loadBalancers.pools.health.get("f".repeat(32), { account_id });
    expect((await refusal(nowhere))[0]).to.equal(404);
    const edited = await loadBalancers.pools.edit(id, { account_id, enabled: false });
    expect(edited).to.deep.include({ enabled: false, name: "primary", monitor: monitor.id });

    const [status, ...errors] = await refusal(loadBalancers.pools.delete(id, { account_id }));
    expect([status, errors.map(([code]) => code)]).to.deep.equal([412, [1005]]);
    await loadBalancers.delete(balancer.id as string, { zone_id });
    expect(await loadBalancers.pools.delete(id, { account_id })).to.deep.equal({ id });
    await loadBalancers.monitors.delete(monitor.id as string, { account_id });
    expect(await all(loadBalancers.monitors.list({ account_id }))).to.deep.equal([]);
  });

  it("makes rulesets, reads them with and without their rules, and deletes them", async () => {
    const { rulesets } = here.client;
    const made = (await rulesets.create({
      ...{ zone_id, name: "cache", kind: "zone", phase: "http_request_cache_settings" },
      rules: [
        { action: "set_cache_settings", expression: "true", action_parameters: { cache: true } },
      ],
    })) as Ruleset;
    expect(made).to.deep.include({
      name: "cache",
      kind: "zone",
      phase: "http_request_cache_settings",
      version: "1",
    });
    const [listed] = await all(rulesets.list({ zone_id }));
    expect(listed).to.deep.include({ id: made.id, phase: "http_request_cache_settings" });
    expect(listed).to.not.have.property("rules");
    const read = await rulesets.get(made.id, { zone_id });
    expect(read.rules).to.have.lengthOf(1);
    expect(read.rules[0]).to.deep.include({ action: "set_cache_settings", expression: "true" });
    const more = (await rulesets.update(made.id, { zone_id, rules: [] })) as Ruleset;
    expect([more.rules ?? [], more.version]).to.deep.equal([[], "2"]);
    await rulesets.delete(made.id, { zone_id });
    expect(await all(rulesets.list({ zone_id }))).to.deep.equal([]);
  });

  it("writes the entry point of a phase, which makes it, and reads it", async () => {
    const { phases } = here.client.rulesets;
    const phase = "http_config_settings";
    const missing = await refusal(phases.get(phase, { zone_id }));
    expect([missing[0], missing[1]?.[0]]).to.deep.equal([404, 10003]);
    const rule = { action: "set_config", expression: "true", ref: "first" } as const;
    const made = (await phases.update(phase, { zone_id, rules: [rule] })) as Ruleset;
    expect(made).to.deep.include({ kind: "zone", phase, version: "1" });
    expect(made.rules.map(({ ref, expression }) => [ref, expression])).to.deep.equal([
      ["first", "true"],
    ]);
    const again = (await phases.update(phase, {
      zone_id,
      rules: [rule, { ...rule, ref: "next" }],
    })) as Ruleset;
    expect([again.id, again.version]).to.deep.equal([made.id, "2"]);
    expect(again.rules[0]?.id).to.equal(made.rules[0]?.id);
    expect(await phases.get(phase, { zone_id })).to.deep.equal(again);
    await here.client.rulesets.delete(made.id, { zone_id });
    expect((await refusal(phases.get(phase, { zone_id })))[0]).to.equal(404);
  });

  it("reads the plans that a zone may have, none of them billed", async () => {
    const plans = await all(here.client.zones.plans.list({ zone_id }));
    expect(plans.map((plan) => [plan.legacy_id, plan.is_subscribed, plan.frequency])).to.deep.equal(
      ["free", "pro", "business", "enterprise"].map((id) => [id, id === "enterprise", undefined]),
    );
  });

  it("orders, reads and revokes a certificate of Origin CA", async () => {
    const { originCACertificates } = here.client;
    const made = await originCACertificates.create({
      ...{
        csr: certificateRequest,
        hostnames: ["*.example.com", "example.com"],
        request_type: "origin-rsa",
        requested_validity: 5475,
      },
    });
    expect(made.hostnames).to.deep.equal(["*.example.com", "example.com"]);
    const id = made.id as string;
    expect((await originCACertificates.get(id)).id).to.equal(id);
    expect(
      (await all(originCACertificates.list({ zone_id }))).map((each) => each.id),
    ).to.deep.equal([id]);
    expect((await originCACertificates.delete(id)).id).to.equal(id);
  });

  it("reads the certificate that a zone has from the start, and the pages that nobody has customized", async () => {
    const { client } = here;
    const [pack, ...others] = await all(client.ssl.certificatePacks.list({ zone_id }));
    expect(others).to.deep.equal([]);
    expect(pack).to.deep.include({
      ...{ type: "universal", status: "active", hosts: ["example.com", "*.example.com"] },
    });
    for (const at of [{ zone_id }, { account_id }]) {
      const pages = await all(client.customPages.list(at));
      expect(pages).to.have.lengthOf(10);
      expect(new Set(pages.map(({ state }) => state))).to.deep.equal(new Set(["default"]));
    }
  });

  it("hears the API's own codes", async () => {
    const { client, url, token } = here;
    const { records } = client.dns;
    const record = {
      zone_id,
      type: "CNAME",
      name: "twice",
      content: "a.example.net",
      ttl: 300,
    } as const;
    await records.create(record);
    expect((await refusal(records.create(record)))[1]?.[0]).to.equal(81058);
    expect(
      (await refusal(records.create({ ...record, type: "A", content: "203.0.113.1" })))[1]?.[0],
    ).to.equal(81054);
    const nobody = new Cloudflare({ apiToken: "a".repeat(40), baseURL: url, maxRetries: 0 });
    const [status, ...errors] = await refusal(nobody.zones.get({ zone_id }));
    expect([status, errors.length]).to.deep.equal([403, 1]);
    expect([9109, 10000]).to.include(errors[0]?.[0]);
    expect(JSON.stringify(errors)).to.not.include(token);
    expect((await refusal(client.zones.get({ zone_id: "f".repeat(32) })))[0]).to.be.oneOf([
      403, 404,
    ]);
    expect((await refusal(client.get("/no/such/path")))[0]).to.be.oneOf([400, 404]);
  });
});
