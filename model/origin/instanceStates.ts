import { stoppedState } from "../../facts/aws/instances";
import type { Inventory } from "../graph/inventory";
import { readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";

/**
 * Whether a machine is told to be stopped.
 * @param state - An `InstanceState`.
 */
export function isKeptStopped(state: ModelResource | undefined): boolean {
  return readText(state?.properties.state) === stoppedState;
}

/**
 * Finds the machine that is told what to be.
 * @param inventory - The resources.
 * @param state - An `InstanceState`.
 * @returns The instance; undefined where the inventory does not hold it.
 */
export function machineOfState(
  inventory: Inventory,
  state: ModelResource | undefined,
): ModelResource | undefined {
  return firstLinked(inventory, "instance", state?.properties.instanceId);
}
