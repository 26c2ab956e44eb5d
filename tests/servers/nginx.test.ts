import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nginxConfig, ClientVerification } from "../../components/origin/serverConfig";
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

/** How a test differs from Debian's default configuration with ours in it. */
interface Setup {
  readonly args?: WebServerConfigArgs;
  /** Lines of http before ours. */
  readonly http?: string;
  /** Lines of the site's server behind ours. */
  readonly server?: string;
  /** What of our texts is shortened. */
  readonly shortened?: readonly [string, string];
}

/** Debian's configuration: with ours included in its server, or as it is. */
function site(folder: string, port: number, setup: Setup, isOurs = true): Record<string, string> {
  const { args = {}, http = "", server = "", shortened = ["", ""] } = setup;
  const all = {
    ...distribution(folder, "/etc/nginx"),
    ...(isOurs ? placed(folder, nginxConfig(args)) : {}),
  };
  const tls = args.tls ? " ssl" : "";
  return Object.fromEntries(
    Object.entries({
      ...all,
      "var/log/nginx/.keep": "",
      "run/.keep": "",
      "var/www/html/index.html": "home\n",
      "var/www/html/private/page": "private\n",
      "var/www/html/.htpasswd": users,
    })
      .filter(
        ([name]) => !name.includes("/modules-enabled/") && !name.includes("/sites-available/"),
      )
      .map(([name, text]) => [
        name,
        text
          .replace(shortened[0], shortened[1])
          .replace("user www-data;", "daemon off;")
          .replace("worker_processes auto;", "worker_processes 1;")
          .replace("http {", `http {\n${http}\n${temporary(folder)}`)
          .replace("listen 80 default_server;", `listen 127.0.0.1:${port}${tls} default_server;`)
          .replace(/^\s*listen \[::\].*$/m, "")
          .replace(/listen (80|443 ssl);/, `listen 127.0.0.1:${port}${tls};`)
          .replace(
            "server_name _;",
            `server_name _;\n${isOurs ? "include snippets/steady-edge.conf;" : ""}\n${server}`,
          ),
      ]),
  );
}

const temporary = (folder: string): string =>
  ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(" ");

const command = (folder: string): [string, ...string[]] => {
  const args = ["-c", `${folder}/etc/nginx/nginx.conf`, "-e", `${folder}/error.log`];
  return ["nginx", ...args];
};

/** Rules of a site's own, and another host beside it. */
const rules = `
  location /private { auth_basic members; auth_basic_user_file FOLDER/var/www/html/.htpasswd; }
  location ~ /\\.ht { deny all; }
  location /office { allow 203.0.113.0/24; deny all; try_files /index.html =404; }
`;

describe("nginx with our configuration in Debian's own", function () {
  let server: WebServer | undefined;
  let application: Server | undefined;
  let certificates: Certificates;

  before(function () {
    if (!isInstalled("nginx", "-v") || !existsSync("/etc/nginx/sites-enabled/default")) {
      skipBecause(this, "there is no nginx here with Debian's default configuration");
    }
    if (!isInstalled("openssl", "version")) {
      skipBecause(this, "there is no openssl here");
    }
    certificates = makeCertificates();
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    application?.closeAllConnections();
    application?.close();
    application = undefined;
  });

  const start = async (given: Setup, isOurs = true): Promise<WebServer> => {
    const setup = { ...given, args: { statusPort: await freePort(), ...given.args } };
    server = await WebServer.start(
      (folder, port) => ({
        ...site(
          folder,
          port,
          { ...setup, server: setup.server?.replaceAll("FOLDER", folder) },
          isOurs,
        ),
        "etc/ssl/server.pem": certificates.server,
        "etc/ssl/server.key": certificates.server,
        "etc/ssl/pulls.pem": certificates.authority,
      }),
      command,
    );
    return server;
  };
  /** An application that counts its connections and says who ends them. */
  const startApplication = async (): Promise<{
    port: number;
    sockets: Socket[];
    ends: Promise<string>[];
  }> => {
    const sockets: Socket[] = [];
    const ends: Promise<string>[] = [];
    application = createServer((request, response) => {
      response.setHeader("content-type", "text/plain");
      response.end(
        `${request.url} for ${request.headers["x-forwarded-for"] as string} by ${request.headers["x-forwarded-proto"] as string}\n`,
      );
    });
    application.keepAliveTimeout = 60_000;
    application.on("connection", (socket) => {
      sockets.push(socket);
      ends.push(
        Promise.race([
          once(socket, "end").then(() => "by nginx"),
          once(socket, "timeout").then(() => "by the application"),
        ]),
      );
    });
    application.listen(0, "127.0.0.1");
    await once(application, "listening");
    return { port: (application.address() as AddressInfo).port, sockets, ends };
  };
  const logged = (name: string, lines: number): Promise<string> =>
    whenLogged(path.join(server?.folder ?? "", "var/log/nginx", name), lines);

  it("is accepted by nginx -t, in every form", () => {
    const tls = { ...files, clientCa: { file: "/etc/ssl/pulls.pem" } };
    const forms: readonly WebServerConfigArgs[] = [
      {},
      { tls },
      { tls, application: { address: "127.0.0.1:3000" }, onlyCloudflare: true },
      { serverNames: ["www.example.com", "*.example.com"], application: { address: "[::1]:3000" } },
      { serverNames: ["www.example.com"], php: { listen: "/run/php/php8.2-fpm.sock" }, tls },
      {
        php: { listen: "127.0.0.1:9000" },
        loadBalancer: { idleTimeoutSeconds: 930, addresses: ["10.0.0.0/16"] },
      },
    ];
    for (const args of forms) {
      const folder = mkdtempSync(path.join(tmpdir(), "steady-edge-server-"));
      try {
        WebServer.write(folder, {
          ...site(folder, 8080, { args: { ...args, statusPort: 8079 } }),
          "etc/ssl/server.pem": certificates.server,
          "etc/ssl/server.key": certificates.server,
          "etc/ssl/pulls.pem": certificates.authority,
        });
        const [program, ...rest] = command(folder);
        const { status, stderr } = spawnSync(program, [...rest, "-t"], { encoding: "utf8" });
        expect(stderr).to.equal(
          `nginx: the configuration file ${folder}/etc/nginx/nginx.conf syntax is ok\n` +
            `nginx: configuration file ${folder}/etc/nginx/nginx.conf test is successful\n`,
        );
        expect(status).to.equal(0);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }
  });

  it("leaves the site's answers, access rules and logs as they were", async () => {
    const targets = ["/", "/private/page", "/.htpasswd", "/office", "/missing"];
    const answers = {
      "/": 200,
      "/private/page": 401,
      "/.htpasswd": 403,
      "/office": 403,
      "/missing": 404,
    };
    for (const isOurs of [false, true]) {
      const started = await start({ server: rules }, isOurs);
      expect(await started.statuses("cloudflare", targets)).to.deep.equal(answers);
      expect(await started.get("cloudflare", "/private/page", bob)).to.deep.equal([200, "private"]);
      expect((await logged("access.log", 6)).trimEnd().split("\n")).to.have.lengthOf(6);
      if (isOurs) {
        // The visitor that Cloudflare names is the one whom the site's own rules judge; a stranger names nobody.
        const office = { "cf-connecting-ip": "203.0.113.5" };
        expect(await started.get("cloudflare", "/office", office)).to.deep.equal([200, "home"]);
        expect(await started.get("stranger", "/office", office)).to.have.property("0", 403);
      }
      await started.stop();
      server = undefined;
    }
  });

  it("logs the visitor that Cloudflare names, and believes a stranger nothing, in lines that a program reads", async () => {
    const started = await start({});
    const visitor = { "cf-connecting-ip": "198.51.100.77", "cf-ray": '8f1a"y', host: "shop.test" };
    await started.get("cloudflare", "/?token=secret", visitor);
    await started.get("stranger", "/%22a?b", { "cf-connecting-ip": "198.51.100.77" });
    const lines = logLines(await logged("steady-edge.log", 2));
    expect(
      lines.map(({ client, peer, ray, host, method, path, status, bytes }) => ({
        client,
        peer,
        ray,
        host,
        method,
        path,
        status,
        bytes,
      })),
    ).to.deep.equal([
      {
        client: "198.51.100.77",
        peer: peers.cloudflare,
        ray: "8f1a\\x22y",
        host: "shop.test",
        method: "GET",
        path: "/",
        status: "200",
        bytes: "5",
      },
      {
        client: peers.stranger,
        peer: peers.stranger,
        ray: "-",
        host: `127.0.0.1:${started.port}`,
        method: "GET",
        path: "/%22a",
        status: "404",
        bytes: "153",
      },
    ]);
    expect(Object.keys(lines[0] ?? {})).to.deep.equal([
      ...["time", "client", "peer", "ray", "host", "method", "path", "status", "bytes", "seconds"],
      ...["connection_requests", "upstream", "upstream_status", "upstream_connect_seconds"],
      ...["upstream_header_seconds", "upstream_seconds", "client_certificate", "pid"],
    ]);
  });

  it("reads the visitor behind a load balancer from what it and Cloudflare added, and nothing before", async () => {
    const balancer = { idleTimeoutSeconds: 930, addresses: ["127.0.9.0/24"] };
    const started = await start({ args: { loadBalancer: balancer } });
    const forwarded = [
      "198.51.100.77, 172.64.0.9",
      "203.0.113.66, 198.51.100.77, 172.64.0.9",
      "198.51.100.77, 203.0.113.66",
    ];
    for (const list of forwarded) {
      await started.get("stranger", "/", {
        "x-forwarded-for": list,
        "cf-connecting-ip": "203.0.113.1",
      });
    }
    const lines = logLines(await logged("steady-edge.log", 3));
    // The last came to the load balancer past Cloudflare.
    expect(lines.map(({ client }) => client)).to.deep.equal([
      "198.51.100.77",
      "198.51.100.77",
      "203.0.113.66",
    ]);
  });

  it("keeps an idle connection for longer than whoever is in front, whatever http says", async () => {
    const http = "keepalive_timeout 1s; keepalive_requests 1;";
    for (const isOurs of [false, true]) {
      const started = await start({ http }, isOurs);
      const connection = await Connection.open(started.port);
      expect((await connection.get("/")).status).to.equal(200);
      if (isOurs) {
        await sleep(2500);
        expect(await connection.get("/")).to.deep.equal({
          status: 200,
          body: "home\n",
          isLast: false,
        });
        connection.close();
      } else {
        await connection.ended;
      }
      await started.stop();
      server = undefined;
    }
  });

  it("ends an idle connection itself once its own time is over", async () => {
    const started = await start({ shortened: ["keepalive_timeout 910s", "keepalive_timeout 1s"] });
    const connection = await Connection.open(started.port);
    await connection.get("/");
    expect(await connection.ended).to.be.at.least(990);
  });

  it("ends idle connections to the application before the application does, and uses one again before", async () => {
    const { port, sockets, ends } = await startApplication();
    const started = await start({
      args: {
        application: { address: `127.0.0.1:${port}`, idleSeconds: 11 },
        serverNames: ["www.example.com"],
      },
    });
    const host = { host: "www.example.com", "cf-connecting-ip": "198.51.100.77" };
    const answer = [200, "/a for 198.51.100.77 by http"];
    expect(await started.get("cloudflare", "/a", host)).to.deep.equal(answer);
    expect(await started.get("cloudflare", "/a", host)).to.deep.equal(answer);
    expect(sockets.length).to.equal(1);
    expect(await ends[0]).to.equal("by nginx");
    expect(await started.get("cloudflare", "/healthz", host)).to.deep.equal([
      200,
      "/healthz for 198.51.100.77 by http",
    ]);
  });

  it("answers the health check as deeply as the application, and 502 without it", async () => {
    const started = await start({
      args: { application: { address: deadAddress } },
    });
    expect(await started.statuses("cloudflare", ["/healthz", "/healthz/x", "/"])).to.deep.equal({
      "/healthz": 502,
      "/healthz/x": 404,
      "/": 200,
    });
    await logged("steady-edge.log", 3);
    const logs = ["error.log", "steady-edge.log"].map((name) => `var/log/nginx/${name}`);
    expect(await doctorReads(started.folder, ...logs)).to.deep.equal([
      "fail nginx-upstream-refused: upstream-down",
      "pass lines:",
    ]);
  });

  for (const [mode, expected] of [
    [ClientVerification.Enforce, { none: 400, foreign: 400, right: 200 }],
    [ClientVerification.Observe, { none: 200, foreign: 200, right: 200 }],
  ] as const) {
    it(`asks for Cloudflare's certificate, to ${mode}`, async () => {
      const clientCa = { file: "/etc/ssl/pulls.pem", mode };
      const started = await start({ args: { tls: { ...files, clientCa } } });
      const none = await statusWith(started.port);
      const foreign = await statusWith(started.port, certificates.foreign);
      expect({
        none,
        foreign,
        right: await statusWith(started.port, certificates.right),
      }).to.deep.equal(expected);
      const lines = logLines(await logged("steady-edge.log", 3));
      expect(lines.map(({ client_certificate }) => client_certificate)).to.deep.equal([
        "NONE",
        "FAILED:unable to verify the first certificate",
        "SUCCESS",
      ]);
    });
  }

  it("refuses whoever is not Cloudflare where it is asked to, and answers its status to this machine alone", async () => {
    const statusPort = await freePort();
    const started = await start({ args: { onlyCloudflare: true, statusPort } });
    const spoofed = { "cf-connecting-ip": peers.cloudflare };
    expect(await started.get("stranger", "/", spoofed)).to.have.property("0", 403);
    expect(await started.get("cloudflare", "/")).to.deep.equal([200, "home"]);
    const answer = await fetch(`http://127.0.0.1:${statusPort}/nginx-status`);
    expect(await answer.text()).to.match(/^Active connections: \d+/);
    expect(await started.get("cloudflare", "/nginx-status")).to.have.property("0", 404);
  });
});
