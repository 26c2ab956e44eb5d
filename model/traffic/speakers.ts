import type { DnsRecordNode } from "./dnsRecords";
import { registrableDomain } from "../graph/hostnames";
import { parentHostnames } from "../../core/hostnames";
import type { Inventory } from "../graph/inventory";
import { zoneToken } from "../graph/nameIndex";
import type { ModelResource } from "../graph/resources";
import type { Standing, Standings } from "./standings";

/** What speaks for a hostname. */
export interface Speaker {
  /** What stands at the name that answers: the hostname itself or a wildcard. Undefined where nothing does. */
  readonly standing: Standing | undefined;
  /** Whether it depends on the zone's name servers: the name is there only because something stands beneath it. */
  readonly doubtful: boolean;
  /** The NS records that give the hostname to other name servers, so that Cloudflare is never asked; else none. */
  readonly delegatedBy: readonly DnsRecordNode[];
}

/**
 * Finds what speaks for a hostname: an NS record at it or above it, what stands at the name itself, whatever its type, or a
 * wildcard.
 *
 * Cloudflare's standard name servers end a wildcard at names where a record stands, and beneath them. Its advanced ones follow
 * RFC 4592, by which a name exists too where something stands only beneath it. Source: Cloudflare docs,
 * dns/manage-dns-records/reference/wildcard-dns-records and dns/foundation-dns/setup (Differences from standard nameservers).
 * @param inventory - The resources.
 * @param standings - What stands at names.
 * @param hostname - A canonical hostname.
 * @returns The speaker.
 */
export function speakerFor(inventory: Inventory, standings: Standings, hostname: string): Speaker {
  const delegations = delegationsOver(inventory, standings, hostname);
  const own = remaining(standings.at(hostname), delegations);
  if (own !== undefined) {
    return { standing: own, doubtful: false, delegatedBy: [] };
  }
  const wildcard = wildcardOver(inventory, hostname);
  const standing = remaining(standings.at(wildcard ?? ""), delegations);
  if (standing === undefined) {
    return { standing, doubtful: false, delegatedBy: delegations };
  }
  const byRfc = inventory.nameExists(hostname) ? undefined : wildcardAbove(inventory, hostname);
  return { standing, doubtful: wildcard !== byRfc, delegatedBy: [] };
}

/** The wildcard that speaks for a hostname of which nothing is there, by RFC 4592, whether anything stands at its name or not. */
function wildcardAbove(inventory: Inventory, hostname: string): string | undefined {
  // A name that exists ends the search for wildcards above it (closest encloser).
  const encloser = parentHostnames(hostname).find((parent) => inventory.nameExists(parent));
  return encloser === undefined ? undefined : `*.${encloser}`;
}

/**
 * The wildcard that speaks for a hostname at which nothing stands, by Cloudflare's standard name servers, for which only what
 * stands at a name ends the search.
 * @param inventory - The resources.
 * @param hostname - A canonical hostname.
 * @returns The wildcard's name; undefined where none speaks.
 */
export function wildcardOver(inventory: Inventory, hostname: string): string | undefined {
  for (const parent of parentHostnames(hostname)) {
    if (inventory.standsAt(`*.${parent}`)) {
      return `*.${parent}`;
    }
    if (inventory.standsAt(parent)) {
      return undefined;
    }
  }
  return undefined;
}

/**
 * The NS records at a hostname or above it that delegate it: those of the zone's own name delegate nothing.
 * Source: Cloudflare docs, dns/manage-dns-records/reference/shadowed-records.
 */
function delegationsOver(
  inventory: Inventory,
  standings: Standings,
  hostname: string,
): readonly DnsRecordNode[] {
  const nearestLast = [hostname, ...parentHostnames(hostname)].reverse();
  for (const name of nearestLast) {
    const servers = standings.nameServers(name);
    const delegating = servers.filter(
      ({ resource }) => (inventory.zoneNameOf(resource) ?? registrableDomain(name)) !== name,
    );
    if (delegating.length > 0) {
      return delegating;
    }
  }
  return [];
}

/**
 * The NS records of a resource's own zone that take it away from there.
 * @param inventory - The resources.
 * @param standings - What stands at names.
 * @param resource - A record or a load balancer.
 * @returns Those nearest to the zone's own name, which may be the resource itself; none where nothing delegates its name.
 */
export function delegationsOf(
  inventory: Inventory,
  standings: Standings,
  resource: ModelResource,
): readonly DnsRecordNode[] {
  const zone = zoneToken(resource);
  return delegationsOver(inventory, standings, inventory.hostnameOf(resource) ?? "").filter(
    (delegation) => zoneToken(delegation.resource) === zone,
  );
}

/** What of a standing another zone has, where a delegation takes the rest away. */
function remaining(
  standing: Standing | undefined,
  delegations: readonly DnsRecordNode[],
): Standing | undefined {
  if (standing === undefined || delegations.length === 0) {
    return standing;
  }
  const zones = new Set(delegations.map(({ resource }) => zoneToken(resource)));
  const isLeft = ({ resource }: { readonly resource: ModelResource }): boolean =>
    !zones.has(zoneToken(resource));
  const records = standing.records.filter(isLeft);
  const loadBalancers = standing.loadBalancers.filter(isLeft);
  return records.length + loadBalancers.length === 0
    ? undefined
    : {
        ...{ name: standing.name, records, loadBalancers },
        leadsOn: records.some(({ type }) => type === "CNAME"),
      };
}
