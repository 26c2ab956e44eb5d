import { expect } from "chai";
import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bundleEvidence, collectBundle, readBundle, type Bundle } from "../../../doctor/bundle";
import { askFastcgi } from "../../../doctor/bundle/collect/fastcgi";
import { intermediate, makeOne } from "../certificates";
import { freePort } from "../../core/firewalls/webServer";
import { skipBecause } from "../../support/skipped";

const folders: string[] = [];
const running: ChildProcess[] = [];

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), "steady-edge-collect-"));
  chmodSync(made, 0o711);
  folders.push(made);
  return made;
}

/** Whether a program can be run. */
const isInstalled = (program: string): boolean =>
  spawnSync(program, ["-v"], { env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin` } }).error ===
  undefined;

/** Starts a server, and waits until its socket accepts connections. */
async function start(program: string, args: readonly string[], isUp: () => boolean): Promise<void> {
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
  // Apache ends every process of its group with it.
  const child = spawn(program, args, { stdio: "ignore", env, detached: true });
  running.push(child);
  for (let tried = 0; !isUp(); tried += 1) {
    if (tried > 200 || child.exitCode !== null) {
      throw new Error(`${program} does not listen`);
    }
    await sleep(50);
  }
}

const isListening = (what: string): boolean =>
  execFileSync("ss", ["-H", "-l", "-n", "-t", "-x"], { encoding: "utf8" }).includes(`${what} `);

const collect = (): Promise<Bundle> => collectBundle(new AbortController().signal);

describe("a collection on an origin's host", function () {
  this.timeout(60_000);

  before(function () {
    if (process.platform !== "linux") {
      skipBecause(this, "collections read Linux's /proc");
    }
  });

  afterEach(async () => {
    await Promise.all(
      running.splice(0).map(async (child) => {
        const exited = child.exitCode === null ? once(child, "exit") : undefined;
        child.kill("SIGTERM");
        await exited;
      }),
    );
    folders.splice(0).forEach((each) => rmSync(each, { recursive: true, force: true }));
  });

  it("runs as one file, in an empty folder with an empty home, and leaves both empty", () => {
    const [place, home, bin] = [folder(), folder(), folder()];
    const file = path.join(bin, "collect.cjs");
    const maker = path.resolve("cli/collectFile.cjs");
    const entry = path.resolve("doctor/bundle/collectFile.ts");
    const making = `require(${JSON.stringify(maker)}).writeCollectFile(...${JSON.stringify([entry, file])})`;
    execFileSync(process.execPath, ["-e", making]);
    const { stdout, stderr, status } = spawnSync(process.execPath, [file], {
      ...{ cwd: place, encoding: "utf8", maxBuffer: 2 ** 26 },
      env: { HOME: home, PATH: "/usr/bin:/bin" },
    });
    expect([stderr, status]).to.deep.equal(["", 0]);
    const bundle = readBundle(stdout, "origin.json");
    expect(bundle.processes?.some(({ name }) => name.startsWith("node"))).to.equal(true);
    expect(bundle.memory?.totalBytes).to.be.above(0);
    expect([place, home].flatMap((each) => readdirSync(each))).to.deep.equal([]);
  });

  it("ends at once when it is stopped, with what it could not read", async () => {
    const bundle = await collectBundle(AbortSignal.abort());
    expect(bundle.listeners).to.equal(undefined);
    expect(bundle.unread).to.deep.include({ what: "/proc/stat", why: "the deadline came first" });
    expect(readBundle(JSON.stringify(bundle), "a").unread).to.deep.equal(bundle.unread);
  });

  it("reads nginx as it reads itself, its certificate and the one that it shows", async function () {
    if (!isInstalled("nginx")) {
      skipBecause(this, "nginx is not installed");
    }
    const [place, ownPort] = [folder(), await freePort()];
    const [old, renewed] = [makeOne({ by: intermediate }), makeOne({ by: intermediate })];
    const bodies = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    const temps = bodies.map((name) => `${name}_temp_path ${place}/${name};`).join(" ");
    mkdirSync(`${place}/sites`);
    writeFileSync(`${place}/c.pem`, old.pem);
    writeFileSync(`${place}/c.key`, old.keyPem);
    writeFileSync(
      `${place}/sites/a.conf`,
      `server { listen 127.0.0.1:${ownPort} ssl; server_name www.example.com; ssl_certificate ${place}/c.pem;
        ssl_certificate_key ${place}/c.key; root ${place}/gone; proxy_set_header Authorization hunter2; }`,
    );
    writeFileSync(
      `${place}/nginx.conf`,
      `daemon off; pid ${place}/pid; error_log ${place}/error.log; events { worker_connections 64; }
http { access_log off; ${temps} include sites/*.conf; }`,
    );
    const args = ["-p", place, "-c", `${place}/nginx.conf`, "-e", `${place}/error.log`];
    await start("nginx", args, () => isListening(`127.0.0.1:${ownPort}`));
    writeFileSync(`${place}/c.pem`, renewed.pem);
    const { configurations, certificates, served, paths, listeners } = await collect();
    const found = configurations.find(({ root }) => root === `${place}/nginx.conf`);
    expect(found?.isRunning).to.equal(true);
    // The new certificate does not fit the key: nginx says so, and its files are read.
    expect(found?.refused).to.match(/^SSL_CTX_use_PrivateKey\(.*key values mismatch/);
    expect(JSON.stringify(found)).to.include("www.example.com").and.not.include("hunter2");
    expect(certificates.filter((one) => one.path.startsWith(place))).to.have.lengthOf(1);
    expect(served.filter(({ port }) => port === ownPort)).to.have.lengthOf(1);
    expect(served.map(({ fingerprint256 }) => fingerprint256)).to.not.include(
      certificates.find((one) => one.path === `${place}/c.pem`)?.fingerprint256,
    );
    expect(paths).to.deep.include({ path: `${place}/gone`, kind: "missing" });
    expect(listeners?.filter(({ port }) => port === ownPort)).to.deep.equal([
      { address: "127.0.0.1", port: ownPort, waiting: { most: 0, least: 0 }, backlog: 511 },
    ]);
  });

  it("asks PHP-FPM how busy its pools are", async function () {
    if (!isInstalled("php-fpm8.2")) {
      skipBecause(this, "php-fpm8.2 is not installed");
    }
    const place = folder();
    writeFileSync(
      `${place}/fpm.conf`,
      `[global]
error_log = ${place}/fpm.log
daemonize = no
[site]
user = www-data
listen = ${place}/fpm.sock
pm = static
pm.max_children = 2
pm.status_path = /status
`,
    );
    await start("php-fpm8.2", ["-F", "-n", "-y", `${place}/fpm.conf`], () =>
      isListening(`${place}/fpm.sock`),
    );
    const { pools } = await collect();
    const pool = pools.find(({ listen }) => listen === `${place}/fpm.sock`);
    expect(pool?.asked).to.equal("answered");
    expect(pool?.status).to.include({ waiting: 0, active: 1, total: 2, maxChildrenReached: 0 });
  });

  it("reads the configuration that Apache was started with, and how busy its workers are", async function () {
    if (!isInstalled("apache2")) {
      skipBecause(this, "apache2 is not installed");
    }
    const [place, port, closed] = [folder(), await freePort(), await freePort()];
    const modules = [
      "mpm_prefork",
      "authz_core",
      "authz_host",
      "status",
      "env",
      "proxy",
      "proxy_http",
    ];
    const loaded = modules.map(
      (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
    );
    writeFileSync(
      `${place}/a.conf`,
      [
        ...loaded,
        ...[`ServerRoot ${place}`, `PidFile ${place}/pid`, "ServerName www.example.com"],
        ...[`Listen 127.0.0.1:${port}`, `ErrorLog ${place}/error.log`, "ServerLimit 2"],
        ...["StartServers 1", "MaxRequestWorkers 2", "KeepAliveTimeout 910", "User www-data"],
        ...['<Location "/server-status">', "SetHandler server-status", "</Location>"],
        ...[`ProxyPass /app http://127.0.0.1:${closed}/`, "SetEnv DB_PASSWORD hunter2", ""],
      ].join("\n"),
    );
    await start("apache2", ["-f", `${place}/a.conf`, "-DFOREGROUND"], () =>
      isListening(`127.0.0.1:${port}`),
    );
    const bundle = await collect();
    const own = bundle.configurations.filter(({ root }) => root === `${place}/a.conf`);
    expect(own).to.have.lengthOf(1);
    expect(JSON.stringify(bundle)).to.not.include("hunter2");
    const evidence = bundleEvidence(
      { ...bundle, configurations: own, texts: [], logs: [] },
      { port, hostname: "www.example.com" },
    ).filter(({ check }) => ["application-socket", "request-workers"].includes(check));
    expect(
      evidence.map(({ check, outcome, speaksFor }) => [check, outcome, ...speaksFor]),
    ).to.deep.equal([
      ["application-socket", "fail", "upstream-down"],
      ["request-workers", "pass"],
    ]);
  });

  for (const [what, onConnect, kind] of [
    ["says nothing", () => undefined, "silent"],
    ["answers with megabytes that are no FastCGI", "x".repeat(2 ** 20), "silent"],
    ["closes", "", "silent"],
  ] as const) {
    it(`is not held up by a socket that ${what}`, async () => {
      const place = folder();
      const server = createServer((socket) => {
        socket.resume().on("error", () => undefined);
        if (typeof onConnect === "string") {
          socket.end(onConnect);
        }
      }).listen(`${place}/a.sock`);
      await once(server, "listening");
      expect(await askFastcgi(`${place}/a.sock`, "/status", "json", 300)).to.deep.equal({ kind });
      await once(server.close(), "close");
    });
  }

  it("tells a socket without a listener", async () => {
    expect(await askFastcgi(`${folder()}/a.sock`, "/status", "json", 300)).to.deep.equal({
      kind: "refused",
    });
  });
});
