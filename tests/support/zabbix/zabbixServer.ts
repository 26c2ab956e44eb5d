import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../core/firewalls/webServer";
import { RawZabbix } from "./rawZabbix";

/** Where Debian's packages zabbix-server-pgsql, zabbix-frontend-php, php-cli and postgresql put what is needed. */
const places = {
  server: "/usr/sbin/zabbix_server",
  frontend: "/usr/share/zabbix",
  schema: "/usr/share/zabbix-server-pgsql",
  postgres: "/usr/lib/postgresql",
  php: "/usr/bin/php",
} as const;

/** Of the frontend what its API needs. */
const frontendParts = ["api_jsonrpc.php", "app", "conf", "include", "modules", "vendor"];

/** The frontend of Debian reads its settings from this file alone, which a test must not write. */
const frontendSettings = "/etc/zabbix/zabbix.conf.php";

const nobody = 65534;

/** A real Zabbix with its API, on loopback, with a database of its own. */
export interface ZabbixServer {
  /** Address of the frontend. */
  readonly url: string;
  /** An API token of the administrator. */
  readonly apiToken: string;
  /** Calls the API beside the provider, as somebody in the frontend would. */
  readonly api: RawZabbix;
  /** Ends everything and removes its files. */
  stop(): Promise<void>;
}

/** Why no real Zabbix can be started here, to be read after "skipped:"; undefined where it can. */
export function whyNoZabbix(): string | undefined {
  const { postgres: _postgres, ...files } = places;
  const missing: string[] = Object.values(files).filter((place) => !existsSync(place));
  if (postgresTools() === undefined) {
    missing.push(`${places.postgres}/*/bin/initdb`);
  }
  const php = ["-r", "exit(extension_loaded('pgsql') ? 0 : 1);"];
  if (missing.length === 0 && spawnSync(places.php, php).status !== 0) {
    missing.push("extension pgsql of PHP");
  }
  return missing.length === 0
    ? undefined
    : `no ${missing.join(", ")}; Debian's zabbix-server-pgsql, zabbix-frontend-php, php-cli, php-pgsql and postgresql bring them`;
}

/** Folder of the programs of the newest PostgreSQL; undefined where there is none. */
function postgresTools(): string | undefined {
  const versions = existsSync(places.postgres) ? readdirSync(places.postgres) : [];
  return versions
    .sort((left, right) => Number(right) - Number(left))
    .map((version) => path.join(places.postgres, version, "bin"))
    .find((bin) => existsSync(path.join(bin, "initdb")));
}

/**
 * Starts PostgreSQL, the Zabbix server and the frontend's API, unprivileged.
 * @returns The running server; it must be stopped.
 */
export async function startZabbix(): Promise<ZabbixServer> {
  // Not in the tests' own folder, which nobody but its owner may enter.
  const folder = mkdtempSync("/tmp/zabbix-");
  const running = new Processes(folder);
  try {
    running.own(folder);
    await startDatabase(running, folder);
    startServer(running, folder);
    const url = await startFrontend(running, folder);
    const api = await RawZabbix.logIn(url);
    return { url, apiToken: await api.newToken(), api, stop: () => running.stop() };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** PostgreSQL on a socket in the folder, without syncing to the disk, with Zabbix's schema in it. */
async function startDatabase(running: Processes, folder: string): Promise<void> {
  const tools = postgresTools() ?? "";
  const bin = (name: string): string => path.join(tools, name);
  const files = path.join(folder, "db");
  running.run(bin("initdb"), ["-D", files, "-A", "trust", "-N", "-U", "zabbix", "-E", "UTF8"]);
  const settings = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
  ];
  const options = settings.flatMap((setting) => ["-c", setting]);
  const database = [bin("postgres"), "-D", files, "-k", folder, "-h", "", ...options] as const;
  running.start(database, "SIGINT");
  const psql = (...args: string[]): number =>
    running.tryRun(bin("psql"), ["-h", folder, "-U", "zabbix", "-q", ...args]);
  await until(() => psql("-d", "postgres", "-c", "select 1") === 0);
  psql("-d", "postgres", "-c", "create database zabbix");
  const schema = ["schema", "images", "data"].map((name) => `${places.schema}/${name}.sql.gz`);
  const load = `zcat ${schema.join(" ")} | "$1" -h "$2" -U zabbix -q -1 -v ON_ERROR_STOP=1 -d zabbix`;
  running.run("/bin/sh", ["-c", load, "sh", bin("psql"), folder]);
}

/** The Zabbix server, which without trappers listens nowhere. */
function startServer(running: Processes, folder: string): void {
  const file = path.join(folder, "server.conf");
  const lines = [
    `LogType=console\nPidFile=${folder}/pid\nSocketDir=${folder}`,
    `DBHost=${folder}\nDBName=zabbix\nDBUser=zabbix`,
    ...["Pollers=1", "HTTPPollers=1", "Preprocessors=1", "Trappers=0", "DBSyncers=1"].map(
      (each) => `Start${each}`,
    ),
    ...[
      "Pingers=0",
      "Discoverers=0",
      "Escalators=1",
      "PollersUnreachable=1",
      "LLDProcessors=1",
    ].map((each) => `Start${each}`),
    "CacheSize=16M\nCacheUpdateFrequency=1\nFpingLocation=/bin/true",
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  running.own(file);
  running.start([places.server, "-f", "-c", file], "SIGTERM");
}

/** A copy of the frontend that reads its settings beside it, served by PHP itself. */
async function startFrontend(running: Processes, folder: string): Promise<string> {
  const root = path.join(folder, "frontend");
  for (const part of frontendParts) {
    cpSync(path.join(places.frontend, part), path.join(root, part), { recursive: true });
  }
  const settings = path.join(folder, "zabbix.conf.php");
  const config = path.join(root, "include/classes/core/CConfigFile.php");
  writeFileSync(config, readFileSync(config, "utf8").replace(frontendSettings, settings));
  writeFileSync(
    settings,
    `<?php
$DB = ['TYPE' => 'POSTGRESQL', 'SERVER' => '${folder}', 'PORT' => '0', 'DATABASE' => 'zabbix', 'USER' => 'zabbix',
  'PASSWORD' => '', 'SCHEMA' => '', 'ENCRYPTION' => false, 'VERIFY_HOST' => false, 'DOUBLE_IEEE754' => true];
$IMAGE_FORMAT_DEFAULT = IMAGE_FORMAT_PNG;
`,
  );
  running.own(settings);
  const port = await freePort();
  const ini = ["display_errors=0", "memory_limit=256M", "opcache.enable_cli=1"];
  const flags = ini.flatMap((each) => ["-d", each]);
  running.start([places.php, ...flags, "-S", `127.0.0.1:${port}`, "-t", root], "SIGTERM");
  const url = `http://127.0.0.1:${port}`;
  await until(async () => (await RawZabbix.versionOf(url)) !== undefined);
  return url;
}

const patienceSeconds = 30;

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + patienceSeconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) {
      throw new Error(`it did not come about within ${patienceSeconds} s`);
    }
    await sleep(50);
  }
}

/** Processes that run as nobody where this one is root, since PostgreSQL refuses root. */
class Processes {
  readonly #started: { readonly child: ChildProcess; readonly signal: NodeJS.Signals }[] = [];
  readonly #user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

  constructor(private readonly folder: string) {}

  /** Gives a file or folder to whom the processes run as. */
  own(place: string): void {
    if (this.#user.uid !== undefined) {
      chownSync(place, this.#user.uid, this.#user.gid);
    }
  }

  start([command, ...args]: readonly [string, ...string[]], signal: NodeJS.Signals): void {
    const child = spawn(command, args, { ...this.#user, cwd: this.folder, stdio: "ignore" });
    this.#started.push({ child, signal });
  }

  tryRun(command: string, args: readonly string[]): number {
    const options = { ...this.#user, cwd: this.folder, env: { ...process.env, LC_ALL: "C.UTF-8" } };
    return spawnSync(command, args, { ...options, stdio: "ignore" }).status ?? -1;
  }

  run(command: string, args: readonly string[]): void {
    const status = this.tryRun(command, args);
    if (status !== 0) {
      throw new Error(`${command} ended with ${status}`);
    }
  }

  /** The last started ends first: the database waits for nobody then. */
  async stop(): Promise<void> {
    for (const { child, signal } of this.#started.reverse()) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await once(child, "exit");
      }
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
