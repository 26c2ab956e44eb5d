import { everyDirective, named } from "../../configuration/directive";
import type { Bundle } from "../format";
import type { Gathering } from "./gathering";
import { askStatusPage } from "./statusPage";

/**
 * Asks Apache on this host once how many of its workers are busy.
 * @param gathering - Told why nothing is known.
 * @param configurations - Those that were read.
 * @returns The workers; undefined where its mod_status did not say.
 */
export async function readApacheWorkers(
  gathering: Gathering,
  configurations: Bundle["configurations"],
): Promise<Bundle["apacheWorkers"]> {
  const apache = configurations.find(({ server, isRunning }) => server === "apache" && isRunning);
  if (apache === undefined || gathering.signal.aborted) {
    return undefined;
  }
  const what = "how many workers of Apache are busy";
  const directives = everyDirective(apache.directives);
  const isLoaded = named(directives, "loadmodule").some(({ args }) => args[0] === "status_module");
  const ports = named(directives, "listen").map(({ args }) => args[0] ?? "");
  const open = ports.filter((port) => !/(?:^|:)443$/.test(port));
  // A port of this host alone is where configurations keep such pages, those of `server-config` too.
  const plain = open.find((port) => /^(?:127\.|\[::1\])/.test(port)) ?? open[0];
  if (!isLoaded || plain === undefined) {
    gathering.unread.push({ what, why: "mod_status is not loaded, or no port speaks plain HTTP" });
    return undefined;
  }
  const [, host = "127.0.0.1", port = "80"] =
    /^(?:(127\.[\d.]+|\[::1\]):|.*:)?(\d+)$/.exec(plain) ?? [];
  const place = { host: host.replace(/[[\]]/g, ""), port: Number(port) };
  const page = await askStatusPage({ ...place, path: "/server-status?auto" }, gathering.signal);
  const workers = apacheWorkersOf(page ?? "");
  if (workers === undefined) {
    gathering.unread.push({ what, why: "/server-status did not answer with them" });
  }
  return workers;
}

/**
 * Reads Apache's `/server-status?auto`. Source: Apache docs, mod_status.
 * @param page - The page.
 * @returns The workers; undefined where it does not say.
 */
export function apacheWorkersOf(page: string): Bundle["apacheWorkers"] {
  const [busy, idle] = ["BusyWorkers", "IdleWorkers"].map(
    (name) => new RegExp(`^${name}: (\\d{1,9})\\r?$`, "m").exec(page)?.[1],
  );
  return busy === undefined || idle === undefined
    ? undefined
    : { busy: Number(busy), idle: Number(idle) };
}
