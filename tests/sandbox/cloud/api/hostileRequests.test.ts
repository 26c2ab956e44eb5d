import { expect } from "chai";
import { connect } from "node:net";

import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../../../sandbox/cloud/accountSeed";
import type { CloudApi } from "../../../../sandbox/cloud/api/cloudApi";
import { longestBody } from "../../../../sandbox/cloud/api/requestBody";
import { startCloud, type Cloud } from "../../../../sandbox/startCloud";
import { HttpClient, type Envelope } from "./httpClient";

const records = `/zones/${zoneId}/dns_records`;
const secret = "whsec-never-in-the-journal";

describe("hostile requests to the API", () => {
  let cloud: Cloud;
  let api: CloudApi;
  let client: HttpClient;
  beforeEach(async () => {
    cloud = await startCloud();
    api = await cloud.openApi();
    client = new HttpClient(api);
  });
  afterEach(() => cloud.stop());

  /** Sends bytes as they are, and reads until the other end closes. */
  const raw = (bytes: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(api.url).port), "127.0.0.1");
      let answer = "";
      socket.on("data", (chunk) => (answer += chunk.toString()));
      socket.on("close", () => resolve(answer));
      socket.on("error", reject);
      socket.write(bytes);
    });
  const envelopeOf = (answer: string): [string, boolean] => {
    const body = JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4)) as Envelope<null>;
    return [answer.slice(0, answer.indexOf("\r\n")), body.success];
  };

  const credentials: readonly (readonly [string, Record<string, string>, number, number])[] = [
    ["no token", {}, 400, 9106],
    ["a key", { "x-auth-email": "a@example.com", "x-auth-key": "k" }, 403, 9103],
    ["another scheme", { authorization: "Basic YTpi" }, 400, 6003],
    ["a token of another form", { authorization: "Bearer x" }, 400, 6003],
    ["another token", { authorization: `Bearer ${"a".repeat(40)}` }, 403, 9109],
  ];
  for (const [what, headers, status, code] of credentials) {
    it(`refuses ${what}`, async () => {
      const answer = await fetch(`${api.url}${records}`, { headers });
      const body = (await answer.json()) as Envelope<null>;
      expect([answer.status, body.errors[0]?.code]).to.deep.equal([status, code]);
      expect(cloud.journal.calls).to.deep.equal([]);
    });
  }

  it("refuses to verify another token with 401, and reads the ranges to everybody", async () => {
    const headers = { authorization: `Bearer ${"a".repeat(40)}` };
    expect((await fetch(`${api.url}/user/tokens/verify`, { headers })).status).to.equal(401);
    expect((await fetch(`${api.url}/ips`)).status).to.equal(200);
  });

  const bodies: readonly (readonly [string, string, number])[] = [
    ["is no JSON", "{", 400],
    ["is a list", "[1]", 400],
    ["is a text", '"x"', 400],
    ["is null", "null", 400],
    ["is nested without end", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, 400],
    ["is too long", `{"a":"${"x".repeat(longestBody)}"}`, 413],
    ["has names that objects have from birth", '{"__proto__":{"name":"x"},"constructor":1}', 400],
    ["holds what no type takes", '{"name":{"a":1},"type":["A"],"content":5,"ttl":true}', 400],
  ];
  for (const [what, body, status] of bodies) {
    it(`refuses a body that ${what}`, async () => {
      const answer = await client.raw("POST", records, { body });
      expect(answer.status).to.equal(status);
      expect(((await answer.json()) as Envelope<null>).success).to.equal(false);
      expect(cloud.account.size).to.equal(0);
      expect(({} as Record<string, unknown>).name).to.equal(undefined);
    });
  }

  const paths: readonly (readonly [method: string, path: string, status: number])[] = [
    ["GET", "/client/v4/../../../../etc/passwd", 400],
    ["GET", "/client/v4/zones/%2e%2e%2f%2e%2e%2fetc%2fpasswd", 404],
    ["GET", "/client/v4/zones/%zz", 400],
    ["GET", "/etc/passwd", 400],
    ["GET", "/client/v4", 400],
    ["GET", "/client/v4/zones//dns_records", 400],
    ["GET", "http://example.com/client/v4/zones", 400],
    ["GET", "/client/v4/zones/__proto__", 404],
    ["GET", "/client/v4/zones/constructor/dns_records", 404],
    ["OPTIONS", "/client/v4/zones", 405],
    ["TRACE", "/client/v4/zones", 405],
    ["PROPFIND", "/client/v4/zones", 405],
    ["DELETE", "/client/v4/ips", 405],
  ];
  for (const [method, path, status] of paths) {
    it(`answers ${method} ${path} with ${status} in the envelope`, async () => {
      const answer = await raw(
        `${method} ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${api.token}\r\nconnection: close\r\n\r\n`,
      );
      const [line, success] = envelopeOf(answer);
      expect([line.split(" ")[1], success]).to.deep.equal([`${status}`, false]);
      expect(answer).to.not.contain("root:");
    });
  }

  const head = (api: CloudApi): string =>
    `host: x\r\nauthorization: Bearer ${api.token}\r\nconnection: close\r\n`;
  const post = `POST /client/v4${records} HTTP/1.1\r\n`;
  const strange: readonly (readonly [what: string, bytes: (api: CloudApi) => string, string])[] = [
    ["no HTTP at all", () => "\u0000\u0001\u0002\r\n\r\n", "400"],
    ["a flood of headers", () => `GET / HTTP/1.1\r\n${"x-flood: 1\r\n".repeat(5_000)}\r\n`, "431"],
    ["an unknown method", () => "FROBNICATE / HTTP/1.1\r\n\r\n", "400"],
    ["HTTP/2", () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "400"],
    ["no host", () => "GET /client/v4/ips HTTP/1.1\r\nconnection: close\r\n\r\n", "400"],
    ["a tunnel", (api) => `CONNECT example.net:443 HTTP/1.1\r\n${head(api)}\r\n`, "405"],
    ["the server itself", (api) => `OPTIONS * HTTP/1.1\r\n${head(api)}\r\n`, "400"],
    [
      "an expectation",
      (api) => `${post}${head(api)}expect: more\r\ncontent-length: 0\r\n\r\n`,
      "417",
    ],
    [
      "two lengths of a body",
      (api) =>
        `${post}${head(api)}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      "400",
    ],
    ["a length below zero", (api) => `${post}${head(api)}content-length: -1\r\n\r\n`, "400"],
    [
      "a length beyond numbers",
      (api) => `${post}${head(api)}content-length: ${"9".repeat(20)}\r\n\r\n`,
      "400",
    ],
    [
      "a chunk of no size",
      (api) => `${post}${head(api)}transfer-encoding: chunked\r\n\r\nzz\r\n`,
      "400",
    ],
    [
      "a compressed body",
      (api) =>
        `${post}${head(api)}content-encoding: gzip\r\ncontent-length: 3\r\n\r\n\u001f\u0008\u0000`,
      "400",
    ],
    [
      "a body where none is read",
      (api) => `GET /client/v4/zones HTTP/1.1\r\n${head(api)}content-length: 1\r\n\r\n{`,
      "400",
    ],
    [
      "a path beyond all",
      (api) => `GET /client/v4/zones/${"a".repeat(10_000)} HTTP/1.1\r\n${head(api)}\r\n`,
      "404",
    ],
  ];
  for (const [what, bytes, status] of strange) {
    it(`answers ${what} in the envelope with ${status}`, async () => {
      const [line, success] = envelopeOf(await raw(bytes(api)));
      expect([line.split(" ")[1], success]).to.deep.equal([status, false]);
      expect((await client.call("GET", "/zones")).status).to.equal(200);
      expect(cloud.account.size).to.equal(0);
    });
  }

  it("answers a thousand connections at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, () =>
        raw(
          `GET /client/v4/zones HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${api.token}\r\nconnection: close\r\n\r\n`,
        ),
      ),
    );
    expect(new Set(answers.map((answer) => answer.split("\r\n")[0]))).to.deep.equal(
      new Set(["HTTP/1.1 200 OK"]),
    );
  }).timeout(60_000);

  it("keeps no secret in clear in the journal, in answers or in refusals", async () => {
    const hooks = `/accounts/${accountId}/alerting/v3/destinations/webhooks`;
    const hook = { name: "pager", url: "https://hooks.example.net/x", secret };
    await client.call("POST", hooks, hook);
    const refusal = await client.call("POST", hooks, { ...hook, url: `ftp://${secret}` });
    const header = { Authorization: [`Bearer ${secret}`], Cookie: [secret] };
    const monitor = { type: "https", expected_codes: "200", header };
    await client.ok("POST", `/accounts/${accountId}/load_balancers/monitors`, monitor);
    const txt = { type: "TXT", name: "x.example.com", content: `"password=${secret}"`, ttl: 300 };
    await client.ok("POST", `/zones/${zoneId}/dns_records/batch`, { posts: [txt] });
    const lists = `/accounts/${accountId}/rules/lists`;
    const { id } = await client.ok("POST", lists, { kind: "ip", name: "monitors" });
    const item = { ip: "192.0.2.1", comment: `password=${secret}` };
    await client.ok("POST", `${lists}/${id}/items`, [item]);
    const list = await client.call("GET", hooks);
    const told = JSON.stringify([cloud.journal.calls, refusal.body, list.body]);
    expect(told).to.not.contain(secret);
    expect(told).to.not.contain(api.token);
    expect(cloud.journal.calls[0]?.body).to.deep.include({
      ...{ name: "pager", secret: "[secret]", url: "[secret]" },
    });
  });
});
