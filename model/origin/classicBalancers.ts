import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import { knownObjects, readNumber } from "../graph/reading";
import type { ModelTypeName } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";
import { linkedResource } from "../graph/targets";

/**
 * Lists what serves behind a Classic Load Balancer: instances of its own list and of attachments, and Auto Scaling groups.
 * @param inventory - The resources.
 * @param balancer - A Classic Load Balancer.
 * @returns What the inventory holds of it, each once.
 */
export function servingBehind(inventory: Inventory, balancer: ModelResource): ModelResource[] {
  const at = (resource: ModelResource, path: string, type: ModelTypeName): ModelResource[] =>
    tokensAt(resource, path).flatMap((token) => linkedResource(inventory, type, token) ?? []);
  const all = [
    ...at(balancer, "instances", "instance"),
    ...inventory
      .linkedTo(balancer, "classicAttachment")
      .flatMap((each) => at(each, "instance", "instance")),
    ...inventory.linkedTo(balancer, "scalingGroup"),
    ...inventory
      .linkedTo(balancer, "scalingAttachment")
      .flatMap((each) => at(each, "autoscalingGroupName", "scalingGroup")),
  ];
  return [...new Set(all)];
}

/**
 * Counts the instances that are registered one by one behind a Classic Load Balancer.
 * @param inventory - The resources.
 * @param balancer - A Classic Load Balancer.
 * @returns How many there are, each once; none where Auto Scaling groups register others beside them.
 */
export function instancesBehind(inventory: Inventory, balancer: ModelResource): number {
  const isScaled = (["scalingGroup", "scalingAttachment"] as const).some(
    (type) => inventory.linkedTo(balancer, type).length > 0,
  );
  const single = [
    ...tokensAt(balancer, "instances"),
    ...inventory
      .linkedTo(balancer, "classicAttachment")
      .flatMap((each) => tokensAt(each, "instance")),
  ].map((token) => linkedResource(inventory, "instance", token)?.key ?? token);
  return isScaled ? 0 : new Set(single).size;
}

/**
 * Lists the ports at which a Classic Load Balancer asks what serves behind it. Source: Elastic Load Balancing API reference 2012-06-01, Listener
 * (InstancePort).
 * @param balancer - A Classic Load Balancer.
 * @returns The ports that are known, each once.
 */
export function instancePorts({ properties }: ModelResource): number[] {
  const listeners = knownObjects(properties.listeners);
  const ports = listeners.map(({ instancePort }) => readNumber(instancePort));
  return [...new Set(ports)].filter((port) => typeof port === "number");
}
