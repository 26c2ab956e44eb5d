import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { build } from "esbuild";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { once } from "node:events";
import type { Verdict } from "../../../doctor/judge";

/** What came of a case. */
export interface Proved {
  readonly verdict?: Verdict;
  /** What visitors were answered before the doctor came. */
  readonly statuses: readonly number[];
  readonly seconds: number;
  /** Why there is no verdict. */
  readonly trouble?: string;
}

const needed = [
  ...[
    "nginx",
    "apache2",
    "php-fpm8.2",
    "mariadbd",
    "knotd",
    "kdig",
    "unbound",
    "mtr",
    "ping",
    "nft",
  ],
  ...["iptables", "ip", "unshare", "nsenter", "curl", "haproxy"],
];

/** Why the proof cannot run on this machine; undefined where it can. */
export function whyNot(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    return "the doctor's proof needs root on Linux, for namespaces of its own";
  }
  const env = withSbin();
  const missing = needed.filter(
    (program) => spawnSync("sh", ["-c", `command -v ${program}`], { env }).status !== 0,
  );
  if (missing.length > 0) {
    return `not installed: ${missing.join(", ")}`;
  }
  return spawnSync("unshare", ["--net", "--mount", "--pid", "--fork", "true"]).status === 0
    ? undefined
    : "this machine gives no namespaces";
}

function withSbin(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin` };
}

/** Runs cases, each in namespaces of its own: what it starts ends with them. */
export class Proof {
  readonly #folder = mkdtempSync(path.join(tmpdir(), "steady-edge-proof-"));
  #number = 0;
  readonly #running = new Set<ChildProcess>();

  /** Makes the program that runs inside, and data directories that cases copy. */
  async prepare({ withDatabases = true } = {}): Promise<void> {
    await build({
      entryPoints: [path.join(__dirname, "inside.ts")],
      ...{ bundle: true, platform: "node", target: "node20", logLevel: "silent" },
      outfile: path.join(this.#folder, "inside.cjs"),
    });
    copyFileSync(path.join(__dirname, "lab", "tunlink.py"), path.join(this.#folder, "tunlink.py"));
    chmodSync(this.#folder, 0o711);
    if (!withDatabases) {
      return;
    }
    const [mariadb, postgresql] = ["mariadb", "postgresql"].map((name) =>
      path.join(this.#folder, name),
    ) as [string, string];
    mkdirSync(postgresql);
    const script = `mariadb-install-db --no-defaults --user=www-data --datadir=${mariadb} --auth-root-authentication-method=normal --skip-test-db
chown postgres ${postgresql}
setpriv --reuid=postgres --regid=postgres --clear-groups /usr/lib/postgresql/15/bin/initdb -D ${postgresql} -A trust -N -U postgres`;
    const made = spawn("bash", ["-euc", script], { stdio: "ignore", env: withSbin() });
    await once(made, "exit");
  }

  /** Runs one case. */
  async run(id: string, seconds = 240): Promise<Proved> {
    const result = `result-${(this.#number += 1)}.json`;
    const child = spawn(
      "unshare",
      [
        ...["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "bash", "-euc"],
        `mount --bind ${this.#folder} /mnt; exec ${process.execPath} /mnt/inside.cjs case "$1" "$2"`,
        ...["inside", id, result],
      ],
      { stdio: ["ignore", "ignore", "pipe"], env: withSbin() },
    );
    let said = "";
    child.stderr
      .setEncoding("utf8")
      .on("data", (part: string) => (said = (said + part).slice(-2000)));
    const timer = setTimeout(() => child.kill("SIGKILL"), seconds * 1000);
    this.#running.add(child);
    await once(child, "close");
    this.#running.delete(child);
    clearTimeout(timer);
    const file = path.join(this.#folder, result);
    return existsSync(file)
      ? (JSON.parse(readFileSync(file, "utf8")) as Proved)
      : { statuses: [], seconds: 0, trouble: said || "it came to no end" };
  }

  /** Ends what still runs, and removes what was made. */
  end(): void {
    this.#running.forEach((child) => child.kill("SIGKILL"));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
