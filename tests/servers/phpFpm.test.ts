import { expect } from "chai";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nginxConfig, phpFpmConfig } from "../../components/origin/serverConfig";
import { judgePoolStatus } from "../../doctor/application/phpFpm";
import type { PhpFpmConfigArgs } from "../../servers/args";
import { freePort, isInstalled, WebServer } from "../core/firewalls/webServer";
import { skipBecause } from "../support/skipped";
import { distribution, doctorReads, logLines, placed } from "./placed";

const program = "php-fpm8.2";
const sample = { memoryMegabytes: 512, workerMegabytes: 128 };

const scripts = {
  // Waits until the test says so.
  "wait.php":
    "<?php while (!file_exists(__DIR__ . '/go')) { usleep(10000); clearstatcache(); } echo 'waited';",
  "settings.php":
    "<?php echo ini_get('max_execution_time'), ' ', ini_get('display_errors') ?: '0', ' ', ini_get('memory_limit');",
  "fatal.php": "<?php nothing();",
  "hang.php": "<?php sleep(60);",
};

/** Debian's pool with keys of a site's own, ours behind it, and nginx in front. */
function site(
  folder: string,
  port: number,
  statusPort: number,
  args: PhpFpmConfigArgs,
  isLong: boolean,
): Record<string, string> {
  const all = {
    ...distribution(folder, "/etc/php/8.2/fpm"),
    ...placed(folder, phpFpmConfig(args)),
  };
  const pool = "etc/php/8.2/fpm/pool.d/www.conf";
  const nginx = placed(
    folder,
    nginxConfig({
      ...{
        php: { listen: "/run/php/php8.2-fpm.sock" },
        serverNames: ["www.example.com"],
        statusPort,
      },
      timeouts: args.timeouts,
      health: { timeoutSeconds: 60 },
    }),
  );
  const own = `php_admin_value[memory_limit] = 96M\npm.max_children = 50\n${isLong ? "php_admin_value[max_execution_time] = 700\n" : ""}`;
  const pages = Object.entries(scripts).map(([name, text]) => [`var/www/html/${name}`, text]);
  return {
    ...all,
    ...distribution(folder, "/etc/nginx"),
    [pool]: `${all[pool] ?? ""}\n${own}`,
    ...nginx,
    ...(Object.fromEntries(pages) as Record<string, string>),
    "etc/nginx/conf.d/steady-edge-site.conf": (
      nginx["etc/nginx/conf.d/steady-edge-site.conf"] ?? ""
    )
      .replace("listen 80;", `listen 127.0.0.1:${port};`)
      .replace(/^.*listen \[::\].*$/m, ""),
    "etc/nginx/nginx.conf": `daemon off; worker_processes 1; user www-data; pid ${folder}/pid;
      events {}
      http { access_log off; include ${folder}/etc/nginx/conf.d/*.conf; }`,
    "var/log/nginx/.keep": "",
    "run/php/.keep": "",
  };
}

describe("PHP-FPM with our configuration in Debian's own", function () {
  let web: WebServer | undefined;
  let fpm: ChildProcess | undefined;
  let statusPort = 0;

  before(function () {
    if (!isInstalled(program, "-v") || !existsSync("/etc/php/8.2/fpm/pool.d/www.conf")) {
      skipBecause(this, `there is no ${program} here with Debian's default configuration`);
    }
    if (!isInstalled("nginx", "-v")) {
      skipBecause(this, "there is no nginx here");
    }
    if (process.getuid?.() !== 0) {
      skipBecause(this, "Debian's pool runs as www-data, which takes root to start");
    }
  });
  afterEach(async () => {
    if (fpm !== undefined && fpm.exitCode === null) {
      const ended = once(fpm, "exit");
      // One that is being reloaded passes over the signal.
      while (fpm.exitCode === null && fpm.signalCode === null) {
        fpm.kill("SIGTERM");
        await Promise.race([ended, sleep(1000)]);
      }
    }
    await web?.stop();
    fpm = web = undefined;
  });

  const at = (name: string): string => path.join(web?.folder ?? "", name);
  const start = async (args: PhpFpmConfigArgs, isLong = false): Promise<WebServer> => {
    statusPort = await freePort();
    web = await WebServer.start(
      (folder, port) => site(folder, port, statusPort, args, isLong),
      (folder) => ["nginx", "-c", `${folder}/etc/nginx/nginx.conf`, "-e", `${folder}/error.log`],
    );
    const conf = at("etc/php/8.2/fpm/php-fpm.conf");
    const tested = spawnSync(program, ["-y", conf, "-t"], { encoding: "utf8" });
    expect(tested.stderr).to.match(/^\[.*\] NOTICE: configuration file .* test is successful\n\n$/);
    fpm = spawn(program, ["-F", "-y", conf], { stdio: "ignore" });
    while (
      !existsSync(at("run/php/php8.2-fpm.sock")) ||
      !existsSync(at("run/php/steady-edge-status-www.sock"))
    ) {
      expect(
        fpm.exitCode,
        existsSync(at("var/log/php8.2-fpm.log"))
          ? readFileSync(at("var/log/php8.2-fpm.log"), "utf8")
          : "",
      ).to.equal(null);
      await sleep(20);
    }
    return web;
  };
  const host = { host: "www.example.com" };
  const status = async (): Promise<Record<string, number>> => {
    const answer = await fetch(`http://127.0.0.1:${statusPort}/fpm-status?json`);
    return (await answer.json()) as Record<string, number>;
  };
  const statusBecomes = async (name: string, value: number): Promise<void> => {
    while ((await status())[name] !== value) {
      await sleep(20);
    }
  };

  it("replaces the pool's keys that it has, and keeps the site's others", async () => {
    const started = await start({ ...sample, timeouts: { requestSeconds: 20 } });
    expect(await started.get("cloudflare", "/settings.php", host)).to.deep.equal([200, "20 0 96M"]);
    expect(await started.get("cloudflare", "/fatal.php", host)).to.have.property("0", 500);
    const [line] = logLines(readFileSync(at("var/log/php8.2-fpm.www.access.log"), "utf8"));
    expect(Object.keys(line ?? {})).to.deep.equal([
      ...[
        "time",
        "method",
        "path",
        "status",
        "seconds",
        "pid",
        "memory_bytes",
        "processor_percent",
      ],
    ]);
    expect([line?.method, line?.path, line?.status]).to.deep.equal(["GET", "/settings.php", "200"]);
  });

  it("leaves a php_admin_value that the pool's own file sets, as it says", async () => {
    const started = await start({ ...sample, timeouts: { requestSeconds: 20 } }, true);
    expect(await started.get("cloudflare", "/settings.php", host)).to.deep.equal([
      200,
      "700 0 96M",
    ]);
    const text = readFileSync(at("etc/php/8.2/fpm/pool.d/zz-steady-edge-www.conf"), "utf8");
    expect(text).to.include(
      "; takes what it reads first: where the pool's own file sets one of those below, that stays",
    );
  });

  it("says how it stands while every worker is busy, lets others wait, and answers them all", async () => {
    const started = await start(sample);
    const waiting = ["/wait.php?1", "/wait.php?2"].map((target) =>
      started.get("cloudflare", target, host),
    );
    await statusBecomes("active processes", 2);
    waiting.push(started.get("cloudflare", "/wait.php?3", host));
    await statusBecomes("max children reached", 1);
    expect(await status()).to.include({ "active processes": 2, "total processes": 2 });
    const log = readFileSync(at("var/log/php8.2-fpm.log"), "utf8");
    expect(log).to.include(
      "[pool www] server reached pm.max_children setting (2), consider raising it",
    );
    writeFileSync(at("var/www/html/go"), "");
    expect(await Promise.all(waiting)).to.deep.equal([
      [200, "waited"],
      [200, "waited"],
      [200, "waited"],
    ]);
    const logs = ["php8.2-fpm.log", "php8.2-fpm.www.access.log"].map((name) => `var/log/${name}`);
    expect(await doctorReads(started.folder, ...logs)).to.deep.equal([
      "fail php-fpm-max-children: php-fpm-pool-exhausted",
      "pass lines:",
    ]);
    const body = JSON.stringify(await status());
    expect(judgePoolStatus("127.0.0.1", { status: 200, body, headers: {} })).to.deep.include({
      outcome: "fail",
      speaksFor: ["php-fpm-pool-exhausted"],
    });
  });

  it("ends a request that takes too long before the web server gives up", async () => {
    const started = await start({ ...sample, timeouts: { requestSeconds: 1 } });
    expect(await started.get("cloudflare", "/hang.php", host)).to.have.property("0", 502);
    const read = (): string => readFileSync(at("var/log/php8.2-fpm.log"), "utf8");
    while (!read().includes("terminating")) {
      await sleep(20);
    }
    expect(read()).to.match(
      /hang\.php' \(request: "GET \/hang\.php"\) execution timed out \(\d+\.\d+ sec\), terminating/,
    );
    expect(readFileSync(at("error.log"), "utf8")).to.not.include("upstream timed out");
  });

  it("lets requests end while it is reloaded", async () => {
    const started = await start(sample);
    const waiting = started.get("cloudflare", "/wait.php", host);
    await statusBecomes("active processes", 1);
    fpm?.kill("SIGUSR2");
    await sleep(300);
    writeFileSync(at("var/www/html/go"), "");
    expect(await waiting).to.deep.equal([200, "waited"]);
  });

  it("answers the health check by what the site needs", async () => {
    const dependency = createServer().listen(0, "127.0.0.1");
    await once(dependency, "listening");
    const { port } = dependency.address() as AddressInfo;
    const started = await start({ ...sample, health: { dependencies: [`127.0.0.1:${port}`] } });
    expect(await started.get("cloudflare", "/healthz", host)).to.deep.equal([200, "ok"]);
    dependency.close();
    await once(dependency, "close");
    expect(await started.get("cloudflare", "/healthz", host)).to.deep.equal([503, "failed"]);
    const told = `steady-edge health: 127.0.0.1:${port} (Connection refused)`;
    // PHP-FPM writes down what a worker said after the worker has answered.
    while (!readFileSync(at("var/log/php8.2-fpm.log"), "utf8").includes(told)) {
      await sleep(20);
    }
  });
});
