import type { Exposure } from "../../model/firewall/exposure";
import { groupsOn, type ProtectedEndpoint } from "../../model/firewall/protectedEndpoints";
import { isInternal } from "../../model/network/internal";
import type { PlanSide, RuleContext } from "./context";

/** Who reaches an endpoint of the origins, at every port that Cloudflare may use there. */
export interface EndpointExposure {
  /** What stands there. */
  readonly endpoint: ProtectedEndpoint;
  /** One entry per port, in the order of ports. */
  readonly ports: readonly Exposure[];
}

/**
 * Reads who reaches the origins: what lets at least one range of Cloudflare in counts as one.
 * @returns One entry per endpoint, with the ports at which Cloudflare gets in.
 */
export function originExposures({ traffic }: PlanSide): EndpointExposure[] {
  return traffic.firewalls
    .filter(({ endpoint }) => isInternal(endpoint.attachedTo) !== "yes")
    .map(({ endpoint, together }) => ({
      endpoint,
      ports: together.filter(({ admitsCloudflare }) => admitsCloudflare),
    }))
    .filter(({ ports }) => ports.length > 0);
}

/**
 * Names the resource that a finding about an endpoint is about.
 * @returns The key of what carries the groups; of the first group where nothing known does.
 */
export function subjectOf({ attachedTo, groups, key }: ProtectedEndpoint): string {
  return attachedTo?.key ?? groups[0]?.key ?? key;
}

/**
 * Finds the endpoints that were no better before: the groups of a carrier, or where nothing carries them any more, those groups
 * wherever they were.
 * @param noBetter - Whether one port was no better before than it is.
 * @returns What findings about such endpoints are about: those of which it holds at every port.
 */
export function standingFaces(
  { before, after }: RuleContext,
  noBetter: (was: Exposure, is: Exposure) => boolean,
): Set<string> {
  const { inventory, exposures } = before.traffic;
  const endpoints = originExposures(after).filter(({ endpoint: { attachedTo, groups }, ports }) => {
    const carrier = attachedTo && inventory.byKey(attachedTo.key);
    const free = attachedTo === undefined ? groups : [];
    const own =
      carrier === undefined
        ? free.flatMap(({ key }) => inventory.byKey(key) ?? [])
        : groupsOn(inventory, carrier);
    const numbers = ports.map(({ port }) => port);
    const was = exposures.to(own, numbers);
    return ports.every((is, index) => {
      const old = was[index];
      return old !== undefined && noBetter(old, is);
    });
  });
  return new Set(endpoints.map(({ endpoint }) => subjectOf(endpoint)));
}
