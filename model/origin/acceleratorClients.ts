import type { Certainty } from "../../core/certainty";
import type { Inventory } from "../graph/inventory";
import { isObject, knownList, readFlag, readList } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";

/** A load balancer behind Global Accelerator. */
export interface SeeingEndpoint {
  /** The load balancer. */
  readonly endpoint: ModelResource;
  /** Whether connections come to it from the addresses of those who asked the accelerator. */
  readonly sees: Certainty;
}

/**
 * Lists whose addresses load balancers see behind a group of endpoints. Source: the package `@pulumi/aws` 7,
 * EndpointGroupEndpointConfiguration (clientIpPreservationEnabled, by default false).
 * @param inventory - Where the load balancers are.
 * @param group - The group of endpoints.
 * @returns Those that the inventory holds.
 */
export function clientsSeen(inventory: Inventory, group: ModelResource): SeeingEndpoint[] {
  const { endpointConfigurations } = group.properties;
  return (knownList(readList(endpointConfigurations)) ?? []).filter(isObject).flatMap((each) => {
    const endpoint = firstLinked(inventory, "awsLoadBalancer", each.endpointId);
    return endpoint === undefined
      ? []
      : [{ endpoint, sees: readFlag(each.clientIpPreservationEnabled, "no") }];
  });
}
