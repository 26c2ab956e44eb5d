import { connect as connectHttp2 } from "node:http2";
import { expect } from "chai";
import type { DeclaredAlb } from "../../../model/serving/declaredSite";
import { ModelledClock } from "../../../sandbox/modelledClock";
import type { Origins } from "../../../sandbox/origins/origins";
import { startOrigins } from "../../../sandbox/origins/startOrigins";
import { declaredOrigin, declaredPool, declaredSite } from "../declaredSites";
import { ask, askOnce, dialTls, type Answered } from "./client";

const address = "alb-1.eu-west-1.elb.amazonaws.com";
const at = { address };

const declared: DeclaredAlb = {
  ...{ idleTimeoutSeconds: 20, clientKeepAliveSeconds: 3600, deregistrationDelaySeconds: 5 },
  ...{ targets: undefined, healthCheckIntervalSeconds: 10, unhealthyThreshold: 2 },
  healthyThreshold: 2,
};

function closed(socket: NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve) => socket.once("close", () => resolve()));
}

function statusOf(answered: Promise<Answered>): Promise<number> {
  return answered.then(({ status }) => status);
}

describe("a load balancer of AWS as an origin", () => {
  let origins: Origins;

  const origin = declaredOrigin({
    address,
    server: {
      loadBalancer: declared,
      requiredHeader: { name: "X-Origin-Secret", values: ["one"] },
    },
  });
  const guarded = declaredOrigin({
    address: "alb-2.eu-west-1.elb.amazonaws.com",
    server: { loadBalancer: declared, demandsClientCertificate: "shared" },
  });
  const secret = { headers: { "x-origin-secret": "one" } };

  before(async () => {
    origins = await startOrigins(new ModelledClock(20));
    await origins.declare([
      declaredSite([declaredPool("primary", [origin]), declaredPool("backup", [guarded])]),
    ]);
  });

  afterEach(() => origins.mend(address, 443));

  after(() => origins.stop());

  function askIt(path = "/", headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
    return askOnce(origins, path, { ...at, headers: { ...secret.headers, ...headers } });
  }

  it("passes on what its targets answer, and says who they are not", async () => {
    const health = await askIt("/healthz");
    expect([health.status, health.body]).to.deep.equal([200, "all well\n"]);
    await origins.behave(address, 443, { status: 500 });
    const failed = await askIt();
    expect([failed.status, failed.headers.server]).to.deep.equal([500, undefined]);
  });

  it("answers 403 without the header that its rule asks for", async () => {
    await expect(statusOf(askOnce(origins, "/", at))).to.eventually.equal(403);
  });

  it("answers 400 to headers over 64 kB, and 463 to more than 30 addresses", async () => {
    const long = { "x-long": "l".repeat(70_000) };
    await expect(statusOf(askIt("/", long))).to.eventually.equal(400);
    const forwarded = (count: number): Record<string, string> => ({
      "x-forwarded-for": Array.from({ length: count }, () => "192.0.2.1").join(", "),
    });
    await expect(statusOf(askIt("/", forwarded(30)))).to.eventually.equal(200);
    await expect(statusOf(askIt("/", forwarded(31)))).to.eventually.equal(463);
  });

  it("answers 502 while its targets' process is killed, and stands itself", async () => {
    const socket = await dialTls(origins, at);
    await origins.kill(address, 443);
    const failed = await ask(socket, "/", secret.headers);
    expect([failed.status, failed.headers.server]).to.deep.equal([502, "awselb/2.0"]);
    await origins.revive(address, 443);
    socket.destroy();
    await expect(statusOf(askIt())).to.eventually.equal(200);
  });

  it("goes on asking targets that are all unhealthy", async () => {
    await origins.behave(address, 443, { healthStatus: 500 });
    await new Promise((resolve) => setTimeout(resolve, 1200));
    await expect(statusOf(askIt())).to.eventually.equal(200);
  });

  it("answers 503 where no target is registered, and serves with one that is left", async () => {
    await origins.behave(address, 443, { targets: 0 });
    await expect(statusOf(askIt())).to.eventually.equal(503);
    await origins.behave(address, 443, { targets: 1 });
    await expect(statusOf(askIt())).to.eventually.equal(200);
  });

  it("lets targets that are taken out end within the deregistration delay, and answers 502 then", async () => {
    const begun = async () => {
      const socket = await dialTls(origins, at);
      const status = statusOf(ask(socket, "/", secret.headers)).finally(() => socket.destroy());
      // What the load balancer answers by itself, and later, tells that it has passed that on.
      await expect(statusOf(askOnce(origins, "/", at))).to.eventually.equal(403);
      return { status };
    };
    await origins.behave(address, 443, { delaySeconds: 3 });
    const short = await begun();
    await origins.behave(address, 443, { targets: 0 });
    await expect(short.status).to.eventually.equal(200);
    await origins.behave(address, 443, { targets: 2, delaySeconds: 15 });
    const long = await begun();
    await origins.behave(address, 443, { targets: 0 });
    await expect(long.status).to.eventually.equal(502);
  });

  it("answers 504 where a target is silent for the idle timeout", async () => {
    await origins.behave(address, 443, { delaySeconds: 40 });
    await expect(statusOf(askIt())).to.eventually.equal(504);
  });

  it("closes idle connections after its idle timeout", async () => {
    const socket = await dialTls(origins, at);
    await ask(socket, "/", secret.headers);
    const answered = performance.now();
    await closed(socket);
    // A busy machine may be late; the lifetime of connections would end it after 180 s.
    expect(performance.now() - answered).to.be.within(500, 20_000);
  });

  it("speaks HTTP/2 with the edge, with its own answers, and closes that after its idle timeout too", async () => {
    const socket = await dialTls(origins, { ...at, protocols: ["h2"] });
    expect(socket.alpnProtocol).to.equal("h2");
    const session = connectHttp2("https://www.example.com", { createConnection: () => socket });
    const asks = (sent: Readonly<Record<string, string>> = secret.headers): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const stream = session.request({ ":path": "/", ...sent });
        stream.once("response", (headers) => resolve(headers[":status"]));
        stream.once("error", reject).resume().end();
      });
    expect(await Promise.all([asks(), asks(), asks({})])).to.deep.equal([200, 200, 403]);
    await origins.behave(address, 443, { targets: 0 });
    expect(await asks()).to.equal(503);
    await origins.behave(address, 443, { targets: 2, delaySeconds: 40 });
    expect(await asks()).to.equal(504);
    await origins.behave(address, 443, { delaySeconds: 0 });
    await origins.kill(address, 443);
    expect(await asks()).to.equal(502);
    const answered = performance.now();
    await closed(session);
    expect(performance.now() - answered).to.be.at.least(500);
  });

  it("breaks off where a target does", async () => {
    await origins.behave(address, 443, { truncates: true });
    await expect(askIt()).to.be.rejected.and.eventually.have.property("code", "ECONNRESET");
  });

  it("ends connections without a client certificate of its trust store", async () => {
    const asks = (client?: "shared" | "own"): Promise<Answered> =>
      askOnce(origins, "/", {
        address: guarded.address,
        ...(client === undefined ? {} : { client: origins.authority.client(client) }),
      });
    await expect(statusOf(asks("shared"))).to.eventually.equal(200);
    await expect(asks()).to.be.rejected;
    await expect(asks("own")).to.be.rejected;
    await origins.behave(guarded.address, 443, { takesClientCertificate: false });
    await expect(asks("shared")).to.be.rejected;
    await origins.mend(guarded.address, 443);
    await expect(statusOf(asks("shared"))).to.eventually.equal(200);
  });

  it("closes a connection with the answer after its lifetime", async () => {
    const other = await startOrigins(new ModelledClock(20));
    const loadBalancer = { ...declared, clientKeepAliveSeconds: 4 };
    await other.declare([
      declaredSite([], [declaredOrigin({ address, server: { loadBalancer } })]),
    ]);
    try {
      const socket = await dialTls(other, at);
      await expect(ask(socket)).to.eventually.have.nested.property(
        "headers.connection",
        "keep-alive",
      );
      await new Promise((resolve) => setTimeout(resolve, 250));
      await expect(ask(socket)).to.eventually.have.nested.property("headers.connection", "close");
    } finally {
      await other.stop();
    }
  });
});
