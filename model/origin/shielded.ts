import { modelType } from "../graph/resourceTypes";
import { idsOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";
import { elasticAddressesOf } from "../traffic/elasticAddresses";
import { isInternal } from "../network/internal";
import { carrierOf } from "./admission";
import type { GroupUse } from "./forwards";
import { readAwsLoadBalancer } from "./loadBalancers";
import type { OriginPaths } from "./originPaths";
import { readTargetGroup } from "./targetGroups";

/**
 * Whether requests come to something through load balancers alone, which ask from addresses of their own, so that nothing of
 * Cloudflare needs to be let in.
 * @param paths - What stands behind load balancers.
 * @param carrier - What carries security groups.
 * @returns False for what may be asked past them, as far as the resources say: an instance may wherever they say nothing of hostnames.
 */
export function isShielded(paths: OriginPaths, carrier: ModelResource): boolean {
  const { inventory } = paths.model;
  const uses = usesBefore(paths, carrier);
  const isLone = modelType(carrier.type) === "instance";
  return (
    uses.length > 0 &&
    uses.every(asksItself) &&
    paths.leads.to(carrier).length === 0 &&
    (!isLone ||
      (paths.leads.some &&
        elasticAddressesOf(inventory, [carrier.key, ...idsOf(carrier)]).length === 0))
  );
}

/**
 * Whether no visitor is sent to something: hostnames lead to other machines for certain, or it stands in a private network to which none leads.
 * @param paths - What stands behind load balancers.
 * @param carrier - What carries security groups.
 */
export function isUnvisited(paths: OriginPaths, carrier: ModelResource): boolean {
  const { leads } = paths;
  const isHidden = isInternal(carrier) === "yes" && leads.some && leads.to(carrier).length === 0;
  return (isHidden || leads.areElsewhere(carrier)) && usesBefore(paths, carrier).length === 0;
}

/** The uses of the target groups that something serves in. */
function usesBefore(paths: OriginPaths, carrier: ModelResource): GroupUse[] {
  return paths.uses.filter(({ group }) =>
    paths
      .sources(group)
      .some(
        ({ serves }) => serves && carrierOf(paths.model.inventory, serves)?.key === carrier.key,
      ),
  );
}

function asksItself({ machine, group }: GroupUse): boolean {
  const type = machine && readAwsLoadBalancer(machine).type;
  return (
    type === "application" || (type === "network" && readTargetGroup(group).seesClients === "no")
  );
}
