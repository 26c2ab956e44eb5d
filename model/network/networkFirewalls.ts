import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { isObject, knownObjects } from "../graph/reading";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelResource, ModelValue } from "../graph/resources";
import { firstLinked } from "../graph/targets";
import { tableOf } from "./routeTables";
import { rangeOf, type NetworkSubnet } from "./subnets";
import { verdictOf, type PolicyVerdict } from "../firewall/firewallPolicies";
import { ruleGroupsOf } from "../firewall/statelessRules";

/** A firewall of Network Firewall on the way to a subnet. */
export interface InspectedWay {
  /** What it does with a connection of Cloudflare's. */
  readonly verdict: PolicyVerdict;
  /** The firewall. */
  readonly firewall: ModelResource;
  /** What decides it: the firewall, its policy, the policy's groups of rules, and the routes. */
  readonly parts: readonly ModelResource[];
}

/**
 * Finds the firewall of Network Firewall through which the routes of a subnet lead, and what it does with connections at a port.
 * @param inventory - The resources.
 * @param subnet - The subnet.
 * @param port - The TCP port.
 * @returns The way; undefined where the routes lead through none, or the plan does not hold it and its policy.
 */
export function inspectedWay(
  inventory: Inventory,
  subnet: NetworkSubnet,
  port: number,
): InspectedWay | undefined {
  const { routes, parts } = tableOf(inventory, subnet);
  const endpoints = routes.flatMap(({ inspectors }) => inspectors);
  const firewall = endpoints.length === 0 ? undefined : firewallAt(inventory, subnet, endpoints);
  const policy = firstLinked(inventory, "firewallPolicy", firewall?.properties.firewallPolicyArn);
  const to = rangeOf(subnet);
  if (firewall === undefined || policy === undefined || to === undefined) {
    return undefined;
  }
  const { firewallPolicy: own } = policy.properties;
  const references: (ModelValue | undefined)[] = isObject(own)
    ? [own.statefulRuleGroupReferences, own.statelessRuleGroupReferences]
    : [];
  const groups = references.flatMap((each) =>
    (ruleGroupsOf(inventory, each) ?? []).flatMap(({ group }) => group ?? []),
  );
  return {
    verdict: verdictOf(inventory, policy, { port, to }),
    firewall,
    parts: [firewall, policy, ...groups, ...parts],
  };
}

/** The firewall that has an endpoint, else the only one in the network where no other endpoint of the program is meant. */
function firewallAt(
  inventory: Inventory,
  { vpcTokens }: NetworkSubnet,
  endpoints: readonly string[],
): ModelResource | undefined {
  const own = inventory.linkedToAny(vpcTokens, "networkFirewall");
  const named = own.find((each) => {
    const ids = [...tokensOf(each), ...endpointIds(each)];
    return endpoints.some((token) => ids.includes(token));
  });
  const isOther = endpoints.some((token) => inventory.byKey(token) !== undefined);
  return named ?? (own.length === 1 && !isOther ? own[0] : undefined);
}

function endpointIds({ properties }: ModelResource): string[] {
  return knownObjects(properties.firewallStatuses)
    .flatMap(({ syncStates }) => knownObjects(syncStates))
    .flatMap(({ attachments }) => knownObjects(attachments))
    .flatMap(({ endpointId }) => linkTokens(endpointId));
}
