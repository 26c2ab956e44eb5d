import { connectorName, tunnelConnections } from "../../facts/cloudflare/tunnelConnections";
import { anyOf, type Certainty } from "../../core/certainty";
import { protocolSpellings } from "../../facts/aws/securityGroups";
import type { Inventory } from "../graph/inventory";
import { readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";
import { modelType } from "../graph/resourceTypes";
import { carrierOf } from "./admission";
import { runningOn } from "./hosts";
import { userDataOf } from "./userData";
import { reachesOutside, waysOut } from "./waysOut";

/**
 * Lists what runs cloudflared, as far as its user data or its containers can be read.
 * @param inventory - The resources.
 * @returns Instances, launch templates and services of ECS.
 */
export function connectors(inventory: Inventory): ModelResource[] {
  const machines = [...inventory.ofType("instance"), ...inventory.ofType("launchTemplate")];
  return [
    ...machines.filter((machine) =>
      userDataOf(machine).some((text) => text.includes(connectorName)),
    ),
    ...inventory.ofType("ecsService").filter((service) => {
      const { taskDefinition } = service.properties;
      const definition = firstLinked(inventory, "taskDefinition", taskDefinition);
      const containers = readText(definition?.properties.containerDefinitions);
      return typeof containers === "string" && containers.includes(connectorName);
    }),
  ];
}

/**
 * Lists what runs cloudflared now: services and Auto Scaling groups that keep none running apart.
 * @param inventory - The resources.
 * @returns Those of the connectors.
 */
export function runningConnectors(inventory: Inventory): ModelResource[] {
  return connectors(inventory).filter((connector) => {
    const groups = machinesOf(inventory, connector);
    return groups.length === 0 || groups.some((group) => runningOn(inventory, group) !== 0);
  });
}

/**
 * Whether routes lead what runs cloudflared to the Internet.
 * @param inventory - The resources.
 * @param connector - What runs it.
 * @returns `no` only where all its subnets are known, and none leads there; `unknown` where none is known.
 */
export function isLedOutside(inventory: Inventory, connector: ModelResource): Certainty {
  const ways = machinesOf(inventory, connector).flatMap((each) => waysOut(inventory, each));
  return ways.length === 0 ? "unknown" : anyOf(ways.map(({ isLed }) => isLed));
}

/** What carries a connector: the Auto Scaling groups of a launch template, all else itself. */
export function machinesOf(inventory: Inventory, connector: ModelResource): ModelResource[] {
  return modelType(connector.type) === "launchTemplate"
    ? inventory.ofType("scalingGroup").filter((group) => carrierOf(inventory, group) === connector)
    : [connector];
}

/**
 * Whether the security groups of what runs cloudflared let it out to Cloudflare. Source: that of `tunnelConnections`.
 * @param inventory - The resources.
 * @param connector - What runs it.
 * @returns `no` only where every rule is known; `unknown` where no group is.
 */
export function reachesCloudflare(inventory: Inventory, connector: ModelResource): Certainty {
  const spellings = [...protocolSpellings.tcp, ...protocolSpellings.udp];
  return reachesOutside(inventory, connector, tunnelConnections.port, spellings);
}
