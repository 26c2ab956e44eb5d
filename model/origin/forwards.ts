import type { Inventory } from "../graph/inventory";
import type { ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";
import { modelType } from "../graph/resourceTypes";
import { endingAction, type ListenerAction } from "./actions";

/** That a listener or one of its rules sends requests to a target group. */
export interface GroupUse {
  /** The listener or the rule. */
  readonly forwarder: ModelResource;
  /** The listener itself; undefined where the plan does not hold it. */
  readonly listener: ModelResource | undefined;
  /** Its load balancer; undefined where the plan does not hold it. */
  readonly machine: ModelResource | undefined;
  /** The target group. */
  readonly group: ModelResource;
}

/**
 * Lists which target groups get requests.
 * @param inventory - The resources.
 * @returns One entry for each group of each listener and rule that may send it requests, those of listeners first.
 */
export function groupUses(inventory: Inventory): GroupUse[] {
  const forwarders = [...inventory.ofType("listener"), ...inventory.ofType("listenerRule")];
  return forwarders.flatMap((forwarder) => {
    const action = actionOf(inventory, forwarder);
    const groups = action.kind === "forward" ? action.groups : [];
    const listener = listenerOf(inventory, forwarder);
    const machine = listener && machineOf(inventory, listener);
    return groups
      .flatMap(({ resources }) => resources)
      .map((group) => ({ forwarder, listener, machine, group }));
  });
}

/**
 * Reads what a listener does by default, or a rule with what it takes.
 * @param inventory - Where target groups are.
 * @param resource - A `Listener` or a `ListenerRule`.
 * @returns What it does in the end.
 */
export function actionOf(inventory: Inventory, { properties }: ModelResource): ListenerAction {
  return endingAction(inventory, properties.defaultActions ?? properties.actions);
}

/**
 * Finds the listener of a rule.
 * @param inventory - The resources.
 * @param forwarder - A `ListenerRule`, or a `Listener`, which is its own.
 * @returns The listener; undefined where the inventory does not hold it.
 */
export function listenerOf(
  inventory: Inventory,
  forwarder: ModelResource,
): ModelResource | undefined {
  return modelType(forwarder.type) === "listener"
    ? forwarder
    : firstLinked(inventory, "listener", forwarder.properties.listenerArn);
}

/**
 * Finds the load balancer of a listener.
 * @param inventory - The resources.
 * @param listener - A `Listener`.
 * @returns The load balancer; undefined where the inventory does not hold it.
 */
export function machineOf(
  inventory: Inventory,
  { properties }: ModelResource,
): ModelResource | undefined {
  return firstLinked(inventory, "awsLoadBalancer", properties.loadBalancerArn);
}
