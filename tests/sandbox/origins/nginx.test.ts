import { execFileSync } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { assert, expect } from "chai";
import type { DeclaredAlb } from "../../../model/serving/declaredSite";
import { SandboxError } from "../../../sandbox/errors";
import { ModelledClock } from "../../../sandbox/modelledClock";
import {
  installedWebServers,
  webServersOn,
  type WebServers,
} from "../../../sandbox/origins/nginx/webServers";
import { ForkedProcess } from "../../../sandbox/forkedProcess";
import { RehearsalAuthority } from "../../../sandbox/origins/authority";
import { NginxMachine } from "../../../sandbox/origins/nginxMachine";
import type { Origins } from "../../../sandbox/origins/origins";
import { placesOf } from "../../../sandbox/origins/places";
import { startOrigins } from "../../../sandbox/origins/startOrigins";
import { skipBecause } from "../../support/skipped";
import { declaredOrigin, declaredPool, declaredSite } from "../declaredSites";
import { ask, askOnce, dialTls, type Answered } from "./client";

const [direct, guarded, balancer] = [
  "198.51.100.1",
  "198.51.100.2",
  "alb-1.eu-west-1.elb.amazonaws.com",
] as const;

const loadBalancer: DeclaredAlb = {
  ...{ idleTimeoutSeconds: 60, clientKeepAliveSeconds: 3600, deregistrationDelaySeconds: 5 },
  ...{ targets: 2, healthCheckIntervalSeconds: 10, unhealthyThreshold: 2, healthyThreshold: 2 },
};

function statusOf(answered: Promise<Answered>): Promise<number> {
  return answered.then(({ status }) => status);
}

function closed(socket: NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve) => socket.once("close", () => resolve()));
}

let origins: Origins;

/** What visitors of the first origin get, and monitors. */
async function statusesOf(): Promise<number[]> {
  return [await statusOf(askOnce(origins)), await statusOf(askOnce(origins, "/healthz"))];
}

/** Servers that have been started for a rehearsal, by what their command lines hold. */
function running(folder = "steady-edge-origin-"): string[] {
  return execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes(folder) && !line.startsWith("ps "));
}

describe("real servers that are not installed", () => {
  it("are told in one error, with how to get them", () => {
    expect(() => webServersOn("/nowhere"))
      .to.throw(SandboxError)
      .with.property(
        "message",
        "--origins must name servers that are installed here; got nginx, but there is no nginx and no PHP-FPM. Install them (Debian: apt-get install nginx php-fpm), or leave the flag out for servers of its own",
      );
  });
});

describe("the processes of nginx and PHP-FPM", function () {
  this.timeout(60_000);
  let servers: WebServers;
  const forked: ForkedProcess[] = [];
  let machine: NginxMachine;

  before(function () {
    try {
      servers = installedWebServers(process.env.PATH);
    } catch {
      skipBecause(this, "there is no nginx here with PHP-FPM");
    }
  });
  afterEach(async () => {
    await machine.end();
    expect(running()).to.deep.equal([]);
  });

  /** A machine whose processes are offered these ports first, one list for each start. */
  function machineWith(...offered: readonly number[][]): NginxMachine {
    const left = [...offered];
    const fork = (script: string): ForkedProcess => {
      const child = new ForkedProcess(script);
      const ask = child.ask.bind(child);
      const ports = left.shift();
      child.ask = (content) =>
        ports !== undefined && "freePorts" in (content as object)
          ? Promise.resolve(ports)
          : ask(content);
      forked.push(child);
      return child;
    };
    const [place] = placesOf([declaredSite([declaredPool("one", [declaredOrigin()])])]).values();
    assert(place !== undefined);
    const ground = { authority: new RehearsalAuthority(), speed: 50, fork };
    machine = new NginxMachine(place, ground, servers);
    return machine;
  }

  async function taken(): Promise<{ readonly port: number; readonly free: () => void }> {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    return { port: (other.address() as AddressInfo).port, free: () => other.close() };
  }

  it("begin on other ports where somebody took theirs meanwhile", async () => {
    const { port, free } = await taken();
    const before = forked.length;
    const [found] = await machineWith([port, port]).start();
    expect([found === port, forked.length - before]).to.deep.equal([false, 2]);
    free();
  });

  it("say so where that goes on", async () => {
    const { port, free } = await taken();
    const both = [port, port];
    await expect(machineWith(both, both, both).start()).to.eventually.be.rejectedWith(
      /address already in use/i,
    );
    free();
  });

  it("end where the process that looks after them is killed alone", async () => {
    await machineWith().start();
    expect(running()).to.have.length.above(1);
    await forked.at(-1)?.kill();
    for (let looks = 0; looks < 500 && running().length > 0; looks += 1) {
      await sleep(10);
    }
    expect(running()).to.deep.equal([]);
  });
});

describe("nginx and PHP-FPM as origins", function () {
  this.timeout(60_000);
  let servers: WebServers;

  const site = declaredSite([
    declaredPool("primary", [declaredOrigin({ address: direct })]),
    declaredPool("second", [
      declaredOrigin({ address: guarded, server: { demandsClientCertificate: "own" } }),
    ]),
    declaredPool("backup", [declaredOrigin({ address: balancer, server: { loadBalancer } })]),
  ]);

  before(async function () {
    try {
      servers = installedWebServers(process.env.PATH);
    } catch {
      skipBecause(this, "there is no nginx here with PHP-FPM");
    }
    origins = await startOrigins(new ModelledClock(50), { servers });
    await origins.declare([site]);
  });

  afterEach(() => origins.mend(direct, 443));

  after(async () => {
    await (origins as Origins | undefined)?.stop();
    expect(running()).to.deep.equal([]);
  });

  it("answer visitors and monitors, each with what it waits for", async () => {
    const [page, health] = [await askOnce(origins), await askOnce(origins, "/healthz?deep")];
    expect([page.status, page.body.includes("The site is up")]).to.deep.equal([200, true]);
    expect(page.headers.server).to.match(/^nginx/);
    expect([health.status, health.body]).to.deep.equal([200, "all well\n"]);
  });

  it("answer with the codes that their application is told, and well again", async () => {
    await origins.behave(direct, 443, { status: 500 });
    await expect(statusesOf()).to.eventually.deep.equal([500, 200]);
    await origins.behave(direct, 443, { status: 0, healthStatus: 404 });
    await expect(statusesOf()).to.eventually.deep.equal([200, 404]);
    await origins.mend(direct, 443);
    await expect(statusesOf()).to.eventually.deep.equal([200, 200]);
  });

  it("answer 502 while PHP-FPM is stopped, and well when it runs again", async () => {
    await origins.behave(direct, 443, { isUpstreamDead: true });
    await expect(statusesOf()).to.eventually.deep.equal([502, 502]);
    await origins.mend(direct, 443);
    await expect(statusesOf()).to.eventually.deep.equal([200, 200]);
  });

  it("answer 502 where a worker is killed under its request, and monitors well", async () => {
    await origins.behave(direct, 443, { crashes: true });
    await expect(statusesOf()).to.eventually.deep.equal([502, 200]);
    await expect(statusesOf()).to.eventually.deep.equal([502, 200]);
  });

  it("let visitors wait in turn where the pool is exhausted, and tell monitors in time", async () => {
    await origins.behave(direct, 443, { workers: 1, delaySeconds: 10 });
    const began = performance.now();
    const asked = ["/", "/", "/", "/healthz"].map((path) => statusOf(askOnce(origins, path)));
    expect(await Promise.all(asked)).to.deep.equal([200, 200, 200, 504]);
    expect(performance.now() - began).to.be.at.least(3 * 199);
  });

  it("give up a script themselves that takes longer than is declared", async () => {
    await origins.behave(direct, 443, { delaySeconds: 150 });
    const asked = await askOnce(origins);
    expect([502, 504]).to.include(asked.status);
    expect(asked.headers.server).to.match(/^nginx/);
  });

  it("refuse while they are killed, with every connection, and answer when they are revived", async () => {
    const socket = await dialTls(origins, { address: direct });
    await ask(socket);
    const ended = closed(socket);
    await origins.kill(direct, 443);
    await ended;
    await expect(askOnce(origins)).to.be.rejectedWith("connect ECONNREFUSED 198.51.100.1:443");
    await origins.revive(direct, 443);
    await expect(statusesOf()).to.eventually.deep.equal([200, 200]);
  });

  it("show the certificate that they have read, not the one on their disk", async () => {
    await origins.behave(direct, 443, { certificate: "expired" });
    await expect(dialTls(origins)).to.be.rejected.and.eventually.have.property(
      ...(["code", "CERT_HAS_EXPIRED"] as const),
    );
    await origins.behave(direct, 443, { certificate: "right", reloads: false });
    await expect(dialTls(origins)).to.be.rejected.and.eventually.have.property(
      ...(["code", "CERT_HAS_EXPIRED"] as const),
    );
    await origins.mend(direct, 443);
    await expect(statusesOf()).to.eventually.deep.equal([200, 200]);
  });

  it("close idle connections after their modelled time, and others after so many requests", async () => {
    await origins.behave(direct, 443, { keepAliveSeconds: 25, keepAliveRequests: 2 });
    const [idle, busy] = [await dialTls(origins), await dialTls(origins)];
    // From before the question on: a machine that is late to tell of the answer makes the time longer, and never shorter.
    const asked = performance.now();
    await ask(idle);
    const [first, second] = [await ask(busy), await ask(busy)];
    expect([first.headers.connection, second.headers.connection]).to.deep.equal([
      "keep-alive",
      "close",
    ]);
    await closed(idle);
    expect(performance.now() - asked).to.be.at.least(490);
  });

  it("send no more headers than nginx has room for, and break answers off", async () => {
    await origins.behave(direct, 443, { headerBytes: 14_000 });
    await expect(statusesOf()).to.eventually.deep.equal([502, 502]);
    await origins.behave(direct, 443, { headerBytes: 0, truncates: true });
    await expect(askOnce(origins)).to.be.rejected.and.eventually.have.property(
      "code",
      "ECONNRESET",
    );
  });

  it("answer 400 without the client certificate, and to all where they know another authority", async () => {
    const asks = (client?: "own" | "shared"): Promise<number> => {
      const shown = client === undefined ? {} : { client: origins.authority.client(client) };
      return statusOf(askOnce(origins, "/", { address: guarded, ...shown }));
    };
    expect([await asks(), await asks("shared"), await asks("own")]).to.deep.equal([400, 400, 200]);
    await origins.behave(guarded, 443, { takesClientCertificate: false });
    await expect(asks("own")).to.eventually.equal(400);
    await origins.mend(guarded, 443);
    await expect(asks("own")).to.eventually.equal(200);
  });

  it("are targets of a load balancer of AWS, which answers 502 while they are killed", async () => {
    const asks = (): Promise<number> => statusOf(askOnce(origins, "/", { address: balancer }));
    expect([await asks(), await asks()]).to.deep.equal([200, 200]);
    await origins.kill(balancer, 443);
    await expect(asks()).to.eventually.equal(502);
    await origins.mend(balancer, 443);
    await expect(asks()).to.eventually.equal(200);
  });
});
