import { firewallActions, tcpNumber } from "../../facts/aws/networkFirewall";
import { allOf, anyOf, certain, type Certainty } from "../../core/certainty";
import { readRange, type AddressRange } from "../../core/cidrs";
import { unknownValue, type Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import {
  isObject,
  isUnread,
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
import { areNamed } from "./namedRanges";
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
  return byPriority(references)?.map(({ resourceArn }) => ({
    arn: readText(resourceArn),
    group: firstLinked(inventory, "firewallRuleGroup", resourceArn),
  }));
}

/** The objects of a list in the order of their priorities; undefined where the plan does not say them all. */
function byPriority(value: ModelValue | undefined): ModelObject[] | undefined {
  const listed = knownList(readList(value));
  const objects = listed?.filter(isObject);
  const isKnown =
    objects?.length === listed?.length &&
    objects?.every(({ priority }) => readNumber(priority) !== unknownValue);
  return isKnown
    ? objects?.sort(
        (left, right) => Number(readNumber(left.priority)) - Number(readNumber(right.priority)),
      )
    : undefined;
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
  const groups = ruleGroupsOf(inventory, own.statelessRuleGroupReferences);
  if (groups === undefined) {
    return undefined;
  }
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
  const rules = isObject(held) ? byPriority(held.statelessRules) : undefined;
  return (
    rules?.map(({ ruleDefinition }) => (isObject(ruleDefinition) ? ruleDefinition : undefined)) ?? [
      undefined,
    ]
  );
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
  const narrowing: (ModelValue | undefined)[] = [own.sourcePorts, own.tcpFlags];
  const isNarrow = narrowing.some((value) => knownList(readList(value))?.length !== 0);
  return allOf([
    anyNamed(own.protocols, isTcp),
    anyNamed(own.destinationPorts, (value) => isAtPort(value, port)),
    namesAll(own.sources, cloudflareByFamily.ipv4),
    namesAll(own.destinations, [to]),
    isNarrow ? "unknown" : "yes",
  ]);
}

/** Whether one that a list names is meant, as all are by an empty one. */
function anyNamed(
  value: ModelValue | undefined,
  isMeant: (each: ModelValue) => Certainty,
): Certainty {
  const named = knownList(readList(value));
  return named === undefined ? "unknown" : named.length === 0 ? "yes" : anyOf(named.map(isMeant));
}

function isAtPort(value: ModelValue, port: number): Certainty {
  const { fromPort, toPort }: ModelObject = isObject(value) ? value : {};
  const [from, to] = [readNumber(fromPort), readNumber(toPort ?? fromPort)];
  return typeof from === "number" && typeof to === "number"
    ? certain(from <= port && port <= to)
    : "unknown";
}

function isTcp(value: ModelValue): Certainty {
  const number = readNumber(value);
  return number === unknownValue ? "unknown" : certain(number === tcpNumber);
}

function namesAll(value: ModelValue | undefined, asked: readonly AddressRange[]): Certainty {
  if (isUnread(value)) {
    return "unknown";
  }
  const named = knownObjects(value).map(({ addressDefinition }) => readText(addressDefinition));
  const ranges = named.flatMap((text) => (typeof text === "string" ? (readRange(text) ?? []) : []));
  return named.length === 0 ? "yes" : areNamed(asked, ranges, ranges.length < named.length);
}
