import { readdir, readFile, readlink } from "node:fs/promises";
import { withoutSecrets } from "../../../core/secrets";
import { visibleLine } from "../../../core/visibleText";
import type { Bundle } from "../format";
import { attempt, type Gathering } from "./gathering";

/** A process that has a part in answering. */
export type Process = NonNullable<Bundle["processes"]>[number];

/** Processes that have a part in answering, by the names that the kernel keeps of them. */
const wanted =
  /^(?:nginx|apache2|httpd|caddy|haproxy|varnishd?|traefik|lighttpd|php-?fpm|node|bun|deno|java|gunicorn|uwsgi|puma|unicorn|mysqld|mariadbd?|postgres|redis-server|valkey-server|memcached|cloudflared|docker-proxy)/;

/** What Node calls its first thread, and so its process, from version 24 on. Source: seen in /proc of Node 24 on Linux. */
const nodesThread = "MainThread";

/** Ticks of the kernel's clock a second. Source: proc(5) on starttime; 100 on every platform that Node runs on, from memory. */
const ticksPerSecond = 100;

/**
 * Reads the processes that have a part in answering.
 * @param gathering - Told what could not be read.
 * @returns The processes; undefined where there is no /proc.
 */
export async function readProcesses(gathering: Gathering): Promise<Process[] | undefined> {
  const stat = await attempt(gathering, "/proc/stat", () => readFile("/proc/stat", "latin1"));
  const ids = await attempt(gathering, "/proc", () => readdir("/proc"));
  if (stat === undefined || ids === undefined) {
    return undefined;
  }
  const bootSeconds = Number(/^btime (\d+)$/m.exec(stat)?.[1] ?? 0);
  const found: Process[] = [];
  for (const id of ids.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)) {
    const one = await readProcess(id, bootSeconds).catch(() => undefined);
    found.push(...(one === undefined ? [] : [one]));
  }
  const hidden = found.filter(({ files }) => files === undefined).length;
  if (hidden > 0) {
    const what = `the open files of ${hidden} of ${found.length} processes`;
    gathering.unread.push({ what, why: "no permission: they are of another user" });
  }
  return found;
}

/** Undefined for what has no part in answering; fails where the process has ended. */
async function readProcess(id: string, bootSeconds: number): Promise<Process | undefined> {
  const folder = `/proc/${id}`;
  const stat = await readFile(`${folder}/stat`, "latin1");
  const [, thread = "", rest = ""] = /^\d+ \((.*)\) (.*)$/s.exec(stat) ?? [];
  const name = thread === nodesThread ? "node" : thread;
  if (!wanted.test(name)) {
    return undefined;
  }
  // The fields are counted from the state, which is the third. Source: proc(5).
  const fields = rest.split(" ");
  const status = await readFile(`${folder}/status`, "latin1");
  const started = bootSeconds + Number(fields[19]) / ticksPerSecond;
  const title = titleOf(await readFile(`${folder}/cmdline`, "latin1"));
  const limit = await readFile(`${folder}/limits`, "latin1").catch(() => "");
  const most = /^Max open files\s+(\d+)/m.exec(limit)?.[1];
  const files = await filesOf(folder);
  return {
    ...{ id: Number(id), parent: Number(fields[1]), name: visibleLine(name) },
    ...(title === undefined ? {} : { title }),
    userId: numbersOf(status, "Uid")[1] ?? 0,
    groupIds: [
      ...new Set([...numbersOf(status, "Gid").slice(1, 2), ...numbersOf(status, "Groups")]),
    ],
    startedAt: new Date(started * 1000).toISOString(),
    ...(files === undefined ? {} : { files }),
    ...(most === undefined ? {} : { mostFiles: Number(most) }),
  };
}

function numbersOf(status: string, name: string): number[] {
  const [, list = ""] = new RegExp(`^${name}:[ \\t]*(.*)$`, "m").exec(status) ?? [];
  return list.split(/\s+/).filter(Boolean).map(Number);
}

/** Arguments of others may hold secrets; of Apache's those count that name its configuration. */
function titleOf(commandLine: string): string | undefined {
  const words = commandLine.split("\0");
  const text = words.join(" ").trim();
  if (/^(?:nginx|php-fpm): /.test(text)) {
    return visibleLine(withoutSecrets(text)).slice(0, 1000);
  }
  const [program = ""] = words;
  const named = ["-d", "-f"].flatMap((flag) =>
    words.includes(flag) ? [flag, words[words.indexOf(flag) + 1] ?? ""] : [],
  );
  return /(?:^|\/)(?:apache2|httpd)$/.test(program)
    ? visibleLine(["apache", ...named].join(" ")).slice(0, 1000)
    : undefined;
}

async function filesOf(folder: string): Promise<Process["files"]> {
  try {
    const open = await readdir(`${folder}/fd`);
    const links = await Promise.all(
      open.map((each) => readlink(`${folder}/fd/${each}`).catch(() => "")),
    );
    return { open: open.length, sockets: links.filter((link) => /^socket:/.test(link)).length };
  } catch {
    return undefined;
  }
}
