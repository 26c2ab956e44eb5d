import { protocolSpellings, ruleProtocols } from "../../facts/aws/securityGroups";
import { unknownLink } from "../graph/links";
import { allOf, anyOf, certain, type Certainty } from "../../core/certainty";
import { kept } from "../../core/kept";
import type { Inventory } from "../graph/inventory";
import {
  isList,
  isObject,
  isUnread,
  readFlag,
  readList,
  readNumber,
  readText,
} from "../graph/reading";
import { type Known, unknownValue } from "../../core/known";
import { type ModelObject, type ModelResource, type ModelValue } from "../graph/resources";
import { targetOf, type Target } from "../graph/targets";

/** Which way connections go that a rule lets through. */
export type RuleDirection = "ingress" | "egress";

/** One rule of a security group, whichever way the program writes it. */
export interface GroupRule {
  /** The resource that holds it: the group itself for a rule written inside it. */
  readonly resource: ModelResource;
  /** Whether it belongs to the group: `unknown` where the plan names several groups. */
  readonly applies: Certainty;
  /** Protocol, e.g. `tcp` or `-1`. */
  readonly protocol: Known<string>;
  /** First port. */
  readonly fromPort: Known<number>;
  /** Last port. */
  readonly toPort: Known<number>;
  /** Ranges of addresses let through. */
  readonly cidrs: readonly Known<string>[];
  /** Prefix lists let through: ids or references. */
  readonly prefixLists: readonly ModelValue[];
  /** Whether it lets other security groups through, or its own. */
  readonly fromGroups: boolean;
  /** Whether it lets through what carries its own group, which it says apart from the others. */
  readonly fromItself: Certainty;
  /** The other security groups that it names: ids or references. */
  readonly groups: readonly ModelValue[];
}

/** The rules of a security group in one direction. */
export interface GroupRules {
  /** The rules, those written inside the group first. */
  readonly rules: readonly GroupRule[];
  /** Whether there may be rules that the model cannot see. */
  readonly maybeMore: boolean;
}

const newerTypes = { ingress: "ingressRule", egress: "egressRule" } as const;

/**
 * Collects the rules of a security group in all shapes: written inside it, as `SecurityGroupRule`, as
 * `SecurityGroupIngressRule` or `SecurityGroupEgressRule`.
 * @param inventory - Where the rules are.
 * @param group - A `SecurityGroup` or `DefaultSecurityGroup`.
 * @param direction - Which of its rules. Defaults to those that let connections in.
 * @returns The rules.
 */
export function groupRules(
  inventory: Inventory,
  group: ModelResource,
  direction: RuleDirection = "ingress",
): GroupRules {
  const inline = readList(group.properties[direction]);
  const within =
    inline === unknownValue ? [] : inline.filter(isObject).map((rule) => older(group, rule, "yes"));
  const standing = inventory
    .linkedTo(group, "securityGroupRule")
    .filter((rule) => goes(rule, direction))
    .map((rule) => older(rule, rule.properties, belongs(inventory, rule, group)));
  const newer = inventory
    .linkedTo(group, newerTypes[direction])
    .map((rule) => single(rule, belongs(inventory, rule, group)));
  return {
    rules: kept([...within, ...standing, ...newer], ({ applies }) => applies !== "no"),
    maybeMore:
      inline === unknownValue ||
      inline.some((rule) => !isObject(rule)) ||
      inventory.isLinked(unknownLink, newerTypes[direction]) ||
      inventory.isLinked(unknownLink, "securityGroupRule"),
  };
}

/**
 * Whether security groups let anything out at all.
 * @param inventory - Where their rules are.
 * @param groups - The groups of one carrier.
 * @returns `no` only where every rule is known and none lets anything out; `unknown` where there is no group.
 */
export function letAnythingOut(inventory: Inventory, groups: readonly ModelResource[]): Certainty {
  const each = groups.map((group): Certainty => {
    const { rules, maybeMore } = groupRules(inventory, group, "egress");
    return maybeMore ? "unknown" : certain(rules.some(hasPeers));
  });
  return groups.length === 0 ? "unknown" : anyOf(each);
}

function hasPeers({ cidrs, prefixLists, fromGroups, fromItself }: GroupRule): boolean {
  return cidrs.length + prefixLists.length > 0 || fromGroups || fromItself !== "no";
}

/**
 * Finds the group of a rule that is a resource of its own.
 * @param inventory - Where the group is.
 * @param rule - The rule.
 * @returns The group; undefined where the rule names none.
 */
export function groupOf(inventory: Inventory, rule: ModelResource): Target | undefined {
  return targetOf(inventory, rule.properties.securityGroupId, "securityGroup");
}

/**
 * Whether a rule lets TCP connections to a port in.
 * @param rule - The rule.
 * @param port - The port.
 * @returns `unknown` where protocol or ports are not known yet.
 */
export function admitsPort(rule: GroupRule, port: number): Certainty {
  return admitsProtocol(rule, protocolSpellings.tcp, port);
}

/**
 * Whether a rule lets packets of one of several protocols to a port through.
 * @param rule - The rule.
 * @param protocols - How the protocols are written, in lower case.
 * @param port - The port.
 * @returns `unknown` where protocol or ports are not known yet.
 */
export function admitsProtocol(
  rule: GroupRule,
  protocols: readonly string[],
  port: number,
): Certainty {
  const { protocol, fromPort, toPort } = rule;
  if (protocol === unknownValue) {
    return "unknown";
  }
  if (protocolSpellings.all.includes(protocol.toLowerCase())) {
    return "yes";
  }
  if (!protocols.includes(protocol.toLowerCase())) {
    return "no";
  }
  return allOf([
    fromPort === unknownValue ? "unknown" : certain(fromPort <= port),
    toPort === unknownValue ? "unknown" : certain(toPort === -1 || port <= toPort),
  ]);
}

function goes({ properties }: ModelResource, direction: RuleDirection): boolean {
  const type = readText(properties.type);
  return type === direction || type === unknownValue;
}

function belongs(inventory: Inventory, rule: ModelResource, group: ModelResource): Certainty {
  const target = groupOf(inventory, rule);
  if (target?.resources.every(({ key }) => key !== group.key) ?? true) {
    return "no";
  }
  const sure = target?.state === "found" && readText(rule.properties.type) !== unknownValue;
  return sure ? "yes" : "unknown";
}

/** A rule with lists of ends, as inside a group and as a `SecurityGroupRule`. */
function older(resource: ModelResource, rule: ModelObject, applies: Certainty): GroupRule {
  const prefixLists = readList(rule.prefixListIds);
  const groups: (ModelValue | undefined)[] = [rule.securityGroups, rule.sourceSecurityGroupId];
  return {
    resource,
    applies,
    protocol: readText(rule.protocol) ?? ruleProtocols.all,
    fromPort: readNumber(rule.fromPort) ?? 0,
    toPort: readNumber(rule.toPort) ?? 0,
    cidrs: [...texts(rule.cidrBlocks), ...texts(rule.ipv6CidrBlocks)],
    prefixLists: prefixLists === unknownValue ? [rule.prefixListIds ?? unknownValue] : prefixLists,
    fromGroups:
      rule.self === true ||
      isUnread(rule.self) ||
      groups.some((each) => isUnread(each) || isFilled(each)),
    fromItself: readFlag(rule.self, "no"),
    groups: groups.flatMap(calledById),
  };
}

/** A rule with one end: a `SecurityGroupIngressRule` or `SecurityGroupEgressRule`. */
function single(resource: ModelResource, applies: Certainty): GroupRule {
  const own = resource.properties;
  const cidrs: (Known<string> | undefined)[] = [readText(own.cidrIpv4), readText(own.cidrIpv6)];
  return {
    resource,
    applies,
    protocol: readText(own.ipProtocol) ?? ruleProtocols.all,
    fromPort: readNumber(own.fromPort) ?? 0,
    toPort: readNumber(own.toPort) ?? -1,
    cidrs: cidrs.filter((cidr): cidr is Known<string> => cidr !== undefined && cidr !== ""),
    prefixLists:
      isFilled(own.prefixListId) || isUnread(own.prefixListId)
        ? [own.prefixListId ?? unknownValue]
        : [],
    fromGroups: isFilled(own.referencedSecurityGroupId) || isUnread(own.referencedSecurityGroupId),
    fromItself: "no",
    groups: calledById(own.referencedSecurityGroupId),
  };
}

/** Each group by its id alone. Source: AWS Terraform provider, internal/service/ec2, aws_vpc_security_group_ingress_rule (`account/id`). */
function calledById(value: ModelValue | undefined): ModelValue[] {
  if (isList(value)) {
    return value.flatMap(calledById);
  }
  return value === undefined
    ? []
    : [typeof value === "string" ? value.replace(/^\d{12}\//, "") : value];
}

function texts(value: ModelValue | undefined): Known<string>[] {
  const list = readList(value);
  return list === unknownValue
    ? [unknownValue]
    : list.map((each) => readText(each)).filter((each) => each !== undefined);
}

function isFilled(value: ModelValue | undefined): boolean {
  return (typeof value === "string" || Array.isArray(value)) && value.length > 0;
}
