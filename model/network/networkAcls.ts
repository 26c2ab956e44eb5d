import { allowAction } from "../../facts/aws/networkAcls";
import { portRange } from "../../facts/cloudflare/ports";
import { protocolSpellings } from "../../facts/aws/securityGroups";
import { readRange, type AddressRange } from "../../core/cidrs";
import { unknownValue } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { linkTokens, unknownLink } from "../graph/links";
import { isObject, knownList, readFlag, readList, readNumber, readText } from "../graph/reading";
import { linkedResource } from "../graph/targets";
import { title } from "../graph/title";
import type { ModelObject, ModelResource } from "../graph/resources";
import { namesOneOf, type NetworkSubnet } from "./subnets";

/** Which way packets go that a network ACL judges. */
export type AclDirection = "ingress" | "egress";

/** TCP ports from a first to a last one, both included. */
export interface PortSpan {
  /** First port. */
  readonly first: number;
  /** Last port. */
  readonly last: number;
}

/** A rule of a network ACL that is about TCP. */
export interface AclRule {
  /** Its number: the lowest is looked at first. */
  readonly number: number;
  /** Whether it lets through what it matches, or turns it away. */
  readonly allows: boolean;
  /** The addresses at the other end. */
  readonly range: AddressRange;
  /** The ports to which packets go. */
  readonly ports: PortSpan;
}

/** The network ACL of a subnet. */
export interface SubnetAcl {
  /** What to call it before a reader. */
  readonly title: string;
  /** What of the program says it: the ACL, its rules, and what associates the subnet with it. */
  readonly parts: readonly ModelResource[];
  /** Its rules about TCP in each direction, in the order in which they are looked at. */
  readonly rules: Readonly<Record<AclDirection, readonly AclRule[]>>;
  /** Whether there may be rules that the model cannot read. */
  readonly maybeMore: boolean;
  /** Whether one of these may turn packets away: those that are known to let through do not. */
  readonly mayDeny: boolean;
}

/**
 * Finds the network ACL of a subnet: the one that it is associated with, or else the default one of its VPC.
 * Source: Amazon VPC user guide, vpc-network-acls.
 * @param inventory - The resources.
 * @param subnet - The subnet.
 * @returns The ACL; undefined where the program says nothing of it: then it is the VPC's own, which lets everything through
 * unless somebody changed it.
 */
export function aclOf(inventory: Inventory, subnet: NetworkSubnet): SubnetAcl | undefined {
  const [association] = inventory
    .linkedToAny(subnet.tokens, "networkAclAssociation")
    .filter(({ properties }) => namesOneOf(properties.subnetId, subnet.tokens));
  if (association !== undefined) {
    const tokens = linkTokens(association.properties.networkAclId);
    const [acl, ...others] = tokens.flatMap(
      (token) => linkedResource(inventory, "networkAcl", token) ?? [],
    );
    return acl === undefined || others.length > 0
      ? elsewhere(association, tokens)
      : readAcl(inventory, acl, [association]);
  }
  const [named] = inventory
    .linkedToAny(subnet.tokens, "networkAcl")
    .filter(({ properties }) => namesOneOf(properties.subnetIds, subnet.tokens));
  const [ofVpc] = inventory
    .linkedToAny(subnet.vpcTokens, "networkAcl")
    .filter(({ properties }) => namesOneOf(properties.defaultNetworkAclId, subnet.vpcTokens));
  const acl = named ?? ofVpc;
  return acl === undefined ? undefined : readAcl(inventory, acl, []);
}

function elsewhere(association: ModelResource, tokens: readonly string[]): SubnetAcl {
  return {
    title: tokens.find((token) => token !== unknownLink) ?? association.name,
    parts: [association],
    rules: { ingress: [], egress: [] },
    ...{ maybeMore: true, mayDeny: true },
  };
}

function readAcl(
  inventory: Inventory,
  acl: ModelResource,
  associations: readonly ModelResource[],
): SubnetAcl {
  const alone = inventory.linkedTo(acl, "networkAclRule");
  const own = (["ingress", "egress"] as const).map((direction) => {
    const inline = knownList(readList(acl.properties[direction]));
    const within = (inline ?? []).map((rule) =>
      isObject(rule) ? readRule(rule, readNumber(rule.ruleNo), readText(rule.action)) : mayDeny,
    );
    const standing = alone
      .filter(({ properties }) => goes(properties, direction))
      .map((rule) => {
        const { ruleNumber, ruleAction } = rule.properties;
        return readRule(rule.properties, readNumber(ruleNumber), readText(ruleAction));
      });
    const read = inline === undefined ? [mayDeny] : [...within, ...standing];
    const rules = read.flatMap((rule) => (typeof rule === "symbol" ? [] : rule));
    const sorted = rules.sort((left, right) => left.number - right.number);
    return { rules: sorted, unread: read.filter((rule) => typeof rule === "symbol") };
  });
  const [ingress, egress] = own;
  const isElsewhere = inventory.isLinked(unknownLink, "networkAclRule");
  const unread = own.flatMap((direction) => direction.unread);
  return {
    title: title(acl),
    parts: [acl, ...alone, ...associations],
    rules: { ingress: ingress?.rules ?? [], egress: egress?.rules ?? [] },
    maybeMore: unread.length > 0 || isElsewhere,
    mayDeny: unread.includes(mayDeny) || isElsewhere,
  };
}

function goes({ egress }: ModelObject, direction: AclDirection): boolean {
  const isEgress = readFlag(egress, "no");
  return isEgress === "unknown" || (isEgress === "yes") === (direction === "egress");
}

const everyPort: PortSpan = { first: 0, last: portRange.maximum };

/** Stands for a rule that cannot be read and is known to let through what it matches. */
const letsThrough = Symbol("lets through");

/** Stands for a rule that cannot be read and may turn away what it matches. */
const mayDeny = Symbol("may deny");

/** A rule, one for each range; none where it is about another protocol. */
function readRule(
  rule: ModelObject,
  number: ReturnType<typeof readNumber>,
  action: ReturnType<typeof readText>,
): readonly AclRule[] | typeof letsThrough | typeof mayDeny {
  const allows = String(action).toLowerCase() === allowAction;
  const protocol = readText(rule.protocol);
  const ends = [readText(rule.cidrBlock), readText(rule.ipv6CidrBlock)];
  const [fromPort, toPort] = [readNumber(rule.fromPort), readNumber(rule.toPort)];
  const all = [number, action, protocol, fromPort, toPort, ...ends];
  if (all.includes(unknownValue) || typeof number !== "number" || typeof protocol !== "string") {
    return allows ? letsThrough : mayDeny;
  }
  const isAll = protocolSpellings.all.includes(protocol.toLowerCase());
  if (!isAll && !protocolSpellings.tcp.includes(protocol.toLowerCase())) {
    return [];
  }
  const ports = isAll ? everyPort : { first: Number(fromPort ?? 0), last: Number(toPort ?? 0) };
  return ends
    .map((end) => (typeof end === "string" ? readRange(end) : undefined))
    .filter((range) => range !== undefined)
    .map((range) => ({ number, range, ports, allows }));
}
