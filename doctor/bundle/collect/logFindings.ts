import { dayMilliseconds } from "../../../core/days";
import { createReadStream, type Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { uptime } from "node:os";
import path from "node:path";
import { auditEvidence } from "../../access/audit";
import { filesIn } from "../../configuration/directive";
import type { Evidence } from "../../evidence";
import { readLogs, type LogFile } from "../../logs";
import { run } from "../../programs";
import { witness } from "../../witness";
import type { Bundle } from "../format";
import { attempt, type Gathering } from "./gathering";
import { filesFor } from "./includedFiles";
import { withoutVisitors } from "./redaction";

/** Where servers write by their packages. Source: Debian's and Red Hat's packages; those of the newest rotation are read too. */
const usual = [
  "/var/log/nginx/*error*.log",
  "/var/log/nginx/*error*.log.1",
  "/var/log/apache2/*error*.log",
  "/var/log/apache2/*error*.log.1",
  "/var/log/httpd/*error_log",
  "/var/log/php*fpm*.log",
  "/var/log/php-fpm/*.log",
  "/var/log/mysql/*err*",
  "/var/log/mariadb/*.log",
  "/var/log/postgresql/*.log",
  "/var/log/haproxy.log",
  "/var/log/fail2ban.log",
  "/var/log/kern.log",
];

/** Where security modules write what they refused. Source: as above. */
const usualAudits = ["apache2", "httpd", "nginx", "."].map(
  (folder) => `/var/log/${folder}/modsec_audit.log`,
);

/** Bytes of the end of an audit log that are read. */
const mostAuditBytes = 16 * 2 ** 20;

/** Directives whose first argument is a log. */
const ofLog = ["error_log", "errorlog", "slowlog"];

/** Logs that applications keep, from the folder of the site. Source: WordPress and Laravel docs, debugging and logging. */
const ofSites = ["wp-content/debug.log", "storage/logs/*.log", "../storage/logs/*.log"];

/** A line without a zone may be this much older or newer than it says. */
const zonesMilliseconds = 14 * 60 * 60 * 1000;

/** Bytes of logs that are read at most: some seven seconds at 150 MB/s. */
const mostBytes = 2 ** 30;

/**
 * Reads what the logs of the last day tell.
 * @param gathering - Told which logs were not read.
 * @param configurations - Which name logs and the folders of sites.
 * @returns The findings.
 */
export async function readLogFindings(
  gathering: Gathering,
  configurations: Bundle["configurations"],
): Promise<Evidence[]> {
  const logs = [...(await recentLogs(gathering, configurations)), ...(await kernelLog(gathering))];
  const late = new Promise<undefined>((resolve) => {
    gathering.signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  const found = await Promise.race([readLogs(logs), late]);
  if (found === undefined) {
    gathering.unread.push({ what: "the logs", why: "the deadline came first" });
  }
  const audits = await readAudits(gathering, configurations);
  return [...(found ?? []), ...audits].map(agedOf).map(withoutNames);
}

/** What security modules refused, by the ends of their audit logs. */
async function readAudits(
  gathering: Gathering,
  configurations: Bundle["configurations"],
): Promise<Evidence[]> {
  const directives = configurations.flatMap((one) => one.directives);
  const named = filesIn(directives, "secauditlog");
  const recent = await recentFiles([...usualAudits, ...named]);
  const read = await Promise.all(
    recent.map(({ file, stats }) =>
      attempt(gathering, file, async () => auditEvidence(await endOf(file, stats.size), file)),
    ),
  );
  return read.flatMap((found) => found ?? []);
}

async function endOf(file: string, size: number): Promise<string> {
  const parts: Buffer[] = [];
  const stream = createReadStream(file, { start: Math.max(0, size - mostAuditBytes) });
  for await (const part of stream as AsyncIterable<Buffer>) {
    parts.push(part);
  }
  const text = Buffer.concat(parts).toString("latin1");
  // What begins in the middle of an entry begins with the next one.
  return size > mostAuditBytes ? text.slice(text.indexOf("\n") + 1) : text;
}

interface Recent {
  readonly file: string;
  readonly stats: Stats;
}

/** Files that were written to within the last day, the newest first. */
async function recentFiles(patterns: readonly string[]): Promise<Recent[]> {
  const files = await Promise.all(patterns.map((pattern) => filesFor(pattern, "/")));
  const known = await Promise.all(
    [...new Set(files.flat())].map(async (file) => {
      // A rotation may have taken it away meanwhile.
      const stats = await stat(file).catch(() => undefined);
      return stats === undefined ? [] : [{ file, stats }];
    }),
  );
  return known
    .flat()
    .filter(({ stats }) => Date.now() - stats.mtimeMs < dayMilliseconds)
    .sort((one, other) => other.stats.mtimeMs - one.stats.mtimeMs);
}

/** As many of the recent logs as are read in time. */
async function recentLogs(
  { unread }: Gathering,
  configurations: Bundle["configurations"],
): Promise<LogFile[]> {
  const recent = await recentFiles(patternsOf(configurations));
  let bytes = 0;
  return recent.flatMap(({ file, stats }) => {
    bytes += stats.size;
    if (bytes <= mostBytes) {
      return [{ path: file }];
    }
    unread.push({ what: file, why: "there is more in the logs than is read" });
    return [];
  });
}

function patternsOf(configurations: Bundle["configurations"]): string[] {
  const directives = configurations.flatMap((one) => one.directives);
  const sites = filesIn(directives, "root", "documentroot");
  return [
    ...usual,
    ...filesIn(directives, ...ofLog).flatMap((file) => [file, `${file}.1`]),
    ...sites.flatMap((site) => ofSites.map((log) => path.join(site, log))),
  ];
}

/** What the kernel and the services said within the last day: of the journal, or where there is none of the kernel's own buffer. */
async function kernelLog({ signal, unread }: Gathering): Promise<LogFile[]> {
  const asked = ["-o", "json", "--since", "-1d", "--no-pager", "-n", "20000"];
  const journal = await run("journalctl", ["-p", "warning", ...asked], signal);
  if (journal.kind === "ran" && journal.isWell && journal.output.trim() !== "") {
    return [{ path: "journalctl -p warning", text: journal.output }];
  }
  const buffer = await run("dmesg", [], signal);
  if (buffer.kind === "ran" && buffer.isWell) {
    const lines = datedLines(buffer.output, Date.now() - uptime() * 1000);
    return [{ path: "dmesg", text: lines.join("\n") }];
  }
  const why = buffer.kind === "ran" ? "no permission" : buffer.why;
  unread.push({ what: "what the kernel says (journalctl, dmesg)", why });
  return [];
}

/**
 * Writes lines of the kernel's buffer as its log has them, with their times.
 * @param text - What `dmesg` wrote: its lines say the seconds since the start.
 * @param startMilliseconds - When the machine started, since 1970.
 * @returns Those of the last day.
 */
export function datedLines(text: string, startMilliseconds: number): string[] {
  return text.split("\n").flatMap((line) => {
    const [, seconds, message] = /^\[\s*(\d+\.\d+)\] (.*)$/.exec(line) ?? [];
    const time = startMilliseconds + Number(seconds) * 1000;
    return message === undefined || Date.now() - time > dayMilliseconds
      ? []
      : [`${new Date(time).toISOString().slice(0, 19)}Z localhost kernel: ${message}`];
  });
}

/** What ended before the last day is no longer the matter. */
function agedOf(found: Evidence): Evidence {
  const last = found.occurrences?.last;
  const time = last === undefined ? Number.NaN : Date.parse(last.endsWith("Z") ? last : `${last}Z`);
  const tolerance = last?.endsWith("Z") === true ? 0 : zonesMilliseconds;
  return found.outcome === "fail" && Date.now() - time > dayMilliseconds + tolerance
    ? witness(found.step, found.check, found.at, "log").pass(`not since ${last}: ${found.seen}`)
    : found;
}

function withoutNames(found: Evidence): Evidence {
  return { ...found, seen: withoutVisitors(found.seen) };
}
