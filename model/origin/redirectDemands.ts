import { unknownValue } from "../../core/known";
import type { ModelResource } from "../graph/resources";
import type { Demand } from "./demand";
import { actionOf } from "./forwards";
import type { OriginPaths } from "./originPaths";

/**
 * Lists the listeners of a load balancer that redirect what no rule takes, so that who asks there has to ask elsewhere. Visitors do.
 * @param paths - What stands behind load balancers.
 * @param machine - The load balancer.
 */
export function redirectDemands(paths: OriginPaths, machine: ModelResource): Demand[] {
  const { inventory } = paths.model;
  return [...paths.listeners(machine).values()]
    .filter((listener) => actionOf(inventory, listener).kind === "redirect")
    .map((listener) => ({
      ...{ machine, listener, madeBy: [listener], saidBy: [], unmet: [], met: [] },
      error: unknownValue,
      isMetBy: () => "yes",
    }));
}
