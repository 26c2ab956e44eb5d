import { compare, sortedByKey } from "../../core/order";
import type { PublicEndpoint } from "../../model/traffic/publicEndpoints";
import type { TrafficModel } from "../../model/traffic/path";
import { OriginPaths } from "../../model/origin/originPaths";
import type { NetworkSubnet } from "../../model/network/subnets";
import type { ModelResource } from "../../model/graph/resources";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import type { Cause } from "../findings/finding";
import { names, say, type Phrase } from "../words/words";
import { AddressUsers, type AddressUser } from "./addressUsers";
import { causeOf, changesAnyOf, touches, type RiskContext } from "./risk";

/** What takes connections from the Internet before a change and after it. */
export interface PublicOrigin {
  /** Before. */
  readonly before: PublicEndpoint;
  /** After. */
  readonly after: PublicEndpoint;
  /** Who leads there, before or after. */
  readonly users: readonly AddressUser[];
  /** Who meets errors when nothing answers there, at the beginning of a sentence. */
  readonly visitors: Phrase;
}

/**
 * Lists what takes connections from the Internet and stays. Of what visitors are led to and of what is not, the first alone counts
 * where the plan says what visitors are led to.
 * @param types - Types of which one must change for anything to be looked at.
 * @returns The origins, sorted by key; none where nothing of those types changes.
 */
export function publicOrigins(
  context: RiskContext,
  types: ReadonlySet<ModelTypeName>,
): PublicOrigin[] {
  const { before, after, renamed } = context;
  if (!changesAnyOf(context, types)) {
    return [];
  }
  const now = new Map(after.publicEndpoints.map((each) => [each.resource.key, each]));
  const users = [new AddressUsers(before), new AddressUsers(after)];
  const isEdgeKnown = users.some(({ some }) => some);
  const hostnames = new BehindPools(before, after);
  return before.publicEndpoints.flatMap((old): PublicOrigin[] => {
    const { key } = old.resource;
    const stays = now.get(renamed.get(key) ?? key);
    if (stays === undefined) {
      return [];
    }
    const addresses = [...old.addresses, ...stays.addresses];
    const found = users.flatMap((side) => side.of(addresses));
    const own = [...new Map(found.map((user) => [`${user.key} ${user.port}`, user])).values()];
    // A pool or a record may name an address that is only known later, so what nobody is known to lead to may count as well.
    const fronted = own.length > 0 ? [] : [...led(before, old), ...led(after, stays)];
    const isUsed = own.length + fronted.length > 0 || !isEdgeKnown || addresses.length === 0;
    const visitors =
      fronted.length > 0
        ? say`visitors of ${names([...new Set(fronted)].sort(compare))}`
        : hostnames.visitors(own);
    return isUsed ? [{ before: old, after: stays, users: own, visitors }] : [];
  });
}

/** The hostnames that lead to an origin by way of what AWS has before it, such as Global Accelerator. */
function led(model: TrafficModel, { resource }: PublicEndpoint): string[] {
  return OriginPaths.of(model)
    .leads.to(resource)
    .filter(({ isTunnelled }) => !isTunnelled)
    .map(({ hostname }) => hostname);
}

/** The hostnames that load balancers serve from pools. */
export class BehindPools {
  readonly #hostnames = new Map<string, Set<string>>();

  /**
   * Reads the load balancers.
   * @param sides - The paths of traffic, before and after.
   */
  constructor(...sides: readonly TrafficModel[]) {
    for (const side of sides) {
      for (const balancer of side.loadBalancers) {
        for (const { id } of side.balanced.of(balancer)) {
          const known = this.#hostnames.get(id) ?? new Set();
          this.#hostnames.set(id, known.add(balancer.hostname ?? balancer.resource.name));
        }
      }
    }
  }

  /**
   * Says who is led to an address.
   * @param users - The pools and records that lead there.
   * @returns The hostnames, at the beginning of a sentence.
   */
  visitors(users: readonly AddressUser[]): Phrase {
    const found = users.flatMap(({ key, title }) => [...(this.#hostnames.get(key) ?? [title])]);
    const hostnames = [...new Set(found)].sort(compare);
    return hostnames.length === 0
      ? say`whoever is led there, which this plan does not say,`
      : say`visitors of ${names(hostnames)}`;
  }
}

/**
 * Finds the same subnet before a change.
 * @param subnet - The subnet after.
 * @param origin - The origin that stands in it.
 * @returns The subnet before; undefined where the origin did not stand in it.
 */
export function subnetBefore(
  { renamed }: RiskContext,
  subnet: NetworkSubnet,
  { before }: PublicOrigin,
): NetworkSubnet | undefined {
  return before.subnets.find(({ tokens }) =>
    tokens.some((token) => subnet.tokens.includes(renamed.get(token) ?? token)),
  );
}

/**
 * Says what puts an origin into other subnets.
 * @param origin - The origin.
 * @returns The origin itself, where the change gives it others; none otherwise.
 */
export function placedBy(
  { changes }: RiskContext,
  { after: { resource } }: PublicOrigin,
): ModelResource[] {
  const change = changes.get(resource.key);
  const isPlaced =
    change?.operation === "replace" ||
    (change !== undefined && touches(change, ["subnets", "subnetMappings", "subnetId"]));
  return isPlaced ? [resource] : [];
}

/**
 * Makes causes of what of the program decides something, as far as it changes.
 * @param parts - Resources of either side.
 * @returns The causes, sorted by key.
 */
export function causesAmong({ changes }: RiskContext, parts: readonly ModelResource[]): Cause[] {
  const found = new Set(parts.flatMap(({ key }) => changes.get(key) ?? []));
  return sortedByKey(found).map((change) => causeOf(change));
}
