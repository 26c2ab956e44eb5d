import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import {
  apacheConfig,
  ClientVerification,
  nginxConfig,
  nodeConfig,
  phpFpmConfig,
  serverConfigCloudInit,
  serverConfigText,
  type ServerConfig,
} from "../../components/origin/serverConfig";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { poolSize } from "../../servers/phpFpm";
import { isInstalled } from "../core/firewalls/webServer";
import { equalsGolden } from "../support/golden";
import { skipBecause } from "../support/skipped";

const tls = {
  certificateFile: "/etc/ssl/origin.pem",
  keyFile: "/etc/ssl/origin.key",
  clientCa: { file: "/etc/ssl/pulls-ca.pem" },
};
const php = { listen: "/run/php/php8.2-fpm.sock" };
const names = ["www.example.com", "*.example.com"];
const loadBalancer = { idleTimeoutSeconds: 930, addresses: ["10.0.0.0/16"] };
const observing = { ...tls, clientCa: { ...tls.clientCa, mode: ClientVerification.Observe } };

/** Each server as a fragment and whole, directly behind Cloudflare and behind a load balancer. */
const golden: Readonly<Record<string, () => ServerConfig>> = {
  "nginx-fragment": () => nginxConfig(),
  "nginx-application": () =>
    nginxConfig({
      tls,
      serverNames: names,
      application: { address: "127.0.0.1:3000" },
      onlyCloudflare: true,
    }),
  "nginx-php-behind-load-balancer": () => nginxConfig({ php, serverNames: names, loadBalancer }),
  "apache-fragment": () => apacheConfig(),
  "apache-application": () =>
    apacheConfig({
      tls: observing,
      serverNames: names,
      application: { address: "127.0.0.1:3000" },
      onlyCloudflare: true,
    }),
  "apache-php-behind-load-balancer": () => apacheConfig({ php, serverNames: names, loadBalancer }),
  "php-fpm": () =>
    phpFpmConfig({
      ...{ memoryMegabytes: 2048, workerMegabytes: 64 },
      health: { dependencies: ["db.internal:3306"], checkFile: "/var/www/check.php" },
    }),
  "node-behind-nginx": () => nodeConfig({ service: "shop", folder: "/opt/shop", webServer: {} }),
  "node-with-tls": () => nodeConfig({ service: "shop", folder: "/opt/shop", tls }),
};

describe("configuration for servers", () => {
  for (const [name, config] of Object.entries(golden)) {
    it(`is that of the golden file: ${name}`, () => {
      equalsGolden(`server-config/${name}.txt`, serverConfigText(config()));
    });
  }

  it("believes every range of Cloudflare's, and none beside", () => {
    const { ipv4, ipv6 } = cloudflareRanges;
    const text = serverConfigText(nginxConfig());
    expect([...text.matchAll(/set_real_ip_from (.*);/g)].map(([, range]) => range)).to.deep.equal([
      ...ipv4,
      ...ipv6,
    ]);
    const apache = serverConfigText(apacheConfig());
    expect(
      [...apache.matchAll(/RemoteIPTrustedProxy (.*)/g)].map(([, range]) => range),
    ).to.deep.equal([...ipv4, ...ipv6]);
    expect(apache).to.not.include("RemoteIPInternalProxy");
  });

  it("is cloud-init that reads back, of several servers on one machine", () => {
    const configs = [
      nginxConfig({ php, serverNames: names }),
      phpFpmConfig({ memoryMegabytes: 1024, workerMegabytes: 50 }),
    ];
    const text = serverConfigCloudInit(configs);
    expect(text.split("\n")[0]).to.equal("#cloud-config");
    expect(parse(text)).to.deep.equal({
      packages: ["nginx", "php8.2-fpm"],
      write_files: configs.flatMap(({ files }) =>
        files.map((file) => ({ path: file.path, content: file.text })),
      ),
      runcmd: configs.flatMap(({ commands }) => commands),
    });
  });

  it("is refused as user data that is too long", () => {
    const many = Array.from({ length: 4 }, () =>
      nodeConfig({ service: "shop", folder: "/opt/shop" }),
    );
    expect(() => serverConfigCloudInit(many)).to.throw(
      /^Invalid arguments of serverConfigCloudInit:\n {2}- configs must come to at most 16384 bytes of user data; got \d+ bytes\. Bake the files into the machine image instead$/,
    );
  });

  it("has its systemd files read by systemd", function () {
    if (!isInstalled("systemd-analyze", "--version")) {
      skipBecause(this, "there is no systemd-analyze here");
    }
    const units = Object.values(golden).flatMap((config) =>
      config().files.filter((file) => file.path.startsWith("/etc/systemd/")),
    );
    expect(units).to.have.lengthOf(Object.keys(golden).length);
    for (const { path: place, text } of units) {
      const folder = mkdtempSync(path.join(tmpdir(), "steady-edge-units-"));
      const [, service = ""] = /system\/(.*)\.service\.d/.exec(place) ?? [];
      const unit = path.join(folder, `${service}.service`);
      writeFileSync(unit, "[Service]\nExecStart=/bin/true\nExecStop=/bin/true\n");
      mkdirSync(`${unit}.d`);
      writeFileSync(path.join(`${unit}.d`, "steady-edge.conf"), text);
      const { stderr } = spawnSync(
        "systemd-analyze",
        ["verify", "--man=no", "--recursive-errors=no", unit],
        { encoding: "utf8" },
      );
      rmSync(folder, { recursive: true });
      expect(stderr.split("\n").filter((line) => line.includes("steady-edge.conf"))).to.deep.equal(
        [],
      );
    }
  });

  it("has a pool as large as memory allows, and never of no worker or more idle ones than there are", () => {
    for (const [memoryMegabytes, workerMegabytes, reservedMegabytes, size] of [
      [2048, 64, undefined, [512, 24, 9, 6, 12]],
      [1024, 768, undefined, [256, 1, 1, 1, 1]],
      [512, 128, undefined, [256, 2, 1, 1, 1]],
      [4096, 50, 96, [96, 80, 30, 20, 40]],
      [300, 45, undefined, [256, 0, 1, 1, 1]],
    ] as const) {
      const found = poolSize({ memoryMegabytes, workerMegabytes, reservedMegabytes });
      const { maxChildren, startServers, minSpareServers, maxSpareServers } = found;
      expect([
        found.reservedMegabytes,
        maxChildren,
        startServers,
        minSpareServers,
        maxSpareServers,
      ]).to.deep.equal(size);
    }
  });
});
