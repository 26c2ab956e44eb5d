import { expect } from "chai";
import { createServer as createHttps } from "node:https";
import { gzipSync } from "node:zlib";
import { examineOrigin } from "../../../doctor/origin";
import { failsOf } from "../seen";
import {
  plainServer,
  rightTls,
  saying,
  Servers,
  shortWait,
  targetAt,
  tlsServer,
  type Answering,
} from "./servers";

const servers = new Servers();

/** What every answer that closes says of keep-alive: a setting, no fault. */
const closing = "requests-per-connection: keep-alive-too-short (setting)";

/** Port 80 is closed in these tests. */
const noPlainPort = "tcp-http: encryption-mode (setting)";

const ok = "HTTP/1.1 200 OK\r\n";

interface Case {
  readonly name: string;
  readonly answering: Answering;
  readonly fails: readonly string[];
  /** Whether it refuses the request, after which servers close. */
  readonly isRefusal?: boolean;
}

const gzipped = gzipSync("a body that is long enough to be cut somewhere in its middle".repeat(20));

const cases: readonly Case[] = [
  { name: "right", answering: saying(`${ok}Content-Length: 2\r\n\r\nhi`), fails: [] },
  {
    name: "right in chunks",
    answering: saying(`${ok}Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n`),
    fails: [],
  },
  {
    name: "right with trailers",
    answering: saying(
      `${ok}Transfer-Encoding: chunked\r\n\r\n2;a=b\r\nhi\r\n0\r\nX-Sum: 1\r\n\r\n`,
    ),
    fails: [],
  },
  {
    name: "right after early hints",
    answering: saying(
      "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n",
      `${ok}Content-Length: 2\r\n\r\nhi`,
    ),
    fails: [],
  },
  { name: "right until the connection ends", answering: saying(`${ok}\r\nhi`), fails: [] },
  {
    name: "right without a reason phrase",
    answering: saying("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"),
    fails: [],
  },
  { name: "no content", answering: saying("HTTP/1.1 204 No Content\r\n\r\n"), fails: [] },
  {
    name: "a redirect",
    answering: saying("HTTP/1.1 301 Moved\r\nLocation: /en/\r\nContent-Length: 0\r\n\r\n"),
    fails: [],
  },
  {
    name: "not found",
    answering: saying("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
    fails: [],
  },
  {
    name: "forbidden to us",
    answering: saying("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"),
    fails: [],
  },
  {
    name: "gzip that is right",
    answering: saying(
      `${ok}Content-Encoding: gzip\r\nContent-Length: ${gzipped.length}\r\n\r\n`,
      gzipped,
    ),
    fails: [],
  },
  {
    name: "headers of 20 KB in many lines",
    answering: saying(
      ok,
      ..."x"
        .repeat(20)
        .split("")
        .map((_x, at) => `X-${at}: ${"y".repeat(1000)}\r\n`),
      "Content-Length: 0\r\n\r\n",
    ),
    fails: [],
  },
  {
    name: "a coding that was not asked for, in a form of its own",
    answering: saying(`${ok}Content-Encoding: deflate\r\nContent-Length: 2\r\n\r\nhi`),
    fails: [],
  },
  {
    name: "fewer bytes than said",
    answering: saying(`${ok}Content-Length: 20\r\n\r\nhi`),
    fails: ["body: origin-truncates (experiment)"],
  },
  {
    name: "more bytes than said",
    answering: saying(`${ok}Content-Length: 1\r\n\r\nhi there`),
    fails: ["body: origin-truncates (experiment)"],
  },
  {
    name: "a chunk too few",
    answering: saying(`${ok}Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n`),
    fails: ["body: origin-truncates (experiment)"],
  },
  {
    name: "a chunk of no size",
    answering: saying(`${ok}Transfer-Encoding: chunked\r\n\r\nzz\r\nhi\r\n0\r\n\r\n`),
    fails: ["body: origin-malformed (experiment)"],
  },
  {
    name: "two lengths",
    answering: saying(`${ok}Content-Length: 2\r\nContent-Length: 3\r\n\r\nhi`),
    fails: ["answer: origin-malformed (experiment)"],
  },
  {
    name: "one length twice",
    answering: saying(`${ok}Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi`),
    fails: ["headers: origin-malformed (setting)"],
  },
  {
    name: "a length that is none",
    answering: saying(`${ok}Content-Length: 2, 2\r\n\r\nhi`),
    fails: ["answer: origin-malformed (experiment)"],
  },
  {
    name: "no HTTP",
    answering: saying("hello\r\n\r\n"),
    fails: ["answer: origin-malformed (experiment)"],
  },
  {
    name: "a bad header",
    answering: saying(`${ok}Bad Header\r\n\r\n`),
    fails: ["answer: origin-malformed (experiment)"],
  },
  {
    name: "nothing at all",
    answering: (socket) => socket.end(),
    fails: ["answer: origin-resets (experiment)"],
  },
  {
    name: "half a head",
    answering: saying("HTTP/1.1 200 OK\r\nServ"),
    fails: ["answer: origin-truncates (experiment)"],
  },
  {
    name: "a body that is no gzip",
    answering: saying(`${ok}Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nhi`),
    fails: ["body: origin-compression-broken (experiment)"],
  },
  {
    name: "half a gzip",
    answering: saying(
      `${ok}Content-Encoding: gzip\r\nContent-Length: 30\r\n\r\n`,
      gzipped.subarray(0, 30),
    ),
    fails: ["body: origin-compression-broken (experiment)"],
  },
  {
    name: "headers of 200 KB",
    answering: saying(
      ok,
      ..."x"
        .repeat(20)
        .split("")
        .map((_x, at) => `X-${at}: ${"y".repeat(10_000)}\r\n`),
      "Content-Length: 0\r\n\r\n",
    ),
    fails: ["headers: origin-headers-too-large (experiment)"],
  },
  {
    name: "a header of 20 KB",
    answering: saying(`${ok}Set-Cookie: ${"y".repeat(20_000)}\r\nContent-Length: 0\r\n\r\n`),
    fails: ["headers: origin-headers-too-large (setting)"],
  },
  {
    name: "502",
    answering: saying("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"),
    fails: ["answer: origin-answers-5xx (experiment)"],
  },
  {
    name: "503 for a while",
    answering: saying("HTTP/1.1 503 Unavailable\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n"),
    fails: ["answer: maintenance (experiment)"],
  },
  {
    name: "a client certificate demanded in words",
    answering: saying(
      "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n<center>No required SSL certificate was sent</center>",
    ),
    fails: ["answer: client-certificate-missing (setting)"],
    isRefusal: true,
  },
];

describe("what an origin answers, byte for byte", () => {
  afterEach(() => servers.stop());

  for (const { name, answering, fails, isRefusal = false } of cases) {
    it(`tells ${name}`, async () => {
      const httpsPort = await servers.start(tlsServer(answering));
      const evidence = await examineOrigin([targetAt({ httpsPort })], AbortSignal.timeout(20_000));
      expect(failsOf(evidence)).to.deep.equal([
        ...[noPlainPort, ...fails],
        ...(isRefusal ? [] : [closing]),
      ]);
    });
  }

  it("tells of an answer that does not come that Cloudflare waits longer", async () => {
    const httpsPort = await servers.start(tlsServer(() => undefined));
    const evidence = await examineOrigin(
      [targetAt({ httpsPort }, { patience: shortWait })],
      AbortSignal.timeout(20_000),
    );
    expect(failsOf(evidence)).to.deep.equal([noPlainPort, "answer: origin-slow (setting)"]);
    expect(evidence.find(({ check }) => check === "answer")?.seen).to.equal(
      "1 of 1 answers: no byte of an answer within 2 s; Cloudflare waits 120 s",
    );
  });

  it("tells of a reset", async () => {
    const httpPort = await servers.start(plainServer((socket) => socket.resetAndDestroy()));
    const evidence = await examineOrigin([targetAt({ httpPort })], AbortSignal.timeout(20_000));
    expect(failsOf(evidence)).to.deep.equal([
      "tcp-https: encryption-mode (experiment)",
      "answer: origin-resets (experiment)",
      closing,
    ]);
  });

  it("sees that every second answer fails", async () => {
    const bad = saying("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
    const good = saying(`${ok}Content-Length: 0\r\n\r\n`);
    const httpsPort = await servers.start(
      tlsServer((socket, count) => (count % 2 === 0 ? good : bad)(socket, count)),
    );
    const evidence = await examineOrigin([targetAt({ httpsPort })], AbortSignal.timeout(20_000));
    expect(failsOf(evidence)).to.deep.equal([
      noPlainPort,
      "answer: origin-answers-5xx (experiment)",
      "series: origin-answers-5xx (experiment)",
      closing,
    ]);
    expect(evidence.find(({ check }) => check === "series")?.seen).to.equal(
      "every second answer fails (200, 502, 200, 502): one of two servers behind this address is at fault",
    );
  });

  it("takes no setting that it saw beside failing answers for their cause", async () => {
    const bad = saying("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
    const doubled = saying(`${ok}Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi`);
    const httpsPort = await servers.start(
      tlsServer((socket, count) => (count % 2 === 0 ? doubled : bad)(socket, count)),
    );
    const evidence = await examineOrigin([targetAt({ httpsPort })], AbortSignal.timeout(20_000));
    expect(failsOf(evidence.filter(({ check }) => check === "series"))).to.deep.equal([
      "series: origin-answers-5xx (experiment)",
    ]);
  });

  it("finds no fault in a server of Node that keeps connections for long", async () => {
    const server = createHttps(rightTls, (_request, response) => response.end("hi"));
    server.keepAliveTimeout = 910_000;
    const httpsPort = await servers.start(server);
    const httpPort = await servers.start(plainServer(saying(`${ok}Content-Length: 0\r\n\r\n`)));
    const evidence = await examineOrigin(
      [targetAt({ httpsPort, httpPort })],
      AbortSignal.timeout(20_000),
    );
    expect(failsOf(evidence)).to.deep.equal([]);
    expect(
      evidence.filter(({ outcome }) => outcome === "pass").map(({ check }) => check),
    ).to.deep.equal([
      ...["tcp-https", "tcp-http", "tls-handshake", "certificate", "client-certificate"],
      ...["answer", "body", "headers", "requests-per-connection"],
    ]);
  });

  it("tells how soon idle connections are closed", async () => {
    const server = createHttps(rightTls, (_request, response) => response.end("hi"));
    const httpsPort = await servers.start(server);
    const evidence = await examineOrigin([targetAt({ httpsPort })], AbortSignal.timeout(20_000));
    expect(failsOf(evidence)).to.deep.equal([
      noPlainPort,
      "idle-timeout: keep-alive-too-short (setting)",
    ]);
    expect(evidence.find(({ check }) => check === "idle-timeout")?.seen).to.equal(
      "says that it keeps an idle connection for 5 s; Cloudflare keeps it for 900 s",
    );
  });
});
