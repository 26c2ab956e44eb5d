import type { Certainty } from "../../core/certainty";
import { zonesOfBalancer } from "../network/availabilityZones";
import { readFlag, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import type { GroupUse } from "./forwards";
import { readAwsLoadBalancer } from "./loadBalancers";
import type { OriginPaths } from "./originPaths";
import { zonesOfTargets } from "./targetSubnets";

/** Where a load balancer stands and where its targets are. */
export interface ZoneCover {
  /** The zones in which it stands and no target is. */
  readonly idle: readonly string[];
  /** What serves only where it does not stand, so that it gets no request. */
  readonly unused: readonly ModelResource[];
  /** Whether there are others. */
  readonly hasOthers: boolean;
  /** Whether what arrives in one zone goes to targets in others. */
  readonly crossesZones: Certainty;
}

/**
 * Compares the availability zones of a load balancer with those of a group's targets. A target in a zone that is not switched on for
 * the load balancer is not used. Source: Elastic Load Balancing, user guides, application-load-balancers (Availability Zones) and
 * target-group-register-targets; network/target-group-cross-zone.
 * @param paths - What stands behind load balancers.
 * @param use - The group and its load balancer.
 * @returns The cover; undefined where the plan does not say all zones.
 */
export function zoneCover(paths: OriginPaths, { group, machine }: GroupUse): ZoneCover | undefined {
  const { inventory } = paths.model;
  const stands = machine && zonesOfBalancer(inventory, machine);
  const serving = paths.sources(group).flatMap(({ serves }) => serves ?? []);
  const zones = serving.map((serves) => zonesOfTargets(inventory, serves));
  if (
    machine === undefined ||
    stands === undefined ||
    serving.length < paths.sources(group).length ||
    zones.length === 0 ||
    zones.includes(undefined)
  ) {
    return undefined;
  }
  const unused = serving.filter((_serves, index) =>
    [...(zones[index] ?? [])].every((zone) => !stands.has(zone)),
  );
  return {
    idle: [...stands].filter((zone) => !zones.some((own) => own?.has(zone))).sort(),
    unused,
    hasOthers: unused.length < serving.length,
    crossesZones: crossesZones(machine, group),
  };
}

/** The group's own word counts before that of its load balancer; one of HTTP crosses zones unless the group says otherwise. Source: that of `zoneCover`. */
function crossesZones(machine: ModelResource, group: ModelResource): Certainty {
  const own = readText(group.properties.loadBalancingCrossZoneEnabled);
  if (own === "true" || own === "false") {
    return own === "true" ? "yes" : "no";
  }
  return readAwsLoadBalancer(machine).type === "application"
    ? "yes"
    : readFlag(machine.properties.enableCrossZoneLoadBalancing, "no");
}
