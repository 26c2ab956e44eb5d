import { expect } from "chai";
import { createServer as createHttp } from "node:http";
import { createSecureServer } from "node:http2";
import { createServer as createHttps } from "node:https";
import { createServer } from "node:net";
import { type TlsOptions } from "node:tls";
import { originCaIssuers } from "../../../facts/cloudflare/originCa";
import { examineOrigin } from "../../../doctor/origin";
import { intermediate, makeOne, root } from "../certificates";
import { sideBySide } from "../../support/sideBySide";
import { failsOf, unknownsOf } from "../seen";
import { rightTls, Servers, shortWait, targetAt, tlsOf } from "./servers";

const servers = new Servers();

const noPlainPort = "tcp-http: encryption-mode (setting)";
const idle = "idle-timeout: keep-alive-too-short (setting)";

/** From Node 24 on a server of HTTP/2 ends idle connections of HTTP/1.1 after five seconds, and before it none. */
const isNotIdle = (fail: string): boolean => fail !== idle;

async function seen(httpsPort: number, more: Parameters<typeof targetAt>[1] = {}) {
  return examineOrigin([targetAt({ httpsPort }, more)], AbortSignal.timeout(20_000));
}

const answered = (_request: unknown, response: { end(text: string): void }): void =>
  response.end("hi");

const older = makeOne({
  isAuthority: true,
  by: root,
  untilDays: -1,
  fromDays: -30,
  hostnames: [],
  subject: { commonName: "Old Intermediate" },
});
const { "origin-ecc": eccIssuer } = originCaIssuers;
const lookAlike = makeOne({ isAuthority: true, hostnames: [], subject: eccIssuer });

/** Certificates, and what is said of each. */
const certificates: readonly {
  name: string;
  tls: TlsOptions;
  fails: readonly string[];
  says?: string;
}[] = [
  { name: "right, with the one above it", tls: rightTls, fails: [] },
  { name: "right, of the root itself", tls: tlsOf(makeOne({ by: root })), fails: [] },
  {
    name: "right, for all names below",
    tls: tlsOf(makeOne({ by: root, hostnames: ["*.example.com"] })),
    fails: [],
  },
  {
    name: "right, among many names",
    tls: tlsOf(
      makeOne({ by: root, hostnames: ["a.example", "b.example", "c.example", "www.example.com"] }),
    ),
    fails: [],
  },
  { name: "right, and ends tomorrow", tls: tlsOf(makeOne({ by: root, untilDays: 1 })), fails: [] },
  {
    name: "expired",
    tls: tlsOf(makeOne({ by: root, fromDays: -90, untilDays: -1 })),
    fails: ["certificate: certificate-expired (experiment)"],
  },
  {
    name: "not begun",
    tls: tlsOf(makeOne({ by: root, fromDays: 2 })),
    fails: ["certificate: certificate-expired (experiment)"],
  },
  {
    name: "for another name",
    tls: tlsOf(makeOne({ by: root, hostnames: ["other.example.com"] })),
    fails: ["certificate: certificate-wrong-name (experiment)"],
    says: "the certificate is for other.example.com, not for www.example.com",
  },
  {
    name: "for names two below",
    tls: tlsOf(makeOne({ by: root, hostnames: ["*.com"] })),
    fails: ["certificate: certificate-wrong-name (experiment)"],
  },
  {
    name: "signed by itself",
    tls: tlsOf(makeOne()),
    fails: ["certificate: certificate-untrusted (experiment)"],
    says: "the certificate is signed by itself",
  },
  {
    name: "signed by itself, expired and for another name",
    tls: tlsOf(makeOne({ hostnames: ["localhost"], fromDays: -9, untilDays: -1 })),
    fails: ["certificate-expired", "certificate-wrong-name", "certificate-untrusted"].map(
      (cause) => `certificate: ${cause} (experiment)`,
    ),
  },
  {
    name: "without the one above it",
    tls: tlsOf(makeOne({ by: intermediate })),
    fails: ["certificate: certificate-chain-incomplete certificate-untrusted (experiment)"],
  },
  {
    name: "below one that has expired",
    tls: tlsOf(makeOne({ by: older }), [older.pem]),
    fails: ["certificate: certificate-expired (experiment)"],
    says: `certificate 2 of the chain expired on ${new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)}`,
  },
  {
    name: "of one that only calls itself Origin CA",
    tls: tlsOf(makeOne({ by: lookAlike })),
    fails: ["certificate: certificate-untrusted (experiment)"],
  },
];

describe("how an origin speaks TLS", () => {
  const evidenceOf = sideBySide(certificates, async ({ tls }) =>
    seen(await servers.start(createHttps(tls, answered))),
  );
  after(() => servers.stop());

  for (const certificate of certificates) {
    const { name, fails, says } = certificate;
    it(`judges a certificate that is ${name}`, async () => {
      const evidence = await evidenceOf(certificate);
      expect(failsOf(evidence)).to.deep.equal([noPlainPort, ...fails, idle]);
      if (says !== undefined) {
        expect(
          evidence.filter(({ check }) => check === "certificate").map(({ seen }) => seen),
        ).to.deep.equal([says]);
      }
    });
  }

  it("knows that Cloudflare trusts its Origin CA", async () => {
    // Nobody here has the key of the real one: what stands for it is trusted by the zone's own store, and has its name.
    const tls = tlsOf(makeOne({ by: lookAlike }));
    const evidence = await seen(await servers.start(createHttps(tls, answered)), {
      trusted: [lookAlike.pem],
    });
    expect(failsOf(evidence)).to.deep.equal([noPlainPort, idle]);
    expect(evidence.find(({ check }) => check === "certificate")?.seen).to.match(
      /^for www\.example\.com, until \d{4}-\d\d-\d\d, by Cloudflare's Origin CA, which Cloudflare trusts; shown alone$/,
    );
  });

  it("tells TLS 1.0 alone, which Cloudflare still speaks with RSA", async () => {
    const tls = {
      ...tlsOf(makeOne({ by: root, kind: "rsa" })),
      minVersion: "TLSv1",
      maxVersion: "TLSv1",
      ciphers: "DEFAULT@SECLEVEL=0",
    } as const;
    const evidence = await seen(await servers.start(createHttps(tls, answered)));
    expect(failsOf(evidence)).to.deep.equal([noPlainPort, "tls-handshake: tls-version (setting)"]);
    expect(evidence.find(({ check }) => check === "tls-handshake")?.seen).to.equal(
      "speaks TLSv1 and nothing newer, which Cloudflare still presents to origins, and others do not",
    );
  });

  it("tells TLS 1.1 alone with another key than RSA", async () => {
    const tls = {
      ...tlsOf(makeOne({ by: root })),
      minVersion: "TLSv1.1",
      maxVersion: "TLSv1.1",
      ciphers: "DEFAULT@SECLEVEL=0",
    } as const;
    const evidence = await seen(await servers.start(createHttps(tls, answered)));
    expect(failsOf(evidence)).to.deep.equal([
      noPlainPort,
      "tls-handshake: tls-version (experiment)",
    ]);
  });

  it("finds no fault in TLS 1.3 alone, and says that it could not see a request for certificates", async () => {
    const evidence = await seen(
      await servers.start(createHttps({ ...rightTls, minVersion: "TLSv1.3" }, answered)),
    );
    expect(failsOf(evidence)).to.deep.equal([noPlainPort, idle]);
    expect(unknownsOf(evidence)).to.deep.equal(["client-certificate"]);
  });

  it("finds no fault in TLS 1.2 alone", async () => {
    const evidence = await seen(
      await servers.start(createHttps({ ...rightTls, maxVersion: "TLSv1.2" }, answered)),
    );
    expect(failsOf(evidence)).to.deep.equal([noPlainPort, idle]);
    expect(unknownsOf(evidence)).to.deep.equal([]);
  });

  it("sees a client certificate asked for, in a server that does without", async () => {
    const tls = { ...rightTls, requestCert: true, rejectUnauthorized: false };
    const evidence = await seen(await servers.start(createHttps(tls, answered)));
    expect(failsOf(evidence)).to.deep.equal([
      noPlainPort,
      "client-certificate: client-certificate-missing (setting)",
      idle,
    ]);
  });

  it("tells plain HTTP at the port of TLS", async () => {
    const evidence = await seen(await servers.start(createHttp(answered)));
    expect(failsOf(evidence)).to.deep.equal([
      noPlainPort,
      "tls-handshake: plain-http-on-tls-port (experiment)",
    ]);
  });

  it("tells a server that knows no such name", async () => {
    const server = createHttps(
      { ...rightTls, SNICallback: (_name, done) => done(new Error("unknown name")) },
      answered,
    );
    const evidence = await seen(await servers.start(server));
    expect(failsOf(evidence)).to.deep.equal([
      noPlainPort,
      "tls-handshake: tls-handshake (experiment)",
    ]);
  });

  it("tells a server that accepts and says nothing", async () => {
    const evidence = await seen(await servers.start(createServer((socket) => socket.resume())), {
      patience: shortWait,
    });
    expect(failsOf(evidence)).to.deep.equal([
      noPlainPort,
      "tls-handshake: tls-handshake origin-slow (experiment)",
    ]);
  });

  it("tells a server that closes at once", async () => {
    const evidence = await seen(await servers.start(createServer((socket) => socket.end())));
    expect(failsOf(evidence)).to.deep.equal([
      noPlainPort,
      "tls-handshake: tls-handshake (experiment)",
    ]);
  });

  it("finds no fault in HTTP/2", async () => {
    const server = createSecureServer({ ...rightTls, allowHTTP1: true }, (_request, response) => {
      response.end("hi");
    });
    const evidence = await seen(await servers.start(server));
    expect(failsOf(evidence).filter(isNotIdle)).to.deep.equal([noPlainPort]);
    expect(evidence.at(-1)).to.include({
      check: "http2",
      outcome: "pass",
      seen: "200 over HTTP/2",
    });
  });

  it("tells HTTP/2 that is offered and not kept to", async () => {
    const server = createHttps({ ...rightTls, ALPNProtocols: ["h2", "http/1.1"] }, answered);
    const evidence = await seen(await servers.start(server));
    expect(failsOf(evidence)).to.deep.equal([
      noPlainPort,
      idle,
      "http2: origin-http2-broken origin-resets origin-truncates origin-malformed (experiment)",
    ]);
  });

  it("tells HTTP/2 whose streams are refused", async () => {
    const server = createSecureServer({ ...rightTls, allowHTTP1: true }, (request, response) => {
      if (request.httpVersionMajor === 2) {
        (response as unknown as { stream: { close(code: number): void } }).stream.close(2);
      } else {
        response.end("hi");
      }
    });
    const evidence = await seen(await servers.start(server));
    expect(failsOf(evidence).filter(isNotIdle)).to.deep.equal([
      noPlainPort,
      "http2: origin-http2-broken origin-resets origin-truncates origin-malformed (experiment)",
    ]);
    expect(evidence.at(-1)?.seen).to.equal(
      "offers HTTP/2, and then fails (ERR_HTTP2_STREAM_ERROR)",
    );
  });
});
