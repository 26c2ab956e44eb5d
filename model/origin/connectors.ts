import { connectorName, tunnelConnections } from "../../facts/cloudflare/tunnelConnections";
import type { Certainty } from "../../core/certainty";
import { isPublic, parseCidr } from "../../core/cidrs";
import { unknownValue } from "../../core/known";
import { protocolSpellings } from "../../facts/aws/securityGroups";
import { admitsProtocol, type GroupRule } from "../firewall/groupRules";
import { groupsOn } from "../firewall/protectedEndpoints";
import type { Inventory } from "../graph/inventory";
import { readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";
import { admission } from "./admission";

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
  return admission(inventory, groupsOn(inventory, connector), reachesTunnels, "egress");
}

function reachesTunnels(rule: GroupRule): Certainty {
  const spellings = [...protocolSpellings.tcp, ...protocolSpellings.udp];
  const atPort =
    rule.applies === "no" ? "no" : admitsProtocol(rule, spellings, tunnelConnections.port);
  const isOutside = rule.cidrs.some((cidr) => {
    const range = cidr === unknownValue ? undefined : parseCidr(cidr);
    return range === undefined || isPublic(range) || range.length === 0;
  });
  return isOutside ? atPort : rule.prefixLists.length > 0 && atPort !== "no" ? "unknown" : "no";
}
