import { expect } from "chai";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ClientVerification, nodeConfig } from "../../components/origin/serverConfig";
import type { NodeConfigArgs } from "../../servers/args";
import { freePort, isInstalled, peers } from "../core/firewalls/webServer";
import { skipBecause } from "../support/skipped";
import { Connection, statusWith } from "./connection";
import { makeCertificates, moved, type Certificates } from "./placed";

/** A program as its author would write it. */
const program = `
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { existsSync } from "node:fs";
import { clientAddress, configureServer, healthCheck, tlsOptions } from "./steady-edge-server.mjs";

const isHealthy = healthCheck({
  file: () => !existsSync("broken"),
  database: async () => { if (existsSync("down")) { throw new Error("down"); } },
  slow: () => (existsSync("slow") ? new Promise(() => {}) : true),
});
const answer = (request, response) => {
  if (isHealthy(request, response)) {
    return;
  }
  if (request.url === "/wait") {
    const timer = setInterval(() => {
      if (existsSync("go")) {
        clearInterval(timer);
        response.setHeader("X-Late", "yes");
        response.writeHead(200);
        response.end("waited");
      }
    }, 10);
    return;
  }
  response.end(clientAddress(request));
};
const isTls = process.argv[3] === "tls";
const server = configureServer(isTls ? createTlsServer(tlsOptions(), answer) : createServer({ connectionsCheckingInterval: 50 }, answer));
if (process.argv[4] === "short-headers") {
  server.headersTimeout = 500;
}
server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("listening"));
`;

describe("a Node program with our module", function () {
  let folder = "";
  let child: ChildProcess | undefined;
  let said = "";
  let certificates: Certificates;

  before(function () {
    if (!isInstalled("openssl", "version")) {
      skipBecause(this, "there is no openssl here");
    }
    certificates = makeCertificates();
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "steady-edge-node-"));
  });
  afterEach(async () => {
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    }
    child = undefined;
    rmSync(folder, { recursive: true });
  });

  const start = async (args: Partial<NodeConfigArgs> = {}, ...more: string[]): Promise<number> => {
    const [file] = nodeConfig({ service: "shop", folder: "/opt/shop", ...args }).files;
    expect(file?.path).to.equal("/opt/shop/steady-edge-server.mjs");
    writeFileSync(
      path.join(folder, "steady-edge-server.mjs"),
      moved(folder, file?.text ?? "").replaceAll(`${folder}/etc/ssl`, folder),
    );
    writeFileSync(path.join(folder, "program.mjs"), program);
    writeFileSync(path.join(folder, "server.pem"), certificates.server);
    writeFileSync(path.join(folder, "server.key"), certificates.server);
    writeFileSync(path.join(folder, "pulls.pem"), certificates.authority);
    const port = await freePort();
    const options = [...(args.tls ? ["tls"] : ["plain"]), ...more];
    child = spawn(process.execPath, ["program.mjs", `${port}`, ...options], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    said = "";
    child.stderr?.on("data", (part) => (said += String(part)));
    await once(child.stdout ?? expect.fail(), "data");
    return port;
  };
  const get = async (
    port: number,
    peer: keyof typeof peers,
    target: string,
    headers = {},
  ): Promise<[number, string]> => {
    const connection = await Connection.open(port, peer);
    const { status, body } = await connection.get(target, headers);
    connection.close();
    return [status, body];
  };

  it("is accepted by node --check, as the command says", () => {
    const { files, commands } = nodeConfig({ service: "shop", folder: "/opt/shop" });
    writeFileSync(path.join(folder, "steady-edge-server.mjs"), files[0]?.text ?? "");
    const [command, flag, file] = commands[0]?.split(" ") ?? [];
    expect([command, flag, file]).to.deep.equal([
      "node",
      "--check",
      "/opt/shop/steady-edge-server.mjs",
    ]);
    const checked = spawnSync(
      process.execPath,
      ["--check", path.join(folder, "steady-edge-server.mjs")],
      { encoding: "utf8" },
    );
    expect([checked.status, checked.stderr]).to.deep.equal([0, ""]);
  });

  it("keeps an idle connection for longer than Node's five seconds, and than headersTimeout", async () => {
    const port = await start({}, "short-headers");
    const connection = await Connection.open(port);
    await connection.get("/");
    await sleep(7000);
    expect(await connection.get("/")).to.include({ status: 200, isLast: false });
    connection.close();
  });

  it("ends an idle connection itself once its own time is over", async () => {
    const port = await start({
      webServer: { idleTimeoutSeconds: 1 },
      timeouts: { idleSeconds: 2 },
    });
    const connection = await Connection.open(port);
    await connection.get("/");
    expect(await connection.ended).to.be.at.least(1990);
  });

  it("believes Cloudflare about the visitor, and a stranger nothing", async () => {
    const port = await start();
    const claim = { "CF-Connecting-IP": "198.51.100.77", "X-Forwarded-For": "203.0.113.66" };
    expect(await get(port, "cloudflare", "/", claim)).to.deep.equal([200, "198.51.100.77"]);
    expect(await get(port, "stranger", "/", claim)).to.deep.equal([200, peers.stranger]);
    expect(await get(port, "cloudflare", "/")).to.deep.equal([200, peers.cloudflare]);
    expect(await get(port, "cloudflare", "/", { "CF-Connecting-IP": "nobody" })).to.deep.equal([
      200,
      peers.cloudflare,
    ]);
  });

  it("reads the visitor behind a load balancer from what it and Cloudflare added, and nothing before", async () => {
    const port = await start({
      loadBalancer: { idleTimeoutSeconds: 930, addresses: ["127.0.9.0/24"] },
    });
    for (const [list, visitor] of [
      ["198.51.100.77, 172.64.0.9", "198.51.100.77"],
      ["203.0.113.66, 198.51.100.77, 2400:cb00::9", "198.51.100.77"],
      ["198.51.100.77, 203.0.113.66", "203.0.113.66"],
    ] as const) {
      const headers = { "X-Forwarded-For": list, "CF-Connecting-IP": "203.0.113.1" };
      expect(await get(port, "stranger", "/", headers)).to.deep.equal([200, visitor]);
    }
  });

  it("believes the web server in front of it, and nobody beyond", async () => {
    const port = await start({ webServer: { addresses: ["127.0.7.0/24"] } });
    const list = { "X-Forwarded-For": "203.0.113.66, 198.51.100.77" };
    expect(await get(port, "cloudflare", "/", list)).to.deep.equal([200, "198.51.100.77"]);
    expect(await get(port, "stranger", "/", list)).to.deep.equal([200, peers.stranger]);
  });

  it("answers the health check by every check, and says on standard error alone which failed", async () => {
    const port = await start({ health: { path: "/deep/health", timeoutSeconds: 1 } });
    expect(await get(port, "cloudflare", "/deep/health?x")).to.deep.equal([200, "ok\n"]);
    for (const name of ["broken", "down", "slow"]) {
      writeFileSync(path.join(folder, name), "");
    }
    expect(await get(port, "cloudflare", "/deep/health")).to.deep.equal([503, "failed\n"]);
    while (!said.includes("\n")) {
      await sleep(20);
    }
    expect(said).to.equal("steady-edge health: file, database, slow\n");
    expect((await get(port, "cloudflare", "/healthz"))[1]).to.equal(peers.cloudflare);
  });

  it("answers 503 where the program takes too long, and takes no harm from its late answer", async () => {
    const port = await start({ timeouts: { requestSeconds: 1 } });
    expect(await get(port, "cloudflare", "/wait")).to.deep.equal([503, "no answer in time\n"]);
    writeFileSync(path.join(folder, "go"), "");
    await sleep(200);
    expect(await get(port, "cloudflare", "/")).to.deep.equal([200, peers.cloudflare]);
    expect(said).to.equal("");
  });

  it("ends what it has begun when it is stopped, and then goes", async () => {
    const port = await start();
    const idle = await Connection.open(port);
    await idle.get("/");
    const busy = await Connection.open(port);
    const waiting = busy.get("/wait");
    // What follows on the idle connection was sent after it, so that the program has both.
    await idle.get("/");
    child?.kill("SIGTERM");
    await idle.ended;
    writeFileSync(path.join(folder, "go"), "");
    expect(await waiting).to.include({ status: 200, body: "waited" });
    await busy.ended;
    const [code] =
      child?.exitCode === null ? ((await once(child, "exit")) as [number]) : [child?.exitCode];
    expect(code).to.equal(0);
  });

  for (const mode of Object.values(ClientVerification)) {
    it(`asks for Cloudflare's certificate, to ${mode}`, async () => {
      const file = "/etc/ssl/server.pem";
      const port = await start({
        tls: {
          certificateFile: file,
          keyFile: "/etc/ssl/server.key",
          clientCa: { file: "/etc/ssl/pulls.pem", mode },
        },
      });
      const other = mode === ClientVerification.Enforce ? "refused" : 200;
      expect([
        await statusWith(port),
        await statusWith(port, certificates.foreign),
        await statusWith(port, certificates.right),
      ]).to.deep.equal([other, other, 200]);
    });
  }
});
