import type { Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { isObject, readFlag, readList, readNumber } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";

/** What a group of endpoints of Global Accelerator passes connections on to. */
export interface AcceleratorEndpoint {
  /** The load balancer; undefined for what is none, or stands in another program. */
  readonly balancer: ModelResource | undefined;
  /** Whether connections come to it from the addresses of those who asked the accelerator. */
  readonly sees: Certainty;
  /** Whether its weight is 0, so that it gets nobody as long as others are well. */
  readonly isIdle: boolean;
}

/**
 * Lists what a group of endpoints passes connections on to. Source: the package `@pulumi/aws` 7, EndpointGroupEndpointConfiguration
 * (clientIpPreservationEnabled, by default false).
 * @param inventory - Where the load balancers are.
 * @param group - The group of endpoints.
 * @returns The endpoints; unknown where the plan does not list them.
 */
export function endpointsOfGroup(
  inventory: Inventory,
  group: ModelResource,
): Known<readonly AcceleratorEndpoint[]> {
  const listed = readList(group.properties.endpointConfigurations);
  return listed === unknownValue
    ? listed
    : listed.filter(isObject).map((each) => ({
        balancer: firstLinked(inventory, "awsLoadBalancer", each.endpointId),
        sees: readFlag(each.clientIpPreservationEnabled, "no"),
        isIdle: readNumber(each.weight) === 0,
      }));
}

/**
 * Lists the groups of endpoints of an accelerator.
 * @param inventory - The resources.
 * @param accelerator - The accelerator.
 */
export function endpointGroupsOf(
  inventory: Inventory,
  accelerator: ModelResource,
): ModelResource[] {
  return inventory
    .linkedTo(accelerator, "acceleratorListener")
    .flatMap((listener) => inventory.linkedTo(listener, "acceleratorGroup"));
}
