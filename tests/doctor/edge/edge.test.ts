import { expect } from "chai";
import { createServer } from "node:https";
import { examineEdge } from "../../../doctor/edge";
import { authorityOf } from "../../../doctor/edge/request";
import { intermediate, makeOne, root } from "../certificates";
import { failsOf, unknownsOf } from "../seen";
import { rightTls, Servers, tlsOf } from "../origin/servers";

const servers = new Servers();

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const ray = { server: "cloudflare", "cf-ray": "8a1b2c3d4e5f6789-FRA" };

/** What Cloudflare answers where a client accepts JSON. */
const structured = (status: number, code: number): Answer => ({
  status,
  headers: { ...ray, "content-type": "application/json" },
  body: JSON.stringify({
    cloudflare_error: true,
    error_code: code,
    error_category: "origin",
    status,
  }),
});

const generated = (status: number, type: string, body = "<html>"): Answer => ({
  status,
  headers: { ...ray, "cf-error-type": type, "cf-error-origin": "edge" },
  body,
});

const through = (status: number, body = "hi", headers = {}): Answer => ({
  status,
  headers: { ...ray, ...headers },
  body,
});

async function examined(
  answer: (count: number) => Answer,
  trace: Answer = through(200, "fl=1\ncolo=FRA\n"),
) {
  let count = 0;
  const server = createServer(rightTls, (request, response) => {
    const {
      status,
      headers = {},
      body = "",
    } = request.url === "/cdn-cgi/trace" ? trace : answer(count++);
    response.writeHead(status, headers).end(body);
  });
  const port = await servers.start(server);
  const target = {
    hostname: "www.example.com",
    path: "/",
    port,
    connectTo: "127.0.0.1",
    trusted: [root.pem],
  };
  return examineEdge(target, AbortSignal.timeout(20_000));
}

const certificates =
  "certificate-expired certificate-wrong-name certificate-untrusted certificate-chain-incomplete certificate-not-reloaded stranger-among-addresses dns-retired-address";

const faults: readonly (readonly [string, Answer, string])[] = [
  [
    "521 in JSON",
    structured(521, 521),
    "origin-down cloudflare-blocked encryption-mode dns-retired-address",
  ],
  [
    "522 by its status alone",
    through(522, "error code: 522"),
    "origin-unreachable cloudflare-blocked network-loss dns-retired-address route-swallows-cloudflare",
  ],
  [
    "523 by the header of generated pages",
    generated(523, "52x"),
    "origin-unreachable dns-retired-address route-swallows-cloudflare",
  ],
  ["524", structured(524, 524), "origin-slow network-mtu"],
  [
    "525",
    structured(525, 525),
    "tls-handshake tls-version plain-http-on-tls-port client-certificate-missing",
  ],
  ["526", structured(526, 526), certificates],
  ["530 with 1016", generated(530, "1016"), "dns-missing-record edge-load-balancer-down"],
  ["530 with 1033 in its body", through(530, "error code: 1033"), "edge-tunnel-down"],
  ["530 alone", through(530), "dns-missing-record edge-tunnel-down edge-load-balancer-down"],
  ["a Worker that fails", generated(500, "1101"), "edge-worker-error"],
  [
    "502 that Cloudflare made",
    structured(502, 502),
    "origin-answers-5xx edge-own-error origin-compression-broken origin-truncates",
  ],
  [
    "502 that may be either's",
    through(502, "error code: 502"),
    "origin-answers-5xx edge-own-error",
  ],
  ["504 that may be either's", through(504, "<html>"), "origin-answers-5xx edge-own-error"],
  [
    "502 of a tunnel",
    through(502, "<h1>Bad gateway</h1> Unable to reach the origin service."),
    "edge-tunnel-down",
  ],
  [
    "a certificate that the origin demands of Cloudflare",
    through(400, "<center>No required SSL certificate was sent</center>"),
    "client-certificate-missing",
  ],
  [
    "a redirect to the same address",
    through(301, "", { location: "https://www.example.com/" }),
    "encryption-mode",
  ],
  ["500 of the origin", through(500), "origin-answers-5xx"],
  ["503 of the origin", through(503, "down for maintenance"), "origin-answers-5xx"],
  ["503 of Cloudflare", through(503, "<center>cloudflare</center>"), "edge-own-error"],
];

const unknowns: readonly (readonly [string, Answer])[] = [
  ["a challenge", through(403, "<html>", { "cf-mitigated": "challenge" })],
  ["a rule that refuses this machine", structured(403, 1020)],
  ["a rate limit on this machine", structured(429, 1015)],
  ["403 of the origin", through(403)],
  [
    "a redirect to the same address that sets a cookie",
    through(302, "", { location: "https://www.example.com/", "set-cookie": "seen=1" }),
  ],
  ["an answer out of the cache", through(200, "hi", { "cf-cache-status": "HIT" })],
];

const passes: readonly (readonly [string, Answer])[] = [
  ["200", through(200, "hi", { "cf-cache-status": "DYNAMIC" })],
  ["a redirect", through(301)],
  ["not found", through(404)],
  ["JSON that is the site's own", through(200, '{"cloudflare_error":false}')],
  ["a page about error 522", through(200, "error code: 522")],
];

describe("a site through Cloudflare", () => {
  afterEach(() => servers.stop());

  for (const [name, answer, causes] of faults) {
    it(`tells ${name}`, async () => {
      expect(failsOf(await examined(() => answer))).to.deep.equal([
        `answer: ${causes} (experiment)`,
      ]);
    });
  }

  for (const [name, answer] of unknowns) {
    it(`does not judge by ${name}`, async () => {
      const evidence = await examined(() => answer);
      expect([failsOf(evidence), unknownsOf(evidence)]).to.deep.equal([[], ["answer"]]);
    });
  }

  for (const [name, answer] of passes) {
    it(`finds no fault in ${name}`, async () => {
      const evidence = await examined(() => answer);
      expect(evidence.map(({ check, outcome }) => `${check}: ${outcome}`)).to.deep.equal([
        "trace: pass",
        "answer: pass",
      ]);
    });
  }

  it("tells how many of its answers fail, and names the ray", async () => {
    const evidence = await examined((count) => (count === 1 ? structured(522, 522) : through(200)));
    expect(evidence.map(({ seen }) => seen)).to.deep.equal([
      "goes through Cloudflare at FRA",
      "1 of 3 answers: 522 (ray 8a1b2c3d4e5f6789-FRA): Cloudflare made it, its JSON says so; its code is 522",
    ]);
  });

  it("says of a name that goes elsewhere that it does, and judges what it answers as the origin's", async () => {
    const evidence = await examined(() => ({ status: 502 }), { status: 404 });
    expect(failsOf(evidence)).to.deep.equal([
      "trace: dns-not-proxied (setting)",
      "answer: origin-answers-5xx (experiment)",
    ]);
  });

  it("asks at a port of its own as a browser does, and knows the ports that Cloudflare takes", async () => {
    const hosts: (string | undefined)[] = [];
    const hostnames = ["www.example.com", "localhost"];
    const shown = tlsOf(makeOne({ by: intermediate, hostnames }), [intermediate.pem]);
    const port = await servers.start(
      createServer(shown, (request, response) => {
        hosts.push(request.headers.host);
        // To the usual port: another address, and no way round.
        response.writeHead(301, {
          "cf-ray": "8a1b-FRA",
          location: `https://${hostnames[hosts.length > 4 ? 1 : 0]}/`,
        });
        response.end();
      }),
    );
    const rehearsed = { hostname: "www.example.com", path: "/", port, connectTo: "127.0.0.1" };
    const round = await examineEdge(
      { ...rehearsed, trusted: [root.pem] },
      AbortSignal.timeout(20_000),
    );
    expect(failsOf(round)).to.deep.equal(["answer: encryption-mode (experiment)"]);
    const own = { hostname: "localhost", path: "/", port, trusted: [root.pem] };
    const evidence = await examineEdge(own, AbortSignal.timeout(20_000));
    expect(evidence.map(({ check, outcome, at }) => `${outcome} ${check} ${at}`)).to.deep.equal([
      `unknown port localhost:${port}`,
      "pass trace localhost",
      `pass answer https://localhost:${port}/`,
    ]);
    expect(hosts).to.deep.equal([
      ...Array<string>(4).fill("www.example.com"),
      ...Array<string>(4).fill(`localhost:${port}`),
    ]);
    const taken = [443, 2053, 8443].map((each) => authorityOf({ ...own, port: each }));
    expect(taken).to.deep.equal(["localhost", "localhost:2053", "localhost:8443"]);
  });

  it("waits for an answer no longer than Cloudflare would, whatever the deadline of all is", async () => {
    const silent = createServer(rightTls, () => undefined);
    const evidence = await examineEdge(
      {
        ...{ hostname: "www.example.com", path: "/", port: await servers.start(silent) },
        ...{ connectTo: "127.0.0.1", trusted: [root.pem], answerSeconds: 0.2 },
      },
      new AbortController().signal,
    );
    expect(evidence.map(({ outcome, check, seen }) => [outcome, check, seen])).to.deep.equal([
      ["unknown", "trace", "no answer (no answer in time)"],
      ["unknown", "answer", "no answer (no answer in time)"],
    ]);
  });

  it("says that nobody answers", async () => {
    const target = { hostname: "www.example.com", path: "/", port: 1, connectTo: "127.0.0.1" };
    const evidence = await examineEdge(target, AbortSignal.timeout(20_000));
    expect(evidence.map(({ outcome, seen }) => `${outcome}: ${seen}`)).to.deep.equal([
      "unknown: no answer (ECONNREFUSED)",
      "unknown: no answer (ECONNREFUSED)",
    ]);
  });
});
