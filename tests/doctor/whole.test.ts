import { expect } from "chai";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import type { Server } from "node:net";
import { gzipSync } from "node:zlib";
import { examineEdge } from "../../doctor/edge";
import { judge, type Verdict } from "../../doctor/judge";
import { examineOrigin, type Patience } from "../../doctor/origin";
import { makeOne, root } from "./certificates";
import { sideBySide } from "../support/sideBySide";
import {
  plainServer,
  rightTls,
  saying,
  Servers,
  shortWait,
  targetAt,
  testPatience,
  tlsOf,
  tlsServer,
} from "./origin/servers";

const servers = new Servers();

/** A set-up: the origin's servers at its two ports, and what Cloudflare answers. */
interface SetUp {
  /** Defaults to waits that a busy machine keeps. */
  readonly patience?: Patience;
  readonly https?: Server;
  readonly http?: Server;
  readonly edge: {
    readonly status: number;
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
  };
}

const page = (_request: IncomingMessage, response: ServerResponse): void => {
  response.end("hi");
};

/** An origin that keeps connections for as long as Cloudflare does. */
function site(
  answering: (request: IncomingMessage, response: ServerResponse) => void = page,
  tls = rightTls,
): Server {
  const server = createHttps(tls, answering);
  server.keepAliveTimeout = 910_000;
  return server;
}

const status =
  (code: number, body = "") =>
  (_request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(code).end(body);
  };

const plain = (): Server =>
  plainServer(
    saying("HTTP/1.1 301 Moved\r\nLocation: https://www.example.com/\r\nContent-Length: 0\r\n\r\n"),
  );

const served = { status: 200, headers: { "cf-cache-status": "DYNAMIC" } };
const madeByCloudflare = (code: number) => ({
  status: code,
  body: JSON.stringify({ cloudflare_error: true, error_code: code }),
});

async function verdictOf({ https, http, edge, patience = testPatience }: SetUp): Promise<Verdict> {
  const edgePort = await servers.start(
    createHttps(rightTls, (request, response) => {
      const isTrace = request.url === "/cdn-cgi/trace";
      response.writeHead(isTrace ? 200 : edge.status, {
        "cf-ray": "8a1b2c3d4e5f6789-FRA",
        ...edge.headers,
      });
      response.end(isTrace ? "colo=FRA\n" : (edge.body ?? "hi"));
    }),
  );
  const target = targetAt({
    ...(https && { httpsPort: await servers.start(https) }),
    ...(http && { httpPort: await servers.start(http) }),
  });
  const signal = AbortSignal.timeout(30_000);
  const through = {
    hostname: "www.example.com",
    path: "/",
    port: edgePort,
    connectTo: "127.0.0.1",
    trusted: [root.pem],
  };
  const [own, edgeSeen] = await Promise.all([
    examineOrigin([{ ...target, patience }], signal),
    examineEdge(through, signal),
  ]);
  return judge([...own, ...edgeSeen]);
}

const said = ({ kind, causes, undecided }: Verdict): string =>
  [
    kind,
    ...causes.map(({ cause }) => cause),
    ...undecided.map(({ between }) => `(${between.join(" or ") || "nothing"})`),
  ].join(" ");

const oldRsa = {
  ...tlsOf(makeOne({ by: root, kind: "rsa" })),
  minVersion: "TLSv1",
  maxVersion: "TLSv1",
  ciphers: "DEFAULT@SECLEVEL=0",
} as const;
const askingTls = { ...rightTls, requestCert: true, rejectUnauthorized: false } as const;

/** What each set-up has was decided before any was run. */
const faults: readonly (readonly [string, () => SetUp, string])[] = [
  ["a web server that is down", () => ({ edge: madeByCloudflare(521) }), "cause origin-down"],
  [
    "a web server that listens at port 80 alone, in Full",
    () => ({ http: plain(), edge: madeByCloudflare(521) }),
    "cause encryption-mode",
  ],
  [
    "a firewall that refuses Cloudflare and nobody else",
    () => ({ https: site(), http: plain(), edge: { status: 521 } }),
    "undecided (cloudflare-blocked or dns-retired-address)",
  ],
  [
    "a certificate that has expired, in Full (strict)",
    () => ({
      https: site(page, tlsOf(makeOne({ by: root, fromDays: -9, untilDays: -1 }))),
      http: plain(),
      edge: madeByCloudflare(526),
    }),
    "cause certificate-expired",
  ],
  [
    "a certificate for another name, in Full (strict)",
    () => ({
      https: site(page, tlsOf(makeOne({ by: root, hostnames: ["other.example"] }))),
      edge: { status: 526 },
    }),
    "cause certificate-wrong-name",
  ],
  [
    "TLS 1.0 alone, where Cloudflare fails on it",
    () => ({ https: site(page, oldRsa), http: plain(), edge: madeByCloudflare(525) }),
    "cause tls-version",
  ],
  [
    "plain HTTP at port 443",
    () => ({ https: plain(), edge: madeByCloudflare(525) }),
    "cause plain-http-on-tls-port",
  ],
  [
    "a client certificate that Cloudflare does not show",
    () => ({ https: site(page, askingTls), http: plain(), edge: madeByCloudflare(525) }),
    "cause client-certificate-missing",
  ],
  [
    "an origin that answers 502",
    () => ({
      https: site(status(502)),
      http: plain(),
      edge: { status: 502, body: "error code: 502" },
    }),
    "cause origin-answers-5xx",
  ],
  [
    "an origin that answers 502, with a page of Cloudflare's",
    () => ({ https: site(status(502)), edge: { status: 502, body: "<html>cloudflare</html>" } }),
    "cause origin-answers-5xx",
  ],
  [
    "an answer that breaks off",
    () => ({
      https: tlsServer(saying("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhi")),
      edge: madeByCloudflare(520),
    }),
    "cause origin-truncates",
  ],
  [
    "gzip that is none",
    () => ({
      https: site((_r, response) => {
        response.writeHead(200, { "content-encoding": "gzip" }).end("no gzip");
      }),
      http: plain(),
      edge: madeByCloudflare(502),
    }),
    "cause origin-compression-broken",
  ],
  [
    "headers of 200 KB",
    () => ({
      https: site((_r, response) => {
        response.writeHead(200, { "x-large": "y".repeat(200_000) }).end("hi");
      }),
      http: plain(),
      edge: madeByCloudflare(520),
    }),
    "cause origin-headers-too-large",
  ],
  [
    "HTTP/2 that is offered and not kept to",
    () => ({
      https: site(page, { ...rightTls, ALPNProtocols: ["h2", "http/1.1"] }),
      http: plain(),
      edge: madeByCloudflare(520),
    }),
    "cause origin-http2-broken",
  ],
  [
    "an origin that hangs",
    () => ({
      https: site(() => undefined),
      http: plain(),
      patience: shortWait,
      edge: madeByCloudflare(524),
    }),
    "cause origin-slow",
  ],
  [
    "a tunnel whose service is down",
    () => ({ edge: { status: 502, body: "Unable to reach the origin service" } }),
    "cause origin-down edge-tunnel-down",
  ],
  [
    "Cloudflare's own 502, while the origin is right",
    () => ({ https: site(), http: plain(), edge: madeByCloudflare(502) }),
    "cause edge-own-error",
  ],
];

const healthy: readonly (readonly [string, () => SetUp])[] = [
  ["an origin that is right", () => ({ https: site(), http: plain(), edge: served })],
  ["an origin with port 80 closed", () => ({ https: site(), edge: served })],
  ["an origin that only Cloudflare reaches", () => ({ edge: served })],
  [
    "an origin without TLS, in Flexible",
    () => ({
      http: plainServer(saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")),
      edge: served,
    }),
  ],
  [
    "a certificate of its own, in Full",
    () => ({ https: site(page, tlsOf(makeOne())), http: plain(), edge: served }),
  ],
  [
    "a certificate that has expired, in Full",
    () => ({
      https: site(page, tlsOf(makeOne({ by: root, fromDays: -9, untilDays: -1 }))),
      http: plain(),
      edge: served,
    }),
  ],
  [
    "an origin that answers 403 to everybody else",
    () => ({ https: site(status(403)), http: plain(), edge: served }),
  ],
  [
    "an origin that hangs up on everybody else",
    () => ({ https: tlsServer((socket) => socket.destroy()), http: plain(), edge: served }),
  ],
  [
    "a client certificate that Cloudflare shows",
    () => ({
      https: site(status(400, "No required SSL certificate was sent"), askingTls),
      http: plain(),
      edge: served,
    }),
  ],
  [
    "an origin with Node's own keep-alive",
    () => ({ https: createHttps(rightTls, page), http: plain(), edge: served }),
  ],
  [
    "an origin that closes after each answer",
    () => ({
      https: tlsServer(
        saying("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi"),
      ),
      http: plain(),
      edge: served,
    }),
  ],
  [
    "a path that there is not",
    () => ({ https: site(status(404)), http: plain(), edge: { status: 404 } }),
  ],
  [
    "an origin that sends visitors on",
    () => ({
      https: site((_r, response) => {
        response.writeHead(302, { location: "/en/" }).end();
      }),
      http: plain(),
      edge: { status: 302 },
    }),
  ],
  [
    "gzip that is right",
    () => ({
      https: site((_r, response) => {
        response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("hi"));
      }),
      http: plain(),
      edge: served,
    }),
  ],
  [
    "TLS 1.0 alone, which Cloudflare takes",
    () => ({ https: site(page, oldRsa), http: plain(), edge: served }),
  ],
  [
    "an answer out of the cache, and an origin that is right",
    () => ({
      https: site(),
      http: plain(),
      edge: { status: 200, headers: { "cf-cache-status": "HIT" } },
    }),
  ],
];

describe("the doctor's word on a site", () => {
  const verdict = sideBySide([...faults, ...healthy], ([, setUp]) => verdictOf(setUp()));
  after(() => servers.stop());

  for (const fault of faults) {
    const [name, , expected] = fault;
    it(`says of ${name}: ${expected}`, async () => {
      expect(said(await verdict(fault))).to.equal(expected);
    });
  }

  for (const site of healthy) {
    it(`calls healthy ${site[0]}`, async () => {
      expect(said(await verdict(site))).to.equal("healthy");
    });
  }
});
