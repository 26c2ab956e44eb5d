import { modelType } from "../graph/resourceTypes";
import { idsOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";
import { elasticAddressesOf } from "../traffic/elasticAddresses";
import { isInternal } from "../network/internal";
import { admitsByGroup, carrierOf } from "./admission";
import type { GroupUse } from "./forwards";
import { readAwsLoadBalancer } from "./loadBalancers";
import type { OriginPaths } from "./originPaths";
import { readTargetGroup } from "./targetGroups";
import { targetPorts, type TargetSource } from "./targets";

/**
 * Whether requests come to something through load balancers alone, which ask from addresses of their own, so that nothing of
 * Cloudflare needs to be let in.
 * @param paths - What stands behind load balancers.
 * @param carrier - What carries security groups.
 * @returns False for what may be asked past them, as far as the resources say: an instance may wherever they say nothing of hostnames.
 */
export function isShielded(paths: OriginPaths, carrier: ModelResource): boolean {
  return isBehindBalancers(paths, carrier) && usesBefore(paths, carrier).every(asksItself);
}

/**
 * Whether something names the group of each load balancer before it, and so lets in what comes through it also where it sees the
 * addresses of Cloudflare. Source: Elastic Load Balancing, user guide for Network Load Balancers, load-balancer-security-groups.
 * @param paths - What stands behind load balancers.
 * @param carrier - What carries security groups.
 * @returns False for what may be asked past them, and where a rule or a port is not known.
 */
export function isShieldedByGroups(paths: OriginPaths, carrier: ModelResource): boolean {
  const { inventory } = paths.model;
  return (
    isBehindBalancers(paths, carrier) &&
    usesBefore(paths, carrier).every(({ group, machine }) =>
      servingBy(paths, group, carrier).every((source) => {
        const { traffic } = targetPorts(source, readTargetGroup(group));
        return (
          machine !== undefined &&
          typeof traffic === "number" &&
          admitsByGroup(inventory, machine, source.serves, traffic) === "yes"
        );
      }),
    )
  );
}

/**
 * Whether requests come to something through load balancers alone.
 * @param paths - What stands behind load balancers.
 * @param carrier - What carries security groups.
 * @returns False for what may be asked past them, as `isShielded` says.
 */
export function isBehindBalancers(paths: OriginPaths, carrier: ModelResource): boolean {
  const { inventory } = paths.model;
  const isLone = modelType(carrier.type) === "instance";
  return (
    usesBefore(paths, carrier).length > 0 &&
    paths.leads.to(carrier).length === 0 &&
    (!isLone ||
      (paths.leads.some &&
        elasticAddressesOf(inventory, [carrier.key, ...idsOf(carrier)]).length === 0))
  );
}

/**
 * Whether nobody of Cloudflare is sent to something: hostnames lead to other machines for certain, or it stands in a private network to which
 * none leads but through what asks from addresses of its own.
 * @param paths - What stands behind load balancers.
 * @param carrier - What carries security groups.
 */
export function isUnvisited(paths: OriginPaths, carrier: ModelResource): boolean {
  const { leads } = paths;
  const isHidden =
    isInternal(carrier) === "yes" &&
    leads.some &&
    leads.to(carrier).every(({ isTunnelled }) => isTunnelled);
  return (isHidden || leads.areElsewhere(carrier)) && usesBefore(paths, carrier).length === 0;
}

/** The uses of the target groups that something serves in. */
function usesBefore(paths: OriginPaths, carrier: ModelResource): GroupUse[] {
  return paths.uses.filter(({ group }) => servingBy(paths, group, carrier).length > 0);
}

/** What registers targets in a group that have the security groups of something. */
function servingBy(
  paths: OriginPaths,
  group: ModelResource,
  carrier: ModelResource,
): (TargetSource & { readonly serves: ModelResource })[] {
  return paths.sources(group).flatMap((source) => {
    const { serves } = source;
    return serves !== undefined && carrierOf(paths.model.inventory, serves)?.key === carrier.key
      ? [{ ...source, serves }]
      : [];
  });
}

function asksItself({ machine, group }: GroupUse): boolean {
  const type = machine && readAwsLoadBalancer(machine).type;
  return (
    type === "application" || (type === "network" && readTargetGroup(group).seesClients === "no")
  );
}
