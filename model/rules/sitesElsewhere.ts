import { isProgramsHostname } from "../traffic/hostnameLabels";
import { registrableDomain } from "../graph/hostnames";
import type { EdgeZones } from "./edgeZones";
import { answersOf } from "./hostnameAnswers";

/**
 * Lists hostnames with pages in other zones and of other domains than those of a zone: they are none of its own before what looks where a
 * request comes from. What programs ask, and what redirects every visitor, has no pages.
 * @param zones - The zones.
 * @param zone - The zone as `zoneOf` calls it.
 * @returns The hostnames, sorted.
 */
export function sitesElsewhere(zones: EdgeZones, zone: string): string[] {
  const domains = new Set(zones.reachedIn(zone).map(registrableDomain));
  return zones
    .zones()
    .filter((other) => other !== zone)
    .flatMap((other) => zones.reachedIn(other).filter((name) => hasPages(zones, other, name)))
    .filter((name) => domains.size > 0 && !domains.has(registrableDomain(name)))
    .sort();
}

function hasPages(zones: EdgeZones, zone: string, hostname: string): boolean {
  const pages = (answersOf(zones, hostname, zone) ?? []).filter(({ sample }) => sample.isPage);
  return !isProgramsHostname(hostname) && pages.some(({ outcome }) => outcome !== "redirected");
}
