import { expect } from "chai";

import { defaultZoneId as zoneId } from "../../../../sandbox/cloud/accountSeed";
import { RateLimit } from "../../../../sandbox/cloud/api/rateLimit";
import { httpAtDoor } from "./httpClient";

/** 1,200 calls in five minutes, as Cloudflare publishes it. */
const policy = '"default";q=1200;w=300';

describe("how many calls are left", () => {
  const systemNow = Date.now;
  let now: number;
  beforeEach(() => {
    now = Date.UTC(2026, 0, 1);
    Date.now = () => now;
  });
  afterEach(() => {
    Date.now = systemNow;
  });

  const left = (limit: RateLimit): string | undefined => limit.headers().ratelimit;

  it("is one less with each call, and all again when the five minutes are over", () => {
    const limit = new RateLimit();
    expect(limit.headers()).to.deep.equal({
      ratelimit: '"default";r=1199;t=300',
      "ratelimit-policy": policy,
    });
    now += 1500;
    expect(left(limit)).to.equal('"default";r=1198;t=299');
    now += 298_499;
    expect(left(limit)).to.equal('"default";r=1197;t=1');
    now += 1;
    expect(left(limit)).to.equal('"default";r=1199;t=300');
    now += 900_000;
    expect(left(limit)).to.equal('"default";r=1199;t=300');
  });

  it("is never none, since none is refused", () => {
    const limit = new RateLimit();
    const told = Array.from({ length: 1201 }, () => left(limit));
    expect(told.slice(1197)).to.deep.equal([
      ...['"default";r=2;t=300', '"default";r=1;t=300'],
      ...['"default";r=1;t=300', '"default";r=1;t=300'],
    ]);
  });
});

describe("how many calls are left, in the answers of the API", () => {
  const here = httpAtDoor();
  const records = `/zones/${zoneId}/dns_records`;

  it("stands in each, whatever came of the call", async () => {
    const record = JSON.stringify({ name: "www", type: "A", content: "192.0.2.1" });
    const ruleset = { name: "rules", kind: "zone", phase: "http_request_firewall_custom" };
    const { id } = await here.client.ok("POST", `/zones/${zoneId}/rulesets`, ruleset);
    const token = { headers: { authorization: `Bearer ${"x".repeat(40)}` } };
    const calls: readonly (readonly [string, string, RequestInit?])[] = [
      ["POST", records, { body: record }],
      ["DELETE", `/zones/${zoneId}/rulesets/${id}`],
      ["GET", `${records}/export`],
      ["POST", records, { body: "{" }],
      ["GET", records, token],
      ["GET", `${records}/${"0".repeat(32)}`],
      ["GET", "/ips"],
    ];
    const told: unknown[] = [];
    for (const [method, path, init] of calls) {
      const { status, headers } = await here.client.raw(method, path, init);
      const [, count] = /^"default";r=(\d+);t=\d+$/.exec(headers.get("ratelimit") ?? "") ?? [];
      told.push([status, count, headers.get("ratelimit-policy")]);
    }
    expect(told).to.deep.equal([
      [200, "1198", policy],
      [204, "1197", policy],
      [200, "1196", policy],
      [400, "1195", policy],
      [403, "1194", policy],
      [404, "1193", policy],
      [200, "1192", policy],
    ]);
  });

  for (const [kind, status, fault] of [
    ["429", 429, { kind: "rateLimited", retryAfterSeconds: 7 }],
    ["a page of a server error", 502, { kind: "serverError", status: 502, form: "html" }],
    ["an answer that breaks off", 200, { kind: "truncated" }],
  ] as const) {
    it(`stands in ${kind}`, async () => {
      here.cloud.faults.add({ fault });
      const answer = await here.client.raw("GET", records);
      expect(answer.status).to.equal(status);
      expect(answer.headers.get("ratelimit")).to.match(/^"default";r=1199;t=\d+$/);
      expect(answer.headers.get("ratelimit-policy")).to.equal(policy);
      await answer.text().catch(() => undefined);
    });
  }
});
