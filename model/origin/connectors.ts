import { connectorName, tunnelConnections } from "../../facts/cloudflare/tunnelConnections";
import type { Certainty } from "../../core/certainty";
import { protocolSpellings } from "../../facts/aws/securityGroups";
import type { Inventory } from "../graph/inventory";
import { readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";
import { modelType } from "../graph/resourceTypes";
import { carrierOf } from "./admission";
import { runningOn } from "./hosts";
import { reachesOutside } from "./waysOut";

/**
 * Lists what runs cloudflared, as far as its user data or its containers can be read.
 * @param inventory - The resources.
 * @returns Instances, launch templates and services of ECS.
 */
export function connectors(inventory: Inventory): ModelResource[] {
  const machines = [...inventory.ofType("instance"), ...inventory.ofType("launchTemplate")];
  return [
    ...machines.filter(({ properties: { userData, userDataBase64 } }) =>
      [readText(userData), decoded(readText(userData)), decoded(readText(userDataBase64))].some(
        (text) => typeof text === "string" && text.includes(connectorName),
      ),
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
    const groups =
      modelType(connector.type) === "launchTemplate"
        ? inventory
            .ofType("scalingGroup")
            .filter((group) => carrierOf(inventory, group) === connector)
        : [connector];
    return groups.length === 0 || groups.some((group) => runningOn(inventory, group) !== 0);
  });
}

/** Launch templates have user data in base64. */
function decoded(text: ReturnType<typeof readText>): string | undefined {
  return typeof text === "string" ? Buffer.from(text, "base64").toString() : undefined;
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
