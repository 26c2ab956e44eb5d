import type Cloudflare from "cloudflare";
import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  defaultAccountId as account_id,
  defaultZoneId as zone_id,
} from "../../../../sandbox/cloud/accountSeed";
import { packageFile } from "../../../../sandbox/packageFile";
import { certificateRequest } from "../../../support/certificateRequest";
import { all, clientAtDoor } from "./officialClient";

const name = "example.com";
const origins = [{ name: "a", address: "192.0.2.1" }];
const phase = "http_request_firewall_custom";

/** Ids of what was made, by what it is called here. */
type Made = Readonly<Record<string, string>>;

const idsOf = async (pages: AsyncIterable<{ readonly id?: string | null }>) =>
  (await all(pages)).map(({ id }) => id);

/** What the doctor reads: by the client's name of the call, what it answers. */
const doctorCalls: Readonly<
  Record<string, (client: Cloudflare, made: Made) => Promise<readonly [unknown, unknown]>>
> = {
  "zones.list": async ({ zones }) => [await idsOf(zones.list({ name })), [zone_id]],
  "dns.records.list": async ({ dns }, { record }) => [
    await idsOf(dns.records.list({ zone_id, per_page: 1000 })),
    [record],
  ],
  "loadBalancers.list": async ({ loadBalancers }, { balancer }) => [
    await idsOf(loadBalancers.list({ zone_id })),
    [balancer],
  ],
  "loadBalancers.pools.list": async ({ loadBalancers }, { pool }) => [
    await idsOf(loadBalancers.pools.list({ account_id })),
    [pool],
  ],
  "loadBalancers.pools.health.get": async ({ loadBalancers }, { pool = "" }) => [
    (await loadBalancers.pools.health.get(pool, { account_id })).pool_id,
    pool,
  ],
  "zones.settings.get": async ({ zones }) => {
    const setting = await zones.settings.get("ssl", { zone_id });
    return [setting, { ...setting, id: "ssl", value: "strict" }];
  },
  "rulesets.list": async ({ rulesets }, { ruleset }) => [
    (await all(rulesets.list({ zone_id })))
      .filter((one) => one.phase === phase)
      .map(({ id }) => id),
    [ruleset],
  ],
  "rulesets.get": async ({ rulesets }, { ruleset = "" }) => [
    (await rulesets.get(ruleset, { zone_id })).rules.map(({ expression }) => expression),
    ["ssl"],
  ],
  "originTLSClientAuth.settings.get": async ({ originTLSClientAuth }) => [
    await originTLSClientAuth.settings.get({ zone_id }),
    { enabled: false },
  ],
  "workers.routes.list": async ({ workers }, { route }) => [
    await idsOf(workers.routes.list({ zone_id })),
    [route],
  ],
  "ssl.certificatePacks.list": async ({ ssl }, { pack }) => [
    await idsOf(ssl.certificatePacks.list({ zone_id, status: "all" })),
    // Universal SSL's own pack, which the stand-in gives the zone's id, stands before it.
    [zone_id, pack],
  ],
  "zeroTrust.tunnels.cloudflared.get": async ({ zeroTrust }, { tunnel = "" }) => [
    (await zeroTrust.tunnels.cloudflared.get(tunnel, { account_id })).status,
    "inactive",
  ],
};

/** What an adoption reads beside that, to import what is there by its id. */
const adoptionCalls: typeof doctorCalls = {
  "loadBalancers.monitors.list": async ({ loadBalancers }, { monitor }) => [
    await idsOf(loadBalancers.monitors.list({ account_id })),
    [monitor],
  ],
  "alerting.policies.list": async ({ alerting }, { policy }) => [
    await idsOf(alerting.policies.list({ account_id })),
    [policy],
  ],
  "alerting.destinations.webhooks.list": async ({ alerting }, { webhook }) => [
    await idsOf(alerting.destinations.webhooks.list({ account_id })),
    [webhook],
  ],
  "originCACertificates.list": async ({ originCACertificates }, { certificate }) => [
    await idsOf(originCACertificates.list({ zone_id })),
    [certificate],
  ],
  "healthchecks.list": async ({ healthchecks }, { check }) => [
    await idsOf(healthchecks.list({ zone_id })),
    [check],
  ],
  "pageRules.list": async ({ pageRules }, { rule }) => [
    (await pageRules.list({ zone_id })).map(({ id }) => id),
    [rule],
  ],
  "zeroTrust.tunnels.cloudflared.list": async ({ zeroTrust }, { tunnel }) => [
    await idsOf(zeroTrust.tunnels.cloudflared.list({ account_id })),
    [tunnel],
  ],
  "waitingRooms.list": async ({ waitingRooms }, { room }) => [
    await idsOf(waitingRooms.list({ zone_id })),
    [room],
  ],
  "rules.lists.list": async ({ rules }, { list }) => [
    await idsOf(rules.lists.list({ account_id })),
    [list],
  ],
};

/** Makes one of each, as another client than ours did once. */
async function makeAll(client: Cloudflare): Promise<Made> {
  const { loadBalancers, alerting } = client;
  const made: Record<string, string> = {};
  const keep = async (what: string, call: Promise<unknown>) => {
    made[what] = ((await call) as { readonly id?: string }).id ?? "";
  };
  const record = { zone_id, type: "A", name, content: "192.0.2.1", ttl: 1 } as const;
  await keep("record", client.dns.records.create(record));
  await keep(
    "monitor",
    loadBalancers.monitors.create({ account_id, type: "https", expected_codes: "200" }),
  );
  await keep("pool", loadBalancers.pools.create({ account_id, name: "one", origins }));
  const { pool = "" } = made;
  await keep(
    "balancer",
    loadBalancers.create({ zone_id, name, default_pools: [pool], fallback_pool: pool }),
  );
  await keep(
    "ruleset",
    client.rulesets.create({
      ...{ zone_id, kind: "zone", name: "rules", phase },
      rules: [{ action: "log", expression: "ssl" }],
    }),
  );
  const mechanisms = { email: [{ id: "oncall@example.com" }] };
  await keep(
    "policy",
    alerting.policies.create({
      ...{ account_id, name: "health", enabled: true, mechanisms },
      alert_type: "load_balancing_health_alert",
    }),
  );
  await keep(
    "webhook",
    alerting.destinations.webhooks.create({
      ...{ account_id, name: "hook", url: "https://hooks.example.net/x" },
    }),
  );
  await keep(
    "certificate",
    client.originCACertificates.create({
      ...{ csr: certificateRequest, hostnames: [name] },
      ...{ request_type: "origin-rsa", requested_validity: 5475 },
    }),
  );
  await keep("check", client.healthchecks.create({ zone_id, name: "check", address: name }));
  await keep(
    "rule",
    client.pageRules.create({
      zone_id,
      targets: [{ target: "url", constraint: { operator: "matches", value: `${name}/*` } }],
      actions: [{ id: "ssl", value: "strict" }],
    }),
  );
  await keep("route", client.workers.routes.create({ zone_id, pattern: `${name}/*` }));
  await keep(
    "pack",
    client.ssl.certificatePacks.create({
      ...{ zone_id, type: "advanced", hosts: [name, `*.${name}`], validation_method: "txt" },
      ...{ validity_days: 90, certificate_authority: "google" },
    }),
  );
  await keep("tunnel", client.zeroTrust.tunnels.cloudflared.create({ account_id, name: "one" }));
  await keep(
    "room",
    client.waitingRooms.create({
      ...{ zone_id, name: "room", host: name, total_active_users: 300, new_users_per_minute: 200 },
    }),
  );
  await client.zones.settings.edit("ssl", { zone_id, value: "strict" });
  await keep("list", client.rules.lists.create({ account_id, kind: "ip", name: "office" }));
  return made;
}

describe("what the doctor and an adoption read, by the official client", () => {
  const here = clientAtDoor();
  let made: Made;
  before(async () => {
    made = await makeAll(here.client);
  });

  for (const [call, read] of Object.entries({ ...doctorCalls, ...adoptionCalls })) {
    it(`is answered at ${call}`, async () => {
      const [answered, expected] = await read(here.client, made);
      expect(answered).to.deep.equal(expected);
    });
  }

  it("is every call that the doctor makes", () => {
    const folder = packageFile("doctor/api");
    const text = readdirSync(folder)
      .map((file) => readFileSync(path.join(folder, file), "utf8"))
      .join("\n");
    const calls = [...text.matchAll(/([\w.]+)\((?:[^()]|\(\))*\boptions\)/g)].map(([, call = ""]) =>
      call.replace(/^client\./, ""),
    );
    const names = calls.filter((call) => call.includes("."));
    expect([...new Set(names)].sort()).to.deep.equal(Object.keys(doctorCalls).sort());
  });
});
