import { connect as connectHttp2, type IncomingHttpHeaders } from "node:http2";
import { connect } from "node:net";
import { expect } from "chai";
import { ModelledClock } from "../../../sandbox/modelledClock";
import type { Origins } from "../../../sandbox/origins/origins";
import { startOrigins } from "../../../sandbox/origins/startOrigins";
import { declaredOrigin, declaredPool, declaredSite, deepMonitor } from "../declaredSites";
import { ask, askOnce, dial, dialTls, type Connecting } from "./client";

const address = "198.51.100.1";

function closed(socket: NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve) => socket.once("close", () => resolve()));
}

describe("origins of a rehearsal", () => {
  let origins: Origins;

  const guarded = declaredOrigin({
    address: "198.51.100.2",
    server: {
      demandsClientCertificate: "own",
      requiredHeader: { name: "X-Origin-Secret", values: ["one*", "Two"] },
    },
  });
  const site = declaredSite(
    [declaredPool("primary", [declaredOrigin()])],
    [guarded, declaredOrigin({ address: "198.51.100.3", port: 80, isEncrypted: false })],
  );

  before(async () => {
    origins = await startOrigins(new ModelledClock(20));
    await origins.declare([site]);
  });

  afterEach(() => origins.mend(address, 443));

  after(() => origins.stop());

  /** Asks by HTTP/2, several at the same time on one connection. */
  async function askHttp2(
    paths: readonly string[],
    how: Connecting = {},
    sent: Readonly<Record<string, string>> = {},
  ): Promise<(number | string | undefined)[]> {
    const socket = await dialTls(origins, { ...how, protocols: ["h2", "http/1.1"] });
    expect(socket.alpnProtocol).to.equal("h2");
    const session = connectHttp2("https://www.example.com", { createConnection: () => socket });
    try {
      return await Promise.all(
        paths.map((path) =>
          new Promise<number | undefined>((resolve, reject) => {
            const stream = session.request({ ":path": path, ...sent });
            stream.once("response", (headers: IncomingHttpHeaders & { ":status"?: number }) => {
              stream.once("end", () => resolve(headers[":status"])).resume();
            });
            stream.once("error", reject).end();
          }).catch((error: NodeJS.ErrnoException) => error.code),
        ),
      );
    } finally {
      session.destroy();
    }
  }

  it("answer visitors and monitors, by both versions of HTTP", async () => {
    const [page, health] = [await askOnce(origins), await askOnce(origins, "/healthz?deep")];
    expect([page.status, page.body.includes("The site is up")]).to.deep.equal([200, true]);
    expect([health.status, health.body]).to.deep.equal([200, "all well\n"]);
    await expect(askHttp2(["/", "/healthz", "/more"])).to.eventually.deep.equal([200, 200, 200]);
  });

  it("answer in clear where they are declared without TLS", async () => {
    const socket = await dial(origins.network, { address: "198.51.100.3", port: 80 });
    await expect(ask(socket)).to.eventually.include({ status: 200 });
    socket.destroy();
  });

  it("give a monitor the answer that it waits for, whatever code that is", async () => {
    const monitor = { ...deepMonitor, expectedCodes: "302,200", expectedBody: "" };
    const other = declaredOrigin({ address: "198.51.100.9" });
    await origins.declare([site, declaredSite([declaredPool("other", [other], monitor)])]);
    const how = { address: "198.51.100.9" };
    await expect(askOnce(origins, "/healthz", how)).to.eventually.include({ status: 302 });
    await expect(askOnce(origins, "/", how)).to.eventually.include({ status: 200 });
    await origins.declare([site]);
    await expect(
      askOnce(origins, "/", { ...how, giveUpMilliseconds: 100 }),
    ).to.be.rejected.and.eventually.have.property("code", "ABORT_ERR");
  });

  it("keep their processes when the same is declared again", async () => {
    const socket = await dialTls(origins);
    await origins.declare([site]);
    await expect(ask(socket)).to.eventually.include({ status: 200 });
    socket.destroy();
  });

  it("refuse while their process is killed, with every connection, and answer when it is revived", async () => {
    const socket = await dialTls(origins);
    await ask(socket);
    const ended = closed(socket);
    await origins.kill(address, 443);
    await ended;
    await expect(askOnce(origins)).to.be.rejectedWith("connect ECONNREFUSED 198.51.100.1:443");
    await origins.kill(address, 443);
    await origins.revive(address, 443);
    await origins.revive(address, 443);
    await expect(askOnce(origins)).to.eventually.include({ status: 200 });
  });

  it("answer visitors and monitors with the codes that they are told, and well again", async () => {
    await origins.behave(address, 443, { status: 502 });
    await expect(askOnce(origins)).to.eventually.include({ status: 502 });
    await expect(askOnce(origins, "/healthz")).to.eventually.include({ status: 200 });
    await origins.behave(address, 443, { status: 0, healthStatus: 500 });
    await expect(askOnce(origins)).to.eventually.include({ status: 200 });
    const health = await askOnce(origins, "/healthz");
    expect([health.status, health.body.includes("all well")]).to.deep.equal([500, false]);
    await origins.mend(address, 443);
    await expect(askOnce(origins, "/healthz")).to.eventually.include({ status: 200 });
  });

  it("answer 502 to all where their application is dead, to visitors where its workers are killed", async () => {
    const both = async (): Promise<number[]> => [
      (await askOnce(origins)).status,
      (await askOnce(origins, "/healthz")).status,
    ];
    await origins.behave(address, 443, { isUpstreamDead: true });
    await expect(both()).to.eventually.deep.equal([502, 502]);
    await origins.behave(address, 443, { isUpstreamDead: false, crashes: true });
    await expect(both()).to.eventually.deep.equal([502, 200]);
    await origins.behave(address, 443, { crashes: false });
    await expect(both()).to.eventually.deep.equal([200, 200]);
  });

  it("show the old certificate until they read the new one", async () => {
    await origins.behave(address, 443, { certificate: "expired" });
    await origins.behave(address, 443, { certificate: "right", reloads: false });
    await expect(dialTls(origins)).to.be.rejected.and.eventually.have.property(
      "code",
      "CERT_HAS_EXPIRED",
    );
    await origins.mend(address, 443);
    await expect(askOnce(origins)).to.eventually.include({ status: 200 });
  });

  it("keep their behaviour when they are killed and revived", async () => {
    await origins.behave(address, 443, { status: 500 });
    await origins.kill(address, 443);
    await origins.revive(address, 443);
    await expect(askOnce(origins)).to.eventually.include({ status: 500 });
  });

  it("need their modelled time for an answer, and work on so many at the same time", async () => {
    await origins.behave(address, 443, { delaySeconds: 2, workers: 1 });
    const began = performance.now();
    await Promise.all([askOnce(origins), askOnce(origins), askOnce(origins, "/healthz")]);
    expect(performance.now() - began).to.be.at.least(298);
    await origins.behave(address, 443, { workers: 0 });
    await expect(askHttp2(["/", "/", "/"])).to.eventually.deep.equal([200, 200, 200]);
  });

  const wrong = [
    ["expired", "CERT_HAS_EXPIRED"],
    ["otherName", "ERR_TLS_CERT_ALTNAME_INVALID"],
    ["selfSigned", "DEPTH_ZERO_SELF_SIGNED_CERT"],
    ["incompleteChain", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
  ] as const;
  for (const [certificate, code] of wrong) {
    it(`show a certificate that is wrong: ${certificate}`, async () => {
      const idle = await dialTls(origins);
      await ask(idle);
      const ended = closed(idle);
      await origins.behave(address, 443, { certificate });
      await ended;
      await expect(dialTls(origins)).to.be.rejected.and.eventually.have.property("code", code);
      await origins.mend(address, 443);
      await expect(askOnce(origins)).to.eventually.include({ status: 200 });
    });
  }

  it("show a certificate for the name that monitors ask for, where the plan does not hold it", async () => {
    const monitor = { ...deepMonitor, headers: { host: ["monitored.example.com"] } };
    const known = { certificateNames: ["www.example.com"] };
    await origins.declare([
      site,
      declaredSite([
        declaredPool("unknown", [declaredOrigin({ address: "198.51.100.8" })], monitor),
        declaredPool(
          "known",
          [declaredOrigin({ address: "198.51.100.9", server: known })],
          monitor,
        ),
      ]),
    ]);
    const how = { servername: "monitored.example.com" };
    await expect(
      askOnce(origins, "/healthz", { ...how, address: "198.51.100.8" }),
    ).to.eventually.include({ status: 200 });
    await expect(
      dialTls(origins, { ...how, address: "198.51.100.9" }),
    ).to.be.rejected.and.eventually.have.property("code", "ERR_TLS_CERT_ALTNAME_INVALID");
    await origins.declare([site]);
  });

  it("show a certificate for the declared names", async () => {
    const how = { servername: "other.example.com" };
    await expect(dialTls(origins, how)).to.be.rejected.and.eventually.have.property(
      "code",
      "ERR_TLS_CERT_ALTNAME_INVALID",
    );
  });

  it("answer 400 without the client certificate, 403 without the header, case and wildcards apart", async () => {
    const asks = async (
      client: Connecting["client"],
      headers: Readonly<Record<string, string>>,
    ): Promise<number> => {
      const how = { address: "198.51.100.2", ...(client === undefined ? {} : { client }), headers };
      return (await askOnce(origins, "/", how)).status;
    };
    const [own, shared] = [origins.authority.client("own"), origins.authority.client("shared")];
    const right = { "x-origin-secret": "ONE and more" };
    expect([
      await asks(undefined, right),
      await asks(shared, right),
      await asks(own, {}),
      await asks(own, { "x-origin-secret": "twofold" }),
      await asks(own, { "x-origin-secret": "two" }),
      await asks(own, right),
    ]).to.deep.equal([400, 400, 403, 403, 200, 200]);
    const at = { address: "198.51.100.2" };
    await expect(askHttp2(["/"], { ...at, client: own }, right)).to.eventually.deep.equal([200]);
    await expect(askHttp2(["/"], { ...at, client: shared }, right)).to.eventually.deep.equal([400]);
    await expect(askHttp2(["/"], at, right)).to.eventually.deep.equal([400]);
    await origins.behave("198.51.100.2", 443, { takesClientCertificate: false });
    await expect(asks(own, right)).to.eventually.equal(400);
    await origins.mend("198.51.100.2", 443);
    await expect(asks(own, right)).to.eventually.equal(200);
  });

  it("close idle connections after their modelled time, and tell nobody when", async () => {
    await origins.behave(address, 443, { keepAliveSeconds: 20 });
    const socket = await dialTls(origins);
    const { headers } = await ask(socket);
    expect([headers.connection, headers["keep-alive"]]).to.deep.equal(["keep-alive", undefined]);
    const answered = performance.now();
    await closed(socket);
    // A busy machine may be late; where nothing is said, it would take 45 s.
    expect(performance.now() - answered).to.be.within(500, 20_000);
  });

  it("close connections after so many requests, by both versions of HTTP", async () => {
    await origins.behave(address, 443, { keepAliveRequests: 2 });
    const socket = await dialTls(origins);
    const first = await ask(socket);
    const second = await ask(socket);
    expect([first.headers.connection, second.headers.connection]).to.deep.equal([
      "keep-alive",
      "close",
    ]);
    await closed(socket);
    const secured = await dialTls(origins, { protocols: ["h2"] });
    const session = connectHttp2("https://www.example.com", { createConnection: () => secured });
    const ended = closed(session);
    for (const path of ["/", "/two"]) {
      const stream = session.request({ ":path": path });
      await closed(stream.resume());
    }
    await ended;
  });

  it("send as many bytes of headers as they are told, by both versions of HTTP", async () => {
    await origins.behave(address, 443, { headerBytes: 14_000 });
    const { status, headers } = await askOnce(origins);
    const padding = Object.entries(headers).filter(([name]) => name.startsWith("x-padding-"));
    expect(status).to.equal(200);
    expect(padding.map(([, value]) => String(value).length)).to.deep.equal([
      ...[4000, 4000, 4000, 2000],
    ]);
    await expect(askHttp2(["/"])).to.eventually.deep.equal([200]);
    await origins.behave(address, 443, { headerBytes: 140_000 });
    await expect(askOnce(origins)).to.be.rejected.and.eventually.have.property(
      "code",
      "HPE_HEADER_OVERFLOW",
    );
    const [answered] = await askHttp2(["/"]);
    expect(answered).to.not.equal(200);
  });

  it("break answers off half-way, by both versions of HTTP", async () => {
    await origins.behave(address, 443, { truncates: true });
    await expect(askOnce(origins)).to.be.rejected.and.eventually.have.property(
      "code",
      "ECONNRESET",
    );
    await expect(askHttp2(["/"])).to.eventually.deep.equal(["ERR_HTTP2_STREAM_ERROR"]);
  });

  it("tell who is connected, those first that were answered most", async () => {
    const [quiet, busy] = [
      await dialTls(origins, { from: "104.16.0.7" }),
      await dialTls(origins, { from: "172.64.0.7" }),
    ];
    await ask(quiet);
    await ask(busy);
    await ask(busy);
    expect(origins.callers(address, 443)).to.deep.equal(["172.64.0.7", "104.16.0.7"]);
    const ended = Promise.all([closed(quiet), closed(busy)]);
    quiet.destroy();
    busy.destroy();
    await ended;
    expect(origins.callers(address, 443)).to.deep.equal([]);
    expect(origins.callers("198.51.100.77", 443)).to.deep.equal([]);
  });

  it("refuse to change what is not declared", async () => {
    await expect(origins.behave("198.51.100.77", 443, {})).to.be.rejectedWith(
      "No origin is declared at 198.51.100.77:443.",
    );
  });

  it("leave nothing that answers when they have stopped", async () => {
    const others = await startOrigins(new ModelledClock(20));
    await others.declare([site]);
    const socket = await dialTls(others);
    await ask(socket);
    const { remotePort = 0 } = socket;
    const ended = closed(socket);
    await others.stop();
    await ended;
    const again = connect(remotePort, "127.0.0.1");
    await new Promise((resolve) => again.once("error", resolve));
    await expect(askOnce(others, "/", { giveUpMilliseconds: 100 })).to.be.rejected;
  });
});
