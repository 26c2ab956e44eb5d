import type { Problem } from "../../core/problem";
import type { CloudflarePlan } from "../../facts/cloudflare/plans";
import type { DnsRecordSpec } from "../dns";
import type { ResolvedZone } from "../loadBalancing/resolve";
import type { OriginFirewallArgs } from "../originFirewall";
import type { ResilientSiteArgs } from "./args";

/** One of the sites that are declared together. */
export interface PlacedSite {
  /** Where its arguments stand: `sites.www`; empty for a component's own. */
  readonly path: string;
  /** Its arguments. */
  readonly args: ResilientSiteArgs;
  /** Puts a problem with these arguments where the user gave the value. */
  readonly place: (problem: Problem) => Problem;
}

/** What sites of one zone have in common. Their records and firewalls stand at `records` and `firewalls`. */
export interface SharedBySites extends ResolvedZone {
  /** The zone's name, as the user wrote it. */
  readonly zoneName: string;
  /** The zone's plan. */
  readonly plan: CloudflarePlan | undefined;
  /** Addresses and CIDRs that were given back. */
  readonly retiredAddresses: string[] | undefined;
  /** Records of the zone that are declared with the sites. */
  readonly records: Record<string, DnsRecordSpec> | undefined;
  /** Firewalls of the origins; undefined where something else closes them. */
  readonly firewalls: Record<string, OriginFirewallArgs> | undefined;
}

/**
 * Where an argument of a site stands.
 * @param site - The site.
 * @param name - The argument's name, or a path below it.
 */
export function argPath({ path }: Pick<PlacedSite, "path">, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/**
 * Whether a site makes a safety record.
 * @param args - The site's arguments.
 */
export function keepsSafetyRecord({
  pools,
  safetyRecord,
}: Pick<ResilientSiteArgs, "pools" | "safetyRecord">): boolean {
  return pools !== undefined && safetyRecord !== false;
}
