import { getOrCreate } from "../../core/getOrCreate";
import type { AskedHostname } from "./askedHostnames";
import type { EdgeZones } from "./edgeZones";
import type { SampleAnswer } from "./sampleAnswer";

/** The hostnames of a zone are listed once, and so they are found by their titles. */
const titled = new WeakMap<readonly AskedHostname[], ReadonlyMap<string, AskedHostname>>();

/**
 * Asks the rules of a zone about the requests that a hostname gets every day.
 * @param zones - The rules.
 * @param hostname - The hostname, as it is called.
 * @param zone - Its zone as `zoneOf` calls it; undefined where the plan does not say.
 * @returns What becomes of each; undefined where the plan does not hold the hostname.
 */
export function answersOf(
  zones: EdgeZones,
  hostname: string,
  zone: string | undefined,
): readonly SampleAnswer[] | undefined {
  if (zone === undefined) {
    return undefined;
  }
  const hostnames = zones.hostnamesOf(zone);
  // Where two have one title, the first counts.
  const byTitle = getOrCreate(
    titled,
    hostnames,
    () => new Map([...hostnames].reverse().map((each) => [each.title, each])),
  );
  const asked = byTitle.get(hostname);
  return asked && zones.answersFor(zone, asked);
}
