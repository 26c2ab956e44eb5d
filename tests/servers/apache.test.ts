import { expect } from "chai";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { compare } from "../../core/order";
import { apacheConfig, ClientVerification } from "../../components/origin/serverConfig";
import type { WebServerConfigArgs } from "../../servers/args";
import {
  bob,
  deadAddress,
  freePort,
  isInstalled,
  peers,
  users,
  WebServer,
} from "../core/firewalls/webServer";
import { skipBecause } from "../support/skipped";
import { Connection, statusWith } from "./connection";
import {
  distribution,
  doctorReads,
  logLines,
  makeCertificates,
  placed,
  type Certificates,
  whenLogged,
} from "./placed";

const files = { certificateFile: "/etc/ssl/server.pem", keyFile: "/etc/ssl/server.key" };

interface Setup {
  readonly args: WebServerConfigArgs;
  /** Whether ours is there. */
  readonly isOurs: boolean;
  /** What of our texts is shortened. */
  readonly shortened?: readonly [string, string];
  /** The MPM. Defaults to Debian's own, event. */
  readonly mpm?: string;
}

/** A site's own rules, in Debian's default host. */
const rules = (folder: string): string => `
  ServerName www.example.com
  <Directory ${folder}/var/www/html>
    AllowOverride All
    Require all granted
  </Directory>
  <Location /private>
    AuthType Basic
    AuthName members
    AuthUserFile ${folder}/users
    Require valid-user
  </Location>
  <Location /office>
    Require ip 203.0.113.0/24
  </Location>
  Redirect /old https://www.example.com/`;

/** Debian's configuration, with ours included in its default host, or as it is. */
function site(
  folder: string,
  port: number,
  { args, isOurs, shortened = ["", ""] }: Setup,
): Record<string, string> {
  const config = isOurs ? placed(folder, apacheConfig(args)) : {};
  const include = isOurs ? "Include conf-available/steady-edge-host.conf" : "";
  const all = { ...distribution(folder, "/etc/apache2"), ...config };
  return {
    ...Object.fromEntries(
      Object.entries(all).map(([name, text]) => [
        name,
        text
          .replace(shortened[0], shortened[1])
          .replace(/^Listen 80$/m, `Listen 127.0.0.1:${port}`)
          .replace(/^\s*Listen 443$/gm, "")
          .replace(
            /<VirtualHost \*:(80|443)>/,
            `<VirtualHost *:${port}>\n  ${include}${rules(folder)}`,
          ),
      ]),
    ),
    users,
    "var/log/apache2/.keep": "",
    "run/.keep": "",
    "state/.keep": "",
    "var/www/html/index.html": "home\n",
    "var/www/html/office/index.html": "office\n",
    "var/www/html/private/page": "private\n",
    "var/www/html/folder/.htaccess": "Require all denied\n",
    "var/www/html/folder/page": "folder\n",
  };
}

const environment = (folder: string): Record<string, string> => ({
  APACHE_CONFDIR: `${folder}/etc/apache2`,
  APACHE_STATE_DIRECTORY: `${folder}/state`,
  APACHE_RUN_USER: "www-data",
  APACHE_RUN_GROUP: "www-data",
  APACHE_PID_FILE: `${folder}/run/apache2.pid`,
  APACHE_RUN_DIR: `${folder}/run`,
  APACHE_LOCK_DIR: `${folder}/run`,
  APACHE_LOG_DIR: `${folder}/var/log/apache2`,
});

/** Switches modules and files on, with Debian's own commands. */
function prepare(folder: string, { args, isOurs, mpm }: Setup): void {
  for (const kind of ["mods", "conf", "sites"]) {
    const enabled = path.join(folder, `etc/apache2/${kind}-enabled`);
    for (const name of existsSync(enabled) ? readdirSync(enabled) : []) {
      rmSync(path.join(enabled, name));
      symlinkSync(`../${kind}-available/${name}`, path.join(enabled, name));
    }
    mkdirSync(enabled, { recursive: true });
  }
  const commands = [
    ...(mpm === undefined ? [] : ["a2dismod mpm_event", `a2enmod ${mpm}`]),
    ...(isOurs ? apacheConfig(args).commands.filter((each) => each.startsWith("a2")) : []),
    // The site of ours comes in the place of Debian's.
    ...(isOurs && args.serverNames ? ["a2dissite 000-default"] : []),
  ];
  for (const command of commands) {
    const [program = "", ...rest] = command.split(" ");
    execFileSync(program, [...rest, "-q", ...(program === "a2dismod" ? ["-f"] : [])], {
      env: { ...process.env, ...environment(folder) },
      stdio: "pipe",
    });
  }
}

const command = (folder: string): [string, ...string[]] => {
  const set = Object.entries(environment(folder)).map(([name, value]) => `${name}=${value}`);
  const apache = [
    "apache2",
    "-d",
    `${folder}/etc/apache2`,
    "-f",
    `${folder}/etc/apache2/apache2.conf`,
  ];
  // A group of its own, since prefork ends all of its group with itself.
  return ["setsid", "env", ...set, ...apache, "-DFOREGROUND"];
};

describe("Apache with our configuration in Debian's own", function () {
  let server: WebServer | undefined;
  let certificates: Certificates;

  before(function () {
    if (!isInstalled("a2enmod", "-h") || !existsSync("/etc/apache2/apache2.conf")) {
      skipBecause(this, "there is no apache2 here with Debian's default configuration");
    }
    if (!isInstalled("openssl", "version")) {
      skipBecause(this, "there is no openssl here");
    }
    certificates = makeCertificates();
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  const all = (folder: string, port: number, setup: Setup): Record<string, string> => ({
    ...site(folder, port, setup),
    "etc/ssl/server.pem": certificates.server,
    "etc/ssl/server.key": certificates.server,
    "etc/ssl/pulls.pem": certificates.authority,
  });
  const start = async (given: Partial<Setup> = {}): Promise<WebServer> => {
    const args = { statusPort: await freePort(), ...given.args };
    const setup = { isOurs: true, ...given, args };
    server = await WebServer.start(
      (folder, port) => all(folder, port, setup),
      (folder) => {
        prepare(folder, setup);
        return command(folder);
      },
    );
    return server;
  };
  const logged = (name: string, lines: number): Promise<string> =>
    whenLogged(path.join(server?.folder ?? "", "var/log/apache2", name), lines);

  for (const isEncrypted of [false, true]) {
    it(`is taken by a reload, with the modules that it needs${isEncrypted ? " for TLS" : ""}, in which nobody is refused`, async () => {
      const args = {
        statusPort: await freePort(),
        ...(isEncrypted && { tls: files }),
        application: { address: "127.0.0.1:9" },
      };
      const { folder, port } = await start({ args, isOurs: false });
      WebServer.write(folder, all(folder, port, { args, isOurs: true }));
      prepare(folder, { args, isOurs: true });
      const asked = async (at: number, target: string, tls?: object): Promise<number> => {
        const connection = await Connection.open(at, "cloudflare", tls);
        try {
          return (await connection.get(target)).status;
        } finally {
          connection.close();
        }
      };
      // It takes connections before it says its number.
      const pid = await whenLogged(path.join(folder, "run/apache2.pid"), 1);
      process.kill(Number(pid), "SIGUSR1");
      let status: unknown = "not there yet";
      while (status !== 200) {
        // Whoever is refused fails the test.
        (await Connection.open(port)).close();
        status = await asked(args.statusPort, "/server-status?auto").catch(String);
      }
      // The application is not there.
      expect(await asked(port, "/healthz", isEncrypted ? {} : undefined)).to.equal(503);
    });
  }

  it("is accepted by apachectl's test, in every form", () => {
    const tls = { ...files, clientCa: { file: "/etc/ssl/pulls.pem" } };
    const php = { listen: "/run/php/php8.2-fpm.sock" };
    const forms: readonly WebServerConfigArgs[] = [
      {},
      { tls },
      { tls, application: { address: "127.0.0.1:3000" }, onlyCloudflare: true },
      { serverNames: ["www.example.com", "*.example.com"], application: { address: "[::1]:3000" } },
      { serverNames: ["www.example.com"], php, tls },
      {
        php: { listen: "127.0.0.1:9000" },
        loadBalancer: { idleTimeoutSeconds: 930, addresses: ["10.0.0.0/16"] },
      },
    ];
    for (const args of forms) {
      const folder = mkdtempSync(path.join(tmpdir(), "steady-edge-server-"));
      try {
        const setup = { args: { ...args, statusPort: 8079 }, isOurs: true };
        WebServer.write(folder, all(folder, 8080, setup));
        prepare(folder, setup);
        const [program, ...rest] = command(folder);
        const { status, stderr } = spawnSync(program, [...rest, "-t"], { encoding: "utf8" });
        expect(stderr.replace(/^AH00558.*\n/, "")).to.equal("Syntax OK\n");
        expect(status).to.equal(0);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }
  });

  it("leaves the site's answers, access rules and logs as they were", async () => {
    const answers = {
      ...{ "/": 200, "/private/page": 401, "/folder/page": 403, "/folder/.htaccess": 403 },
      ...{ "/office/": 403, "/old": 302, "/missing": 404 },
    };
    for (const isOurs of [false, true]) {
      const started = await start({ isOurs });
      expect(await started.statuses("cloudflare", Object.keys(answers))).to.deep.equal(answers);
      expect(await started.get("cloudflare", "/private/page", bob)).to.deep.equal([200, "private"]);
      expect((await logged("access.log", 8)).trimEnd().split("\n")).to.have.lengthOf(8);
      if (isOurs) {
        const office = { "cf-connecting-ip": "203.0.113.5" };
        expect(await started.get("cloudflare", "/office/", office)).to.deep.equal([200, "office"]);
        expect(await started.get("stranger", "/office/", office)).to.have.property("0", 403);
      }
      await started.stop();
      server = undefined;
    }
  });

  it("logs the visitor that Cloudflare names, and believes a stranger nothing, in lines that a program reads", async () => {
    const started = await start();
    const visitor = { "cf-connecting-ip": "198.51.100.77", "cf-ray": '8f1a"y', host: "shop.test" };
    await started.get("cloudflare", "/?token=secret", visitor);
    await started.get("stranger", "/a%09b?c", { "cf-connecting-ip": "198.51.100.77" });
    // Two processes write, each when it has answered.
    const lines = logLines(await logged("steady-edge.log", 2)).sort((left, right) =>
      compare(right.path ?? "", left.path ?? ""),
    );
    expect(
      lines.map(({ client, peer, ray, host, path, status }) => [
        client,
        peer,
        ray,
        host,
        path,
        status,
      ]),
    ).to.deep.equal([
      ["198.51.100.77", peers.cloudflare, '8f1a\\"y', "shop.test", "/index.html", "200"],
      [peers.stranger, peers.stranger, "-", `127.0.0.1:${started.port}`, "/a\\tb", "404"],
    ]);
    expect(Object.keys(lines[0] ?? {})).to.deep.equal([
      ...[
        "time",
        "client",
        "peer",
        "ray",
        "host",
        "method",
        "path",
        "status",
        "bytes",
        "microseconds",
      ],
      ...["connection_requests", "handler", "error_log_id", "pid"],
    ]);
  });

  it("reads the visitor behind a load balancer from what it and Cloudflare added, and nothing before", async () => {
    const loadBalancer = { idleTimeoutSeconds: 930, addresses: ["127.0.9.0/24"] };
    const started = await start({ args: { loadBalancer } });
    const lists = [
      "198.51.100.77, 172.64.0.9",
      "203.0.113.66, 198.51.100.77, 172.64.0.9",
      "198.51.100.77, 203.0.113.66",
    ];
    for (const [before, list] of lists.entries()) {
      await started.get("stranger", "/", {
        "x-forwarded-for": list,
        "cf-connecting-ip": "203.0.113.1",
      });
      // Two processes write, each when it has answered.
      await logged("steady-edge.log", before + 1);
    }
    const lines = logLines(await logged("steady-edge.log", lists.length));
    // The last came to the load balancer past Cloudflare.
    expect(lines.map(({ client }) => client)).to.deep.equal([
      "198.51.100.77",
      "198.51.100.77",
      "203.0.113.66",
    ]);
  });

  it("keeps an idle connection for longer than Debian's five seconds, and ends it when its own time is over", async () => {
    const started = await start({ shortened: ["KeepAliveTimeout 910", "KeepAliveTimeout 60"] });
    const connection = await Connection.open(started.port);
    expect(await connection.get("/")).to.deep.equal({ status: 200, body: "home\n", isLast: false });
    await sleep(6000);
    expect(await connection.get("/")).to.deep.equal({ status: 200, body: "home\n", isLast: false });
    connection.close();
    await started.stop();
    const short = await start({ shortened: ["KeepAliveTimeout 910", "KeepAliveTimeout 1"] });
    const other = await Connection.open(short.port);
    await other.get("/");
    expect(await other.ended).to.be.at.least(990);
  });

  it("says in each answer that the connection ends where an idle one would hold a process", async () => {
    const started = await start({ mpm: "mpm_prefork" });
    const connection = await Connection.open(started.port);
    expect(await connection.get("/")).to.deep.equal({ status: 200, body: "home\n", isLast: true });
    await connection.ended;
  });

  it("leaves logs that tell the doctor of an application that is down", async () => {
    const started = await start({
      args: { application: { address: deadAddress }, serverNames: ["www.example.com"] },
    });
    const headers = { host: "www.example.com" };
    expect(await started.get("cloudflare", "/", headers)).to.have.property("0", 503);
    await logged("steady-edge.log", 1);
    const logs = ["error.log", "steady-edge.log"].map((name) => `var/log/apache2/${name}`);
    expect(await doctorReads(started.folder, ...logs)).to.deep.equal([
      "fail apache-upstream-refused: upstream-down",
      "pass lines:",
    ]);
  });

  it("uses a connection to the application again while it is kept, and a new one before the application ends it", async () => {
    const ports: (number | undefined)[] = [];
    const application = createServer((request, response) => {
      ports.push(request.socket.remotePort);
      response.end("\n");
    }).listen(0, "127.0.0.1");
    // The one behind keeps what is idle for longer than Apache, which is told 15 seconds and takes 10 off.
    application.keepAliveTimeout = 15_000;
    await once(application, "listening");
    try {
      const address = `127.0.0.1:${(application.address() as AddressInfo).port}`;
      const started = await start({
        args: { application: { address, idleSeconds: 15 }, serverNames: ["www.example.com"] },
      });
      // One connection, since each process has connections of its own to the application.
      const connection = await Connection.open(started.port);
      for (const idleMilliseconds of [0, 0, 9000]) {
        await sleep(idleMilliseconds);
        expect(await connection.get("/")).to.have.property("status", 200);
      }
      connection.close();
      const [first, second, third] = ports;
      expect([second === first, third === second]).to.deep.equal([true, false]);
    } finally {
      application.closeAllConnections();
      application.close();
    }
  });

  it("hands requests and the health check to the application, with the visitor's address", async () => {
    const ports: (number | undefined)[] = [];
    const application = createServer((request, response) => {
      ports.push(request.socket.remotePort);
      response.end(`${request.url} for ${request.headers["x-forwarded-for"] as string}\n`);
    }).listen(0, "127.0.0.1");
    application.keepAliveTimeout = 60_000;
    await once(application, "listening");
    try {
      const address = `127.0.0.1:${(application.address() as AddressInfo).port}`;
      const started = await start({
        args: { application: { address, idleSeconds: 11 }, serverNames: ["www.example.com"] },
      });
      const headers = { "cf-connecting-ip": "198.51.100.77", host: "www.example.com" };
      for (const target of ["/a", "/healthz"]) {
        const answer = [200, `${target} for 198.51.100.77`];
        expect(await started.get("cloudflare", target, headers)).to.deep.equal(answer);
      }
      expect(await started.get("cloudflare", "/private/page", headers)).to.have.property("0", 401);
      expect(ports).to.have.lengthOf(2);
    } finally {
      application.closeAllConnections();
      application.close();
    }
  });

  for (const mode of Object.values(ClientVerification)) {
    it(`asks for Cloudflare's certificate, to ${mode}`, async () => {
      const clientCa = { file: "/etc/ssl/pulls.pem", mode };
      const started = await start({ args: { tls: { ...files, clientCa } } });
      const isEnforced = mode === ClientVerification.Enforce;
      // Two processes write, each when it has answered; nobody who is refused is logged.
      const whenAnswered = async (client: string | undefined, before: number): Promise<unknown> => {
        const status = await statusWith(started.port, client);
        if (status === 200) {
          await logged("steady-edge.log", before + 1);
        }
        return status;
      };
      const others = isEnforced ? "refused" : 200;
      expect(await whenAnswered(undefined, 0)).to.equal(others);
      expect(await whenAnswered(certificates.foreign, 1)).to.equal(others);
      expect(await whenAnswered(certificates.right, isEnforced ? 0 : 2)).to.equal(200);
      const expected = isEnforced
        ? ["SUCCESS"]
        : ["NONE", "FAILED:unable to verify the first certificate", "SUCCESS"];
      const lines = logLines(await logged("steady-edge.log", expected.length));
      const found = lines.map(({ client_certificate }) => client_certificate);
      expect(found).to.deep.equal(expected);
    });
  }

  it("refuses whoever is not Cloudflare where it is asked to, and answers its status to this machine alone", async () => {
    const statusPort = await freePort();
    const started = await start({ args: { onlyCloudflare: true, statusPort } });
    const spoofed = { "cf-connecting-ip": peers.cloudflare };
    expect(await started.get("stranger", "/", spoofed)).to.have.property("0", 403);
    expect(await started.get("cloudflare", "/")).to.deep.equal([200, "home"]);
    const answer = await fetch(`http://127.0.0.1:${statusPort}/server-status?auto`);
    expect(await answer.text()).to.match(/^127\.0\.0\.1\nServerVersion: Apache/);
    const claim = { headers: { "cf-connecting-ip": "127.0.0.1", "x-forwarded-for": "127.0.0.1" } };
    expect(await fetch(`http://127.0.0.1:${statusPort}/missing`, claim)).to.have.property(
      "status",
      404,
    );
    const visitor = { "cf-connecting-ip": "198.51.100.77" };
    const asked = await started.get("cloudflare", "/server-status", visitor);
    expect(asked).to.have.property("0", 403);
  });
});
