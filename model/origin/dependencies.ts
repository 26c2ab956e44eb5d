import { overlap, readRange } from "../../core/cidrs";
import { unknownValue, type Known } from "../../core/known";
import { protocolSpellings } from "../../facts/aws/securityGroups";
import { portRange } from "../../facts/cloudflare/ports";
import { groupRules, type GroupRule } from "../firewall/groupRules";
import { groupsOn, isCarrier } from "../firewall/protectedEndpoints";
import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";
import { rangeOf } from "../network/subnets";
import { groupsOfTarget } from "./admission";
import { subnetsOfTarget } from "./targetSubnets";

/** Ports from the first to the last. */
export interface PortSpan {
  /** The first. */
  readonly first: number;
  /** The last, which may be the first too. */
  readonly last: number;
}

/** A security group that lets in what serves behind a load balancer, at some ports. */
export interface Dependency {
  /** The group: of a database, a cache or another service. */
  readonly group: ModelResource;
  /** The ports of the rule. */
  readonly ports: PortSpan;
  /** The rule, or the group itself. */
  readonly rule: ModelResource;
}

/**
 * Lists what what serves behind a load balancer asks itself, as far as security groups say it: those of databases and other services,
 * which let its own group in by name.
 * @param inventory - The resources.
 * @param serves - An instance, an Auto Scaling group or a service.
 * @returns One entry for each rule whose ports are known; none of a load balancer's or a target's own group.
 */
export function dependenciesOf(inventory: Inventory, serves: ModelResource): Dependency[] {
  const own = groupsOfTarget(inventory, serves);
  const tokens = new Set(own.flatMap(tokensOf));
  const carried = new Set(carriersIn(inventory).flatMap((each) => groupsOn(inventory, each)));
  const others = inventory.ofType("securityGroup").filter((group) => !carried.has(group));
  return own.length === 0
    ? []
    : others.flatMap((group) =>
        groupRules(inventory, group)
          .rules.filter((rule) => names(rule, tokens))
          .flatMap((rule) => {
            const ports = portsOf(rule);
            return ports === undefined ? [] : [{ group, ports, rule: rule.resource }];
          }),
      );
}

/** A rule of all protocols has no ports of its own: it is for all of them. */
function portsOf({ protocol, fromPort, toPort }: GroupRule): PortSpan | undefined {
  if (protocol !== unknownValue && isOfAll(protocol)) {
    return { first: 0, last: portRange.maximum };
  }
  return fromPort === unknownValue || toPort === unknownValue
    ? undefined
    : { first: fromPort, last: toPort === -1 ? portRange.maximum : toPort };
}

function isOfAll(protocol: string): boolean {
  return protocolSpellings.all.includes(protocol.toLowerCase());
}

function names({ applies, protocol, groups }: GroupRule, tokens: ReadonlySet<string>): boolean {
  const spellings = [...protocolSpellings.all, ...protocolSpellings.tcp];
  return (
    applies !== "no" &&
    (protocol === unknownValue || spellings.includes(protocol.toLowerCase())) &&
    groups.flatMap(linkTokens).some((token) => tokens.has(token))
  );
}

const carrying = ["awsLoadBalancer", "instance", "networkInterface", "launchTemplate"] as const;

function carriersIn(inventory: Inventory): ModelResource[] {
  return [...carrying, "ecsService" as const]
    .flatMap((type) => inventory.ofType(type))
    .filter(isCarrier);
}

/**
 * Whether a security group lets in what serves behind a load balancer at one of several ports, or may: also by addresses, those of subnets apart in which it does not serve, and
 * by groups that are not known.
 * @param inventory - The resources.
 * @param serves - An instance, an Auto Scaling group or a service.
 * @param dependency - The group as it is there, and the ports.
 */
export function mayBeLetIn(
  inventory: Inventory,
  serves: ModelResource,
  { group, ports }: Pick<Dependency, "group" | "ports">,
): boolean {
  const own = groupsOfTarget(inventory, serves);
  const tokens = new Set(own.flatMap(tokensOf));
  const { rules, maybeMore } = groupRules(inventory, group);
  const ranges = subnetsOfTarget(inventory, serves).map(rangeOf);
  const mayHold = (cidr: Known<string>): boolean => {
    const range = cidr === unknownValue ? undefined : readRange(cidr);
    const isAnothers = ranges.every((own) => own && range && !overlap(own, range));
    return ranges.length === 0 || !isAnothers;
  };
  const isThere = ({ protocol, fromPort, toPort }: GroupRule): boolean =>
    protocol === unknownValue ||
    fromPort === unknownValue ||
    toPort === unknownValue ||
    isOfAll(protocol) ||
    (fromPort <= ports.last && (toPort === -1 || ports.first <= toPort));
  return (
    maybeMore ||
    rules.some(
      (rule) =>
        isThere(rule) &&
        (rule.cidrs.some(mayHold) ||
          rule.prefixLists.length > 0 ||
          namesAny(inventory, rule, tokens)),
    )
  );
}

/** Whether a rule names one of several groups, or one that the inventory does not hold. */
function namesAny(inventory: Inventory, rule: GroupRule, tokens: ReadonlySet<string>): boolean {
  const named = rule.groups.flatMap(linkTokens);
  const isHeld = (token: string): boolean =>
    inventory.byKey(token) !== undefined || inventory.byId("securityGroup", token) !== undefined;
  return named.some((token) => tokens.has(token) || !isHeld(token));
}
