import { firewallActions, tcpNumber } from "../../facts/aws/networkFirewall";
import { allOf, certain, type Certainty } from "../../core/certainty";
import { isWithin, joinRanges, overlap, readRange, type AddressRange } from "../../core/cidrs";
import type { Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import {
  isObject,
  knownList,
  knownObjects,
  readList,
  readNumber,
  readText,
  readTexts,
} from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { firstLinked } from "../graph/targets";
import { cloudflareByFamily } from "./admittedRanges";
import type { InboundPacket } from "./packetRules";

/** A group of rules that a policy names. */
export interface NamedRuleGroup {
  readonly arn: Known<string> | undefined;
  /** The group; undefined where the plan does not hold it. */
  readonly group: ModelResource | undefined;
}

/**
 * Lists the groups of rules that a policy names, in the order of their priorities.
 * @param inventory - The resources.
 * @param references - What names them.
 * @returns The groups; undefined where the plan does not list them.
 */
export function ruleGroupsOf(
  inventory: Inventory,
  references: ModelValue | undefined,
): NamedRuleGroup[] | undefined {
  const listed = knownList(readList(references));
  const known = listed?.filter(isObject);
  return known?.length === listed?.length
    ? known?.sort(byPriority).map(({ resourceArn }) => ({
        arn: readText(resourceArn),
        group: firstLinked(inventory, "firewallRuleGroup", resourceArn),
      }))
    : undefined;
}

function byPriority(left: ModelObject, right: ModelObject): number {
  return Number(readNumber(left.priority)) - Number(readNumber(right.priority));
}

/**
 * Says what the stateless rules of a policy do with a packet: the first that is for it decides, else the default.
 * Source: AWS Network Firewall developer guide, firewall-policy-processing.
 * @param inventory - The resources.
 * @param own - What the policy says.
 * @param packet - Port and subnet of the origin.
 * @returns The action; undefined where the plan does not say.
 */
export function statelessAction(
  inventory: Inventory,
  own: ModelObject,
  packet: Omit<InboundPacket, "variables">,
): string | undefined {
  const groups = ruleGroupsOf(inventory, own.statelessRuleGroupReferences) ?? [];
  for (const rule of groups.flatMap(({ group }) => statelessRules(group))) {
    const matches = rule === undefined ? "unknown" : isForPacket(rule, packet);
    if (matches !== "no") {
      return matches === "yes" ? actionIn(rule?.actions) : undefined;
    }
  }
  return actionIn(own.statelessDefaultActions);
}

/** The rules of a group in the order of their priorities; one that is not known where the plan does not hold them. */
function statelessRules(group: ModelResource | undefined): (ModelObject | undefined)[] {
  const own = group?.properties.ruleGroup;
  const source = isObject(own) && isObject(own.rulesSource) ? own.rulesSource : undefined;
  const held = source?.statelessRulesAndCustomActions;
  return !isObject(held)
    ? [undefined]
    : [...knownObjects(held.statelessRules)]
        .sort(byPriority)
        .map(({ ruleDefinition }) => (isObject(ruleDefinition) ? ruleDefinition : undefined));
}

function actionIn(value: ModelValue | undefined): string | undefined {
  const { pass, drop, forward } = firewallActions;
  return knownList(readTexts(value))
    ?.map(String)
    .find((action) => [pass, drop, forward].some((each) => each === action));
}

function isForPacket(
  { matchAttributes }: ModelObject,
  { port, to }: Omit<InboundPacket, "variables">,
): Certainty {
  const own = isObject(matchAttributes) ? matchAttributes : {};
  const protocols = (knownList(readList(own.protocols)) ?? []).map(Number);
  const ports = knownObjects(own.destinationPorts);
  const isAt = ports.some(
    ({ fromPort, toPort }) =>
      Number(readNumber(fromPort)) <= port && port <= Number(readNumber(toPort ?? fromPort)),
  );
  const isNarrow = knownObjects(own.sourcePorts).length + knownObjects(own.tcpFlags).length > 0;
  return allOf([
    certain(protocols.length === 0 || protocols.includes(tcpNumber)),
    certain(ports.length === 0 || isAt),
    namesAll(own.sources, cloudflareByFamily.ipv4),
    namesAll(own.destinations, [to]),
    isNarrow ? "unknown" : "yes",
  ]);
}

function namesAll(value: ModelValue | undefined, asked: readonly AddressRange[]): Certainty {
  const named = knownObjects(value).map(({ addressDefinition }) => readText(addressDefinition));
  const ranges = named.flatMap((text) => (typeof text === "string" ? (readRange(text) ?? []) : []));
  const joined = joinRanges(ranges);
  if (named.length === 0 || asked.every((each) => isWithin(each, joined))) {
    return "yes";
  }
  const isVague = ranges.length < named.length;
  return isVague || asked.some((each) => joined.some((range) => overlap(range, each)))
    ? "unknown"
    : "no";
}
