import { expect } from "chai";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { examineDns, type Zone } from "../../doctor/dns";
import { examineOrigin } from "../../doctor/origin";
import { freePort } from "../core/firewalls/webServer";
import { skipBecause } from "../support/skipped";
import { intermediate, makeOne, root } from "./certificates";
import { targetAt } from "./origin/servers";
import { failsOf } from "./seen";

const folders: string[] = [];
const running: ChildProcess[] = [];

/** A folder that servers may write to, with these files. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "steady-edge-doctor-"));
  chmodSync(folder, 0o711);
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content.replaceAll("DIR", folder));
  }
  return folder;
}

/** Starts a program, and waits until its port accepts connections. */
async function start(command: string, args: readonly string[], port: number): Promise<void> {
  running.push(spawn(command, [...args], { stdio: "ignore" }));
  for (let tried = 0; tried < 200; tried += 1) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await Promise.race([
      once(socket, "connect").then(() => true),
      once(socket, "error").then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) {
      return;
    }
    await sleep(50);
  }
  throw new Error(`${command} does not listen`);
}

function isInstalled(command: string, flag: string): boolean {
  return spawnSync(command, [flag]).error === undefined;
}

async function stopAll(): Promise<void> {
  await Promise.all(
    running.splice(0).map(async (child) => {
      if (child.exitCode === null) {
        const exited = once(child, "exit");
        child.kill("SIGKILL");
        await exited;
      }
    }),
  );
  folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true }));
}

const right = makeOne({ by: intermediate });

interface Nginx {
  readonly server?: string;
  readonly location?: string;
  readonly chain?: readonly string[];
}

async function nginx({
  server = "",
  location = "root DIR/www;",
  chain = [intermediate.pem],
}: Nginx) {
  const [httpsPort, httpPort] = [await freePort(), await freePort()];
  const bodies = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const folder = folderWith({
    "www/index.html": "hi\n",
    "c.pem": [right.pem, ...chain].join("\n"),
    "c.key": right.keyPem,
    "ca.pem": root.pem,
    "nginx.conf": `daemon off; master_process off; pid DIR/pid; error_log DIR/error.log;
events { worker_connections 64; }
http { access_log off; ${bodies.map((name) => `${name}_temp_path DIR/${name};`).join(" ")}
  keepalive_timeout 910s;
  server { listen 127.0.0.1:${httpPort}; listen 127.0.0.1:${httpsPort} ssl http2; server_name www.example.com;
    ssl_certificate DIR/c.pem; ssl_certificate_key DIR/c.key; ${server}
    location / { ${location} } } }
`,
  });
  const args = [
    "-p",
    folder,
    "-c",
    path.join(folder, "nginx.conf"),
    "-e",
    path.join(folder, "error.log"),
  ];
  await start("nginx", args, httpsPort);
  return examineOrigin([targetAt({ httpsPort, httpPort })], AbortSignal.timeout(30_000));
}

describe("the doctor at servers of Debian", () => {
  afterEach(stopAll);

  describe("nginx", () => {
    before(function () {
      if (!isInstalled("nginx", "-v")) {
        skipBecause(this, "nginx is not installed");
      }
    });

    const cases: readonly (readonly [string, Nginx, readonly string[]])[] = [
      ["no fault in one that is right", {}, []],
      [
        "that the certificate between is missing",
        { chain: [] },
        ["certificate: certificate-chain-incomplete certificate-untrusted (experiment)"],
      ],
      [
        "a client certificate demanded",
        { server: "ssl_client_certificate DIR/ca.pem; ssl_verify_client on;" },
        [
          "client-certificate: client-certificate-missing (setting)",
          "answer: client-certificate-missing (setting)",
        ],
      ],
      [
        "a name that it rejects",
        { server: "ssl_reject_handshake on;" },
        ["tls-handshake: tls-handshake (experiment)"],
      ],
      [
        "an application that is down",
        { location: "proxy_pass http://127.0.0.1:1;" },
        ["answer: origin-answers-5xx (experiment)"],
      ],
      ["a short keep-alive", { server: "keepalive_timeout 1s;" }, []],
      [
        "connections closed after two requests",
        { server: "keepalive_requests 2;" },
        ["requests-per-connection: keep-alive-limit (setting)"],
      ],
    ];
    for (const [name, setUp, fails] of cases) {
      it(`tells ${name}`, async () => {
        expect(failsOf(await nginx(setUp))).to.deep.equal(fails);
      });
    }
  });

  describe("Knot", () => {
    before(function () {
      if (!isInstalled("knotd", "-V")) {
        skipBecause(this, "knotd is not installed");
      }
    });

    /** A zone that Knot signs itself, asked as the zone's own server and as the only resolver. */
    async function knot(address: string) {
      const port = await freePort();
      const folder = folderWith({
        "zone/example.com.zone": `$ORIGIN example.com.
$TTL 300
@ SOA ns1 dns 1 3600 600 86400 300
@ NS ns1
@ CAA 0 issue "letsencrypt.org"
ns1 A 127.0.0.1
www A ${address}
`,
        "k.conf": `server:
  rundir: "DIR"
  listen: 127.0.0.1@${port}
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
database:
  storage: "DIR/db"
policy:
  - id: p
    algorithm: ecdsap256sha256
zone:
  - domain: example.com
    storage: "DIR/zone"
    file: example.com.zone
    dnssec-signing: on
    dnssec-policy: p
`,
      });
      mkdirSync(path.join(folder, "db"));
      await start("knotd", ["-c", path.join(folder, "k.conf")], port);
      const server = { address: "127.0.0.1", port };
      const zone: Zone = { name: "example.com", servers: [{ name: "ns1.example.com", ...server }] };
      const target = {
        hostname: "www.example.com",
        resolvers: [server],
        retired: ["198.51.100.7"],
        origins: [],
        zone,
      };
      return examineDns(target, AbortSignal.timeout(20_000));
    }

    it("finds no fault in a zone that is right, and reads CAA", async () => {
      const evidence = await knot("104.16.1.1");
      expect(failsOf(evidence)).to.deep.equal([]);
      expect(evidence.find(({ check }) => check === "issuers")?.seen).to.equal(
        "certificates may be issued by letsencrypt.org",
      );
      expect(evidence.find(({ check }) => check === "delegation")?.outcome).to.equal("pass");
    });

    it("tells an address that was given up", async () => {
      expect(failsOf(await knot("198.51.100.7"))).to.deep.equal([
        "proxied: dns-not-proxied (setting)",
        "retired: dns-retired-address (experiment)",
      ]);
    });
  });
});
