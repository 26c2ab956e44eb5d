import type * as pulumi from "@pulumi/pulumi";
import type { DnsRecordsArgs } from "../components/dns";
import type { LiveRangesArgs, OriginFirewallArgs } from "../components/originFirewall";
import type { ResilientSiteArgs } from "../components/site";
import type { StrictTlsArgs } from "../components/tls";
import type { Environment } from "./environment";

/** The groups that an environment's firewalls make, by the firewall's key. */
export type GroupIds = Readonly<Record<string, pulumi.Input<string[]>>>;

/**
 * The zone's settings.
 * @param environment - The environment.
 * @returns The arguments; undefined where another stack owns the settings.
 */
export function tlsArgs({ zone, tls }: Environment): StrictTlsArgs | undefined {
  return zone.ownsSettings ? { ...tls, zoneId: zone.id, plan: zone.plan } : undefined;
}

/**
 * The zone's records.
 * @param environment - The environment.
 * @returns The arguments; undefined where there are no records.
 */
export function recordsArgs(environment: Environment): DnsRecordsArgs | undefined {
  const { zone, records, retiredAddresses } = environment;
  return (
    records && { zoneId: zone.id, zoneName: zone.name, plan: zone.plan, retiredAddresses, records }
  );
}

/**
 * The firewalls.
 * @param environment - The environment.
 * @param liveRanges - Asks for the published ranges; called once for each firewall that joins them.
 * @returns The arguments by the firewall's key.
 */
export function firewallArgs(
  { firewalls = {} }: Environment,
  liveRanges: () => pulumi.Output<LiveRangesArgs>,
): Record<string, OriginFirewallArgs> {
  return Object.fromEntries(
    Object.entries(firewalls).map(([key, { joinLiveRanges, ...args }]) => [
      key,
      joinLiveRanges === true ? { ...args, liveRanges: liveRanges() } : args,
    ]),
  );
}

/**
 * The sites. Zone settings, firewalls and alerts are the environment's, one for all its sites.
 * @param environment - The environment.
 * @param groupIds - The firewalls' groups.
 * @returns The arguments by the site's key.
 */
export function siteArgs(
  environment: Environment,
  groupIds: GroupIds,
): Record<string, ResilientSiteArgs> {
  const { account, zone, sites = {}, retiredAddresses, firewallManagedBy } = environment;
  const shared = {
    accountId: account.id,
    zoneId: zone.id,
    zoneName: zone.name,
    plan: zone.plan,
    trafficSteeringAddOn: account.trafficSteeringAddOn,
    usesArgoOrTieredCache: zone.usesArgoOrTieredCache,
    retiredAddresses,
    tlsManagedBy: zone.ownsSettings ? "the zone settings of this stack" : "the zone's own stack",
    alertsManagedBy: "the alerts of this stack",
    ...(firewallManagedBy === undefined
      ? { existingSecurityGroupIds: { ...groupIds } }
      : { firewallManagedBy }),
  };
  return Object.fromEntries(
    Object.entries(sites).map(([key, site]) => [key, { ...shared, ...site }]),
  );
}

/**
 * The name of a component: the stack's and the key, since names of pools are unique in an account.
 * @param stack - The stack's name.
 * @param key - The key of the block.
 * @returns `production-www`.
 */
export function componentName(stack: string, key: string): string {
  return `${stack}-${key}`;
}
