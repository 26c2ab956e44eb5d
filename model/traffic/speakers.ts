import type { DnsRecordNode } from "./dnsRecords";
import { registrableDomain } from "../graph/hostnames";
import { parentHostname, parentHostnames } from "../../core/hostnames";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import type { ModelResource } from "../graph/resources";
import { standingOf, type Standing, type NameLookup } from "./nameLookup";

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
 * Finds what speaks for hostnames. What it has found does not change with the inventory, so it is for one question, or for an
 * inventory that stays as it is.
 */
export class Speakers {
  readonly #inventory: Inventory;
  readonly #delegations = new Map<string, readonly DnsRecordNode[]>();

  /**
   * Has found nothing yet.
   * @param lookup - What stands at names.
   */
  constructor(private readonly lookup: NameLookup) {
    this.#inventory = lookup.inventory;
  }

  /**
   * Finds what speaks for a hostname: an NS record at it or above it, what stands at the name itself, whatever its type, or a
   * wildcard.
   *
   * Cloudflare's standard name servers end a wildcard at names where a record stands, and beneath them. Its advanced ones follow
   * RFC 4592, by which a name exists too where something stands only beneath it. Source: Cloudflare docs,
   * dns/manage-dns-records/reference/wildcard-dns-records and dns/foundation-dns/setup (Differences from standard nameservers).
   * @param hostname - A canonical hostname.
   * @returns The speaker.
   */
  of(hostname: string): Speaker {
    const delegations = this.#delegationsOver(hostname);
    const own = remaining(this.lookup.at(hostname), delegations);
    if (own !== undefined) {
      return { standing: own, doubtful: false, delegatedBy: none };
    }
    const wildcard = wildcardOver(this.#inventory, hostname);
    const standing =
      wildcard === undefined ? undefined : remaining(this.lookup.at(wildcard), delegations);
    if (standing === undefined) {
      return { standing, doubtful: false, delegatedBy: delegations };
    }
    const byRfc = this.#inventory.nameExists(hostname)
      ? undefined
      : wildcardAbove(this.#inventory, hostname);
    return { standing, doubtful: wildcard !== byRfc, delegatedBy: none };
  }

  /**
   * The NS records of a resource's own zone that take it away from there.
   * @param resource - A record or a load balancer.
   * @returns Those nearest to the zone's own name, which may be the resource itself; none where nothing delegates its name.
   */
  delegationsOf(resource: ModelResource): readonly DnsRecordNode[] {
    const zone = zoneOf(resource);
    return this.#delegationsOver(this.#inventory.hostnameOf(resource) ?? "").filter(
      (delegation) => zoneOf(delegation.resource) === zone,
    );
  }

  /**
   * The NS records at a hostname or above it that delegate it, those nearest to the zone's own name: those of that name itself
   * delegate nothing. Source: Cloudflare docs, dns/manage-dns-records/reference/shadowed-records.
   */
  #delegationsOver(hostname: string): readonly DnsRecordNode[] {
    const known = this.#delegations.get(hostname);
    if (known !== undefined) {
      return known;
    }
    const parent = parentHostname(hostname);
    const above = parent === undefined ? none : this.#delegationsOver(parent);
    const found = above.length > 0 ? above : this.#delegating(hostname);
    this.#delegations.set(hostname, found);
    return found;
  }

  #delegating(name: string): readonly DnsRecordNode[] {
    const servers = this.lookup.at(name)?.nameServers ?? none;
    return servers.filter(
      ({ resource }) =>
        (this.#inventory.zones.nameOf(resource) ?? registrableDomain(name)) !== name,
    );
  }
}

const none: readonly DnsRecordNode[] = [];

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
    if (inventory.existsAt(`*.${parent}`)) {
      return `*.${parent}`;
    }
    if (inventory.existsAt(parent)) {
      return undefined;
    }
  }
  return undefined;
}

/** What of a standing another zone has, where a delegation takes the rest away. */
function remaining(
  standing: Standing | undefined,
  delegations: readonly DnsRecordNode[],
): Standing | undefined {
  if (standing === undefined || delegations.length === 0) {
    return standing;
  }
  const zones = new Set(delegations.map(({ resource }) => zoneOf(resource)));
  const isLeft = ({ resource }: { readonly resource: ModelResource }): boolean =>
    !zones.has(zoneOf(resource));
  const records = standing.records.filter(isLeft);
  const loadBalancers = standing.loadBalancers.filter(isLeft);
  return records.length + loadBalancers.length === 0
    ? undefined
    : standingOf(standing.name, records, loadBalancers);
}
