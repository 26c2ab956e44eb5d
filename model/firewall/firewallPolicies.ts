import { firewallActions, managedRuleGroupArn, strictOrder } from "../../facts/aws/networkFirewall";
import { certain, type Certainty } from "../../core/certainty";
import { unknownValue } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { isObject, isUnread, knownList, knownObjects, readText, readTexts } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { ruleGroupsOf, statelessAction } from "./statelessRules";
import { matchesHeader, suricataRules, type InboundPacket, type PacketRule } from "./packetRules";

/** What a policy does with a connection that comes in. */
export interface PolicyVerdict {
  /** Whether it lets it pass; `unknown` where the plan does not say. */
  readonly passes: Certainty;
  /** Whether packets of connections that are made are dropped alone, so that a connection begins and nothing comes of it. */
  readonly begins: boolean;
}

/**
 * Says what a policy of Network Firewall does with Cloudflare's connections.
 * @param inventory - Where its groups of rules are.
 * @param policy - The policy.
 * @param packet - Port and subnet of the origin.
 * @returns The verdict.
 */
export function verdictOf(
  inventory: Inventory,
  policy: ModelResource,
  packet: Omit<InboundPacket, "variables">,
): PolicyVerdict {
  const { firewallPolicy: own } = policy.properties;
  if (!isObject(own)) {
    return undecided;
  }
  const stateless = statelessAction(inventory, own, packet);
  if (stateless !== firewallActions.forward) {
    const passes =
      stateless === undefined ? "unknown" : certain(stateless === firewallActions.pass);
    return { passes, begins: false };
  }
  const options = own.statefulEngineOptions;
  const isStrict = isObject(options) && readText(options.ruleOrder) === strictOrder;
  const rules = statefulRules(inventory, own, packet);
  const defaults = knownList(readTexts(own.statefulDefaultActions));
  return defaults === undefined || rules === undefined
    ? undecided
    : decided(isStrict ? rules : byAction(rules), isStrict ? defaults.map(String) : []);
}

const undecided: PolicyVerdict = { passes: "unknown", begins: false };

/** In the order of their actions: pass, drop, reject, alert. */
function byAction(rules: readonly PacketRule[]): PacketRule[] {
  const order = ["pass", "drop", "reject", "alert"];
  return [...rules].sort((left, right) => order.indexOf(left.action) - order.indexOf(right.action));
}

function decided(rules: readonly PacketRule[], defaults: readonly string[]): PolicyVerdict {
  const deciding = rules.filter(({ action }) => action !== "alert");
  const first = deciding.findIndex(({ matches }) => matches === "yes");
  const rule = deciding[first];
  const passes = rule === undefined ? byDefault(defaults) : passesBy(rule);
  const earlier = first < 0 ? deciding : deciding.slice(0, first);
  const isVague = earlier.some((each) => each.matches === "unknown" && passesBy(each) !== passes);
  return {
    passes: isVague ? "unknown" : passes,
    begins: rule === undefined && !defaults.includes(firewallActions.dropAll),
  };
}

function passesBy({ action }: PacketRule): Certainty {
  return certain(action === "pass");
}

function byDefault(defaults: readonly string[]): Certainty {
  const { dropAll, dropEstablished } = firewallActions;
  const dropping = defaults.filter((action) => action.startsWith("aws:drop"));
  const isKnown = dropping.some((action) => action === dropAll || action === dropEstablished);
  return isKnown ? "no" : dropping.length > 0 ? "unknown" : "yes";
}

function statefulRules(
  inventory: Inventory,
  own: ModelObject,
  packet: Omit<InboundPacket, "variables">,
): PacketRule[] | undefined {
  const inherited = variablesOf(own.policyVariables);
  return ruleGroupsOf(inventory, own.statefulRuleGroupReferences)?.flatMap(({ arn, group }) =>
    group !== undefined
      ? rulesOfGroup(group, packet, inherited)
      : // What is known to be bad is none of Cloudflare's.
        typeof arn === "string" && managedRuleGroupArn.test(arn)
        ? []
        : [...vague("pass"), ...vague("drop")],
  );
}

function vague(action: string): PacketRule[] {
  return [{ action, matches: "unknown" }];
}

function rulesOfGroup(
  { properties }: ModelResource,
  packet: Omit<InboundPacket, "variables">,
  inherited: ReadonlyMap<string, readonly string[]>,
): PacketRule[] {
  const { ruleGroup, rules } = properties;
  const own = isObject(ruleGroup) ? ruleGroup : {};
  const variables = new Map([...inherited, ...variablesOf(own.ruleVariables)]);
  const asked = { ...packet, variables };
  const source = isObject(own.rulesSource) ? own.rulesSource : {};
  const text = readText(rules) ?? readText(source.rulesString);
  if (text === unknownValue || isUnread(ruleGroup) || isUnread(source.statefulRules)) {
    return [...vague("pass"), ...vague("drop")];
  }
  const single = knownObjects(source.statefulRules).map((rule) => tupleRule(asked, rule));
  // A list of domains is for what goes out from one's own networks.
  return [...single, ...(text === undefined ? [] : suricataRules(asked, text))];
}

function tupleRule(packet: InboundPacket, rule: ModelObject): PacketRule {
  const header = isObject(rule.header) ? rule.header : {};
  const read = (value: ModelValue | undefined): string => {
    const text = readText(value);
    return typeof text === "string" ? text : "?";
  };
  const options = knownObjects(rule.ruleOptions).map(({ keyword, settings }) => {
    const values = knownList(readTexts(settings)) ?? [];
    return values.length === 0 ? read(keyword) : `${read(keyword)}:${values.join(",")}`;
  });
  return {
    action: read(rule.action).toLowerCase(),
    matches: matchesHeader(
      packet,
      {
        ...{ protocol: read(header.protocol), isBothWays: read(header.direction) === "ANY" },
        ...{ source: read(header.source), sourcePort: read(header.sourcePort) },
        ...{ destination: read(header.destination), destinationPort: read(header.destinationPort) },
      },
      options,
    ),
  };
}

/** The sets of addresses and of ports of a policy or a group. */
function variablesOf(value: ModelValue | undefined): Map<string, readonly string[]> {
  const own = isObject(value) ? value : {};
  const sets = [
    ...knownObjects(own.ruleVariables).map((each) => [each.key, each.ipSet] as const),
    ...knownObjects(own.ipSets).map((each) => [each.key, each.ipSet] as const),
    ...knownObjects(own.portSets).map((each) => [each.key, each.portSet] as const),
  ];
  return new Map(
    sets.flatMap(([key, set]) => {
      const name = readText(key);
      const held = isObject(set) ? knownList(readTexts(set.definitions)) : undefined;
      return typeof name === "string" && held !== undefined
        ? [[name, held.map((each) => (each === unknownValue ? "?" : each))] as const]
        : [];
    }),
  );
}
