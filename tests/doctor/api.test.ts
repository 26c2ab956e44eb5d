import { expect } from "chai";
import { createServer, type Server } from "node:http";
import { examineAccount, type AccountReading, type AccountTarget } from "../../doctor/api";
import { judgePoolEvents } from "../../doctor/api/poolEvents";
import { judgePoolHealth } from "../../doctor/api/poolHealth";
import type { Evidence } from "../../doctor/evidence";
import { judge } from "../../doctor/judge";
import { witness } from "../../doctor/witness";
import { defaultAccountId, defaultZoneId } from "../../sandbox/cloud/accountSeed";
import { Servers } from "./origin/servers";
import { clientAtDoor } from "../sandbox/cloud/api/officialClient";

const zone_id = defaultZoneId;
const account_id = defaultAccountId;

const never = new AbortController().signal;

const linesOf = (evidence: readonly Evidence[]): string[] =>
  evidence.map(
    ({ outcome, check, seen, speaksFor }) =>
      `${outcome} ${check}: ${seen}${speaksFor.length === 0 ? "" : ` [${speaksFor.join(" ")}]`}`,
  );

describe("the doctor at Cloudflare's API", () => {
  const here = clientAtDoor();
  const read = (hostname: string, more: Partial<AccountTarget> = {}): Promise<AccountReading> => {
    const access = { token: here.token, baseUrl: here.url };
    return examineAccount({ hostname, access, origins: [], retired: [], ...more }, never);
  };
  const setMode = (value: "strict" | "full" | "flexible") =>
    here.client.zones.settings.edit("ssl", { zone_id, value });

  it("reads nothing without a token, and says so once", async () => {
    const { evidence, origins } = await read("www.example.com", { access: undefined });
    expect(linesOf(evidence)).to.deep.equal([
      "unknown account: CLOUDFLARE_API_TOKEN is not set: settings, records, pools and rules were not read",
    ]);
    expect(origins).to.deep.equal([]);
  });

  it("says that the token is not taken, that no zone is seen, and shows no token", async () => {
    const token = "a-token-that-nobody-may-see-1234567890abcdef";
    const refused = await read("www.example.com", { access: { token, baseUrl: here.url } });
    expect(linesOf(refused.evidence)).to.have.length(1);
    expect(linesOf(refused.evidence)[0]).to.match(/^unknown account: .*the token/);
    expect(JSON.stringify(refused)).not.to.contain(token);
    expect(linesOf((await read("www.example.net")).evidence)).to.deep.equal([
      "unknown account: the token sees no zone of www.example.net",
    ]);
    const nobody = { token, baseUrl: "http://127.0.0.1:1/client/v4" };
    const unreached = await read("www.example.com", { access: nobody });
    expect(linesOf(unreached.evidence)).to.deep.equal([
      "unknown account: the API was not reached (Error)",
    ]);
  });

  it("follows a record to the origin, and compares it with what the user knows", async () => {
    await setMode("strict");
    await here.client.dns.records.create({
      ...{ zone_id, name: "shop.example.com", type: "A", content: "203.0.113.10" },
      ...{ ttl: 1, proxied: true },
    });
    const plain = await read("shop.example.com");
    expect(plain.origins).to.deep.equal(["203.0.113.10"]);
    const told = linesOf(plain.evidence);
    expect(told.filter((line) => !line.startsWith("unknown"))).to.deep.equal([
      "pass zone: the zone is active",
      "pass path: records lead to origins",
      "pass rules: no rule of the zone's own refuses everybody",
      "pass encryption-mode: the encryption mode is strict: the origin's certificate counts",
      "pass origin-pulls: Cloudflare shows origins no client certificate",
      "pass worker: no route leads the path to a Worker",
      "pass edge-certificate: Cloudflare has a certificate for the name",
    ]);
    const records = async (more: Partial<AccountTarget>): Promise<string[]> =>
      linesOf((await read("shop.example.com", more)).evidence).filter((line) =>
        / records: /.test(line),
      );
    expect(await records({ origins: ["203.0.113.10"] })).to.deep.equal([
      "pass records: Cloudflare asks 203.0.113.10",
    ]);
    expect(await records({ origins: ["203.0.113.99"] })).to.deep.equal([
      "fail records: Cloudflare asks 203.0.113.10, and the origin is said to be 203.0.113.99 [dns-retired-address]",
    ]);
    expect(await records({ retired: ["203.0.113.0/24"] })).to.deep.equal([
      "fail records: Cloudflare asks 203.0.113.10, which was given up [dns-retired-address]",
    ]);
  });

  it("tells what a mode, a record that is not proxied, and a rule do", async () => {
    await setMode("flexible");
    await here.client.dns.records.create({
      ...{ zone_id, name: "direct.example.com", type: "A", content: "203.0.113.10" },
      ...{ ttl: 300, proxied: false },
    });
    await here.client.rulesets.phases.update("http_request_firewall_custom", {
      zone_id,
      rules: [{ action: "block", expression: 'http.host eq "shop.example.com"' }],
    });
    const fails = async (hostname: string): Promise<string[]> =>
      linesOf((await read(hostname)).evidence).filter((line) => line.startsWith("fail"));
    const mode =
      "fail encryption-mode: the encryption mode is flexible: origins are asked without TLS, at port 80 [encryption-mode]";
    expect(await fails("direct.example.com")).to.deep.equal([
      "fail path: its record does not go through Cloudflare [dns-not-proxied]",
      mode,
    ]);
    // What does not go through Cloudflare meets no Worker, and shows no certificate of its edge.
    expect(
      (await read("direct.example.com")).evidence.filter(({ check }) =>
        ["worker", "edge-certificate"].includes(check),
      ),
    ).to.deep.equal([]);
    const [rule, ...others] = await fails("shop.example.com");
    expect(rule).to.match(
      /^fail rules: the rule .* lets no request through \[edge-rule-answers\]$/,
    );
    expect(others).to.deep.equal([mode]);
    expect((await fails("nothing.example.com"))[0]).to.match(
      /^fail path: .*\[dns-missing-record\]$/,
    );
  });

  it("says that managed rules run, whose refusals hang on the request", async () => {
    const of = async (): Promise<string[]> =>
      linesOf((await read("shop.example.com")).evidence).filter((line) =>
        line.includes("managed-rules"),
      );
    expect(await of()).to.deep.equal([]);
    await here.client.rulesets.phases.update("http_request_firewall_managed", {
      zone_id,
      rules: [
        {
          ...{ action: "execute", expression: "true", description: "Cloudflare's own" },
          action_parameters: { id: "efb7b8c949ac4650a09736fc376e9aee" },
        },
      ],
    });
    expect(await of()).to.deep.equal([
      "unknown managed-rules: managed rules may refuse requests (Cloudflare's own): Security, Events says of a cf-ray whether one did",
    ]);
  });

  it("follows a load balancer to its pools, and says where they are switched off", async () => {
    const { loadBalancers } = here.client;
    const origin = (address: string) => ({ name: "one", address, enabled: true });
    const pools = await Promise.all(
      ["203.0.113.20", "203.0.113.30"].map((address, index) =>
        loadBalancers.pools.create({
          ...{ account_id, name: `pool-${index}`, origins: [origin(address)] },
        }),
      ),
    );
    const [first = "", second = ""] = pools.map(({ id }) => id);
    await loadBalancers.create({
      ...{ zone_id, name: "lb.example.com", default_pools: [first, second] },
      ...{ fallback_pool: second, proxied: true },
    });
    const { evidence, origins } = await read("lb.example.com");
    expect(origins).to.deep.equal(["203.0.113.20", "203.0.113.30"]);
    expect(linesOf(evidence)).to.include("pass path: a load balancer leads to origins");
    expect(
      linesOf(evidence).filter((line) => line.startsWith("unknown pool-health")),
    ).to.have.length(2);
    expect(linesOf(evidence.filter(({ check }) => check === "pool-events"))).to.deep.equal([
      ...Array<string>(2).fill("pass pool-events: no origin of it became unhealthy within a day"),
    ]);
    for (const pool_id of [first, second]) {
      await loadBalancers.pools.edit(pool_id, { account_id, enabled: false });
    }
    const off = linesOf((await read("lb.example.com")).evidence);
    expect(off.filter((line) => line.startsWith("fail path"))[0]).to.match(
      /\[edge-load-balancer-down\]$/,
    );
  });

  it("says which Worker answers at the path that is asked for", async () => {
    await here.client.workers.routes.create({ zone_id, pattern: "shop.example.com/api/*" });
    const worker = async (path: string): Promise<string[]> =>
      linesOf((await read("shop.example.com", { path })).evidence).filter((line) =>
        / worker: /.test(line),
      );
    const none = ["pass worker: no route leads the path to a Worker"];
    // A route without a Worker is one that passes all Workers by.
    expect(await worker("/api/1")).to.deep.equal(none);
    const body = new FormData();
    body.append("metadata", JSON.stringify({ main_module: "a.mjs" }));
    body.append("a.mjs", new Blob(["export default {}"]), "a.mjs");
    const uploaded = await fetch(`${here.url}/accounts/${account_id}/workers/scripts/shop-api`, {
      ...{ method: "PUT", body, headers: { authorization: `Bearer ${here.token}` } },
    });
    expect(uploaded.status).to.equal(200);
    await here.client.workers.routes.create({
      ...{ zone_id, pattern: "shop.example.com/v2/*", script: "shop-api" },
    });
    expect(await worker("/v2/1?a=b")).to.deep.equal([
      "unknown worker: the Worker shop-api answers at the route shop.example.com/v2/*: what it does was not looked at",
    ]);
    expect(await worker("/")).to.deep.equal(none);
  });

  it("says that a name below a name has no certificate at the edge", async () => {
    await here.client.dns.records.create({
      ...{ zone_id, name: "a.b.example.com", type: "A", content: "203.0.113.10" },
      ...{ ttl: 1, proxied: true },
    });
    expect(linesOf((await read("a.b.example.com")).evidence)).to.include(
      "unknown edge-certificate: no certificate at Cloudflare covers the name: visitors get no TLS",
    );
  });

  it("asks Cloudflare how the tunnel is that a name leads to", async () => {
    const { id = "" } = await here.client.zeroTrust.tunnels.cloudflared.create({
      ...{ account_id, name: "office", config_src: "cloudflare" },
    });
    await here.client.dns.records.create({
      ...{ zone_id, name: "tunnel.example.com", type: "CNAME", ttl: 1, proxied: true },
      content: `${id}.cfargotunnel.com`,
    });
    const { evidence } = await read("tunnel.example.com");
    expect(linesOf(evidence.filter(({ check }) => check === "tunnel"))).to.deep.equal([
      "fail tunnel: no connector has ever been connected [edge-tunnel-down]",
    ]);
  });

  it("reads more records than one call gives, and follows one of the last", async () => {
    for (let first = 0; first < 1100; first += 100) {
      await here.client.dns.records.batch({
        zone_id,
        posts: Array.from({ length: 100 }, (_none, index) => ({
          ...{ name: `n${first + index}.example.com`, type: "A" as const, ttl: 1 as const },
          ...{ content: "203.0.113.40", proxied: true },
        })),
      });
    }
    const { evidence, origins } = await read("n1099.example.com");
    expect(origins).to.deep.equal(["203.0.113.40"]);
    expect(linesOf(evidence)).to.include("pass path: records lead to origins");
    const none = await read("n5000.example.com");
    expect(linesOf(none.evidence).filter((line) => / path: /.test(line))[0]).to.match(
      /^fail path: .*\[dns-missing-record\]$/,
    );
  });

  it("reads and changes nothing", () => {
    const { journal } = here.cloud;
    const before = journal.calls.length;
    return read("shop.example.com").then(() => {
      const methods = journal.calls.slice(before).map(({ method }) => method);
      expect([...new Set(methods)]).to.deep.equal(["GET"]);
      expect(methods.length).to.be.lessThan(25);
    });
  });
});

describe("a token without rights", () => {
  const servers = new Servers();
  afterEach(() => servers.stop());

  it("is told for each thing that it may not read, and the rest is read", async () => {
    const zone = { id: "z", name: "example.com", status: "pending", account: { id: "a" } };
    const api: Server = createServer(({ url = "" }, response) => {
      const isZone = url.startsWith("/zones?");
      const isNamed = url.includes("name=example.com");
      response.writeHead(isZone ? 200 : 403, { "content-type": "application/json" });
      response.end(
        JSON.stringify({
          ...{ success: isZone, errors: isZone ? [] : [{ code: 10000, message: "no" }] },
          ...{ messages: [], result: isNamed ? [zone] : [] },
        }),
      );
    });
    const baseUrl = `http://127.0.0.1:${await servers.start(api)}`;
    const target = { hostname: "www.example.com", origins: [], retired: [] };
    const { evidence } = await examineAccount(
      { ...target, access: { token: "t", baseUrl } },
      never,
    );
    expect(
      evidence.filter(({ outcome }) => outcome === "fail").map(({ seen }) => seen),
    ).to.deep.equal([
      "the zone is pending: its name servers are not yet, or no longer, Cloudflare's",
    ]);
    expect(linesOf(evidence.filter(({ check }) => check === "rules"))).to.deep.equal([
      "unknown rules: not all rules of the zone were read",
    ]);
    const unread = evidence.filter(({ check }) => check === "account");
    expect(unread.map(({ seen }) => seen)).to.deep.equal(
      Array(unread.length).fill("the token may not read it (403)"),
    );
    expect(unread.map(({ at }) => at)).to.include.members(["DNS records", "load balancers"]);
  });
});

describe("the health of a pool", () => {
  const at = (healthy: boolean, reason = "No failures") => ({
    healthy,
    origins: [{ "203.0.113.20": { healthy, failure_reason: reason, response_code: 200 } }],
  });

  it("says what the monitors saw", () => {
    const cases: (readonly [object, string])[] = [
      [{ pop_health: {} }, "unknown pool-health: no monitor has said anything of the pool"],
      [{ pop_health: "x" }, "unknown pool-health: no monitor has said anything of the pool"],
      [
        { pop_health: { "Amsterdam, NL": at(true), "Paris, FR": at(true) } },
        "pass pool-health: healthy at 2 of 2 places",
      ],
      [
        {
          pop_health: {
            a: at(false, "TCP connection failed"),
            b: at(false, "TCP connection failed"),
          },
        },
        "fail pool-health: healthy at 0 of 2 places (203.0.113.20: TCP connection failed) [edge-load-balancer-down origin-down cloudflare-blocked]",
      ],
      [
        { pop_health: { a: at(true), b: at(false, "HTTP timeout occurred") } },
        "fail pool-health: healthy at 1 of 2 places (203.0.113.20: HTTP timeout occurred) [origin-slow]",
      ],
    ];
    for (const [answer, expected] of cases) {
      expect(linesOf([judgePoolHealth("eu", answer)])).to.deep.equal([expected]);
    }
  });

  it("calls no site sick that is served, and settles what is seen elsewhere", () => {
    const down = judgePoolHealth("eu", { pop_health: { a: at(false, "Response body mismatch") } });
    const served = witness("edge", "answer", "x").pass("200");
    expect(judge([down, served]).kind).to.equal("healthy");
    const failing = witness("edge", "answer", "x").fail("530", [
      ...(["dns-missing-record", "edge-tunnel-down", "edge-load-balancer-down"] as const),
    ]);
    expect(judge([down, failing]).causes.map(({ cause }) => cause)).to.deep.equal([
      "edge-load-balancer-down",
    ]);
  });
});

describe("the events of a pool", () => {
  const pool = { name: "eu", id: "p" };
  const event = (timestamp: string, healthy: boolean, more: object = {}) => ({
    ...{ id: 1, timestamp, pool: { id: "p", name: "eu", healthy, changed: true } },
    origins: [
      {
        ...{ address: "203.0.113.20", name: "one", changed: true, healthy },
        ...{ failure_reason: healthy ? "No failures" : "HTTP timeout occurred" },
      },
      { address: "203.0.113.21", name: "two", changed: false, healthy: true },
    ],
    ...more,
  });

  it("are told with how often and when, of this pool alone, and not those of a recovery", () => {
    const all = [
      event("2026-11-29T11:00:00Z", false),
      event("2026-11-29T10:30:00Z", true),
      event("2026-11-29T10:00:00Z", false),
      event("2026-11-29T09:00:00Z", false, { pool: { id: "q" } }),
    ];
    const told = judgePoolEvents(pool, all);
    expect(linesOf([told])).to.deep.equal([
      "fail pool-events: its origins became unhealthy 2 times within a day (203.0.113.20: HTTP timeout occurred) [origin-slow]",
    ]);
    expect(told.occurrences).to.deep.equal({
      ...{ count: 2, first: "2026-11-29T10:00:00Z", last: "2026-11-29T11:00:00Z" },
    });
    expect(judge([told, witness("edge", "answer", "x").pass("200")]).kind).to.equal("healthy");
  });

  it("are none, or not to be read", () => {
    expect(linesOf([judgePoolEvents(pool, [event("2026-11-29T10:30:00Z", true)])])).to.deep.equal([
      "pass pool-events: no origin of it became unhealthy within a day",
    ]);
    for (const answer of [undefined, "x", [{ timestamp: 1 }]]) {
      expect(linesOf([judgePoolEvents(pool, answer)])).to.deep.equal([
        "unknown pool-events: the API's answer is no list of events",
      ]);
    }
  });
});
