import { expect } from "chai";
import type { ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import { once } from "node:events";
import { spawn } from "node:child_process";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { examineOrigin } from "../../../doctor/origin";
import { makeOne, root } from "../certificates";
import { failsOf, unknownsOf } from "../seen";
import { rightTls, Servers, targetAt, testPatience, tlsOf } from "./servers";

const servers = new Servers();

const answered =
  (status: number, server: string) =>
  (_request: unknown, response: ServerResponse): void => {
    response.writeHead(status, { Server: server }).end("hi");
  };

/** A server that is right, at an address of loopback; the first one says which port all have. */
function site(status = 200, server = "nginx", tls = rightTls) {
  const made = createHttps(tls, answered(status, server));
  made.keepAliveTimeout = 910_000;
  return made;
}

const addressFails = async (addresses: readonly string[], httpsPort: number) => {
  const targets = addresses.map((address) => targetAt({ httpsPort }, { address }));
  const evidence = await examineOrigin(targets, AbortSignal.timeout(20_000));
  return evidence
    .filter(({ check }) => check === "addresses")
    .map(({ at, speaksFor, weight }) => `${at} ${speaksFor.join(" ")} (${weight})`);
};

const four = ["127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4"];

describe("the addresses of an origin", () => {
  afterEach(() => servers.stop());

  async function startAll(
    make: (address: string) => ReturnType<typeof site> | undefined,
  ): Promise<number> {
    let port = 0;
    for (const address of four) {
      const server = make(address);
      port = server === undefined ? port : await servers.start(server, address, port);
    }
    return port;
  }

  it("finds no fault in four that are alike", async () => {
    const port = await startAll(() => site());
    expect(await addressFails(four, port)).to.deep.equal([]);
  });

  it("tells a stranger by its certificate", async () => {
    const other = tlsOf(makeOne({ by: root, hostnames: ["shop.example.net"] }));
    const port = await startAll((at) => (at === "127.0.0.3" ? site(200, "nginx", other) : site()));
    expect(await addressFails(four, port)).to.deep.equal([
      `127.0.0.3:${port} stranger-among-addresses (experiment)`,
    ]);
  });

  it("tells a stranger by what it answers", async () => {
    const port = await startAll((at) => (at === "127.0.0.4" ? site(404, "Apache") : site()));
    expect(await addressFails(four, port)).to.deep.equal([
      `127.0.0.4:${port} stranger-among-addresses (experiment)`,
    ]);
  });

  it("says of another kind of server that answers alike only that it is one", async () => {
    const port = await startAll((at) => (at === "127.0.0.4" ? site(200, "Apache") : site()));
    expect(await addressFails(four, port)).to.deep.equal([
      `127.0.0.4:${port} stranger-among-addresses (setting)`,
    ]);
  });

  it("does not take one that fails for a stranger", async () => {
    const port = await startAll((at) => (at === "127.0.0.4" ? site(502) : site()));
    expect(await addressFails(four, port)).to.deep.equal([]);
  });

  it("tells one that refuses while others accept", async () => {
    const port = await startAll((at) => (at === "127.0.0.2" ? undefined : site()));
    expect(await addressFails(four, port)).to.deep.equal([
      `127.0.0.2:${port} origin-down (experiment)`,
    ]);
  });

  it("says of one address that refuses that it is down, and of none beside it", async () => {
    const port = await servers.start(site());
    await servers.stop();
    const evidence = await examineOrigin(
      [targetAt({ httpsPort: port })],
      AbortSignal.timeout(20_000),
    );
    expect(failsOf(evidence)).to.deep.equal(["tcp-https: origin-down (experiment)"]);
  });

  it("does not judge one that is silent: it may let in nobody but Cloudflare", async () => {
    // A process that is stopped accepts nothing; once its queue is full, SYN is dropped as a firewall does.
    const listening = spawn(process.execPath, [
      "-e",
      "const s = require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(s.address().port))",
    ]);
    const [line] = (await once(listening.stdout, "data")) as [Buffer];
    listening.kill("SIGSTOP");
    const port = Number(line.toString());
    const filling = Array.from({ length: 4 }, () =>
      connect(port, "127.0.0.1").on("error", () => undefined),
    );
    await sleep(200);
    const target = targetAt(
      { httpsPort: port },
      { patience: { ...testPatience, connectSeconds: 1 } },
    );
    const evidence = await examineOrigin([target], AbortSignal.timeout(20_000));
    filling.forEach((socket) => socket.destroy());
    listening.kill("SIGKILL");
    expect(failsOf(evidence)).to.deep.equal([]);
    expect(evidence[0]?.seen).to.equal(
      "no answer to SYN within 1 s; an origin that lets in nobody but Cloudflare, which is right, looks the same from here",
    );
  });

  it("does not ask an address of Cloudflare's, and asks for the origin's own", async () => {
    const port = await servers.start(site());
    const evidence = await examineOrigin(
      [targetAt({ httpsPort: port }, { address: "104.16.1.1" })],
      AbortSignal.timeout(20_000),
    );
    expect(evidence).to.deep.equal([
      {
        ...{ step: "origin", check: "address", outcome: "unknown", at: "104.16.1.1" },
        seen: "lies in 104.16.0.0/13, a range of Cloudflare's: it is no origin, and was not asked. Give the origin's own address with --origin",
        ...{ weight: "experiment", speaksFor: [], rulesOut: [] },
      },
    ]);
  });

  it("speaks IPv6", async () => {
    const port = await servers.start(site(), "::1");
    const evidence = await examineOrigin(
      [targetAt({ httpsPort: port }, { address: "::1" })],
      AbortSignal.timeout(20_000),
    );
    expect(failsOf(evidence)).to.deep.equal(["tcp-http: encryption-mode (setting)"]);
    expect(evidence[0]?.at).to.equal(`[::1]:${port}`);
  });

  it("ends with its deadline, and says of what it did not look at that it did not", async () => {
    const port = await servers.start(createServer((socket) => socket.resume()));
    const target = targetAt(
      { httpsPort: port },
      { patience: { ...testPatience, answerSeconds: 60 } },
    );
    const began = performance.now();
    const evidence = await examineOrigin([target], AbortSignal.timeout(500));
    expect(performance.now() - began).to.be.below(20_000);
    expect(failsOf(evidence)).to.deep.equal(["tcp-http: encryption-mode (setting)"]);
    expect(unknownsOf(evidence)).to.deep.equal(["tls-handshake", "client-certificate"]);
  });

  it("looks at nothing once its deadline has come", async () => {
    const evidence = await examineOrigin([targetAt({ httpsPort: 1 })], AbortSignal.abort());
    expect(evidence.map(({ outcome, seen }) => `${outcome}: ${seen}`)).to.deep.equal([
      "unknown: the deadline came first",
      "unknown: the deadline came first",
    ]);
  });
});
