import { addressFamilies, parseCidr, type AddressFamily } from "../core/cidrs";
import { familyNames } from "../facts/addresses";
import { apiErrors } from "../facts/aws/apiErrors";
import { protocolSpellings, ruleProtocols } from "../facts/aws/securityGroups";
import type { Constraint } from "./constraint";
import { certain } from "../core/certainty";

/** What one permission of a security group lets through, whichever resource made it. */
export interface Permission {
  /** The protocol in any spelling. */
  readonly protocol: string;
  /** First port; of no matter where every protocol is meant. Defaults to every port. */
  readonly fromPort?: number;
  /** Last port. Defaults to every port. */
  readonly toPort?: number;
  /** The other end: a CIDR block, or the id of a prefix list or security group. */
  readonly peer: string;
}

/**
 * What EC2 compares to find duplicates: protocol, ports and the other end, and no description.
 * Source: Amazon EC2 API reference, IpRange and Ipv6Range ("canonicalizes IPv4 and IPv6 CIDRs", "throws an duplicate rule error"),
 * and IpPermission (ports are ignored where every protocol is meant).
 * @param permission - The permission.
 * @returns The same text for two permissions that are duplicates.
 */
export function permissionIdentity({ protocol, fromPort, toPort, peer }: Permission): string {
  const spelling = protocol.toLowerCase();
  const end = parseCidr(peer)?.text ?? peer;
  if (protocolSpellings.all.includes(spelling)) {
    return `${ruleProtocols.all} ${end}`;
  }
  const known = protocolSpellings.tcp.includes(spelling) ? ruleProtocols.tcp : spelling;
  return `${known} ${fromPort ?? -1}-${toPort ?? -1} ${end}`;
}

/** A security group has each permission once, whoever made it. */
export const permissionOnce: Constraint<
  { readonly permission: string },
  { readonly present: ReadonlySet<string> }
> = {
  id: "security-group/permission-once",
  property: "permission",
  must: "differ from every other rule of the group",
  error: apiErrors.duplicateRule,
  answer: ({ permission }) => `the specified rule "${permission}, ALLOW" already exists`,
  holds: ({ permission }, { present }) => certain(!present.has(permission)),
};

/** For how many rules something counts in each address family. */
export type RuleWeight = Readonly<Record<AddressFamily, number>>;

/** For how many rules one that names a security group counts. Source: that of `securityGroupQuota`. */
export const groupWeight: RuleWeight = { ipv4: 1, ipv6: 1 };

/** What a rule counts for of which it is not known what it names: nothing, at least. */
export const unknownWeight: RuleWeight = { ipv4: 0, ipv6: 0 };

/**
 * For how many rules one that names a CIDR block counts.
 * @param family - The block's family.
 */
export function cidrWeight(family: AddressFamily): RuleWeight {
  return { ...unknownWeight, [family]: 1 };
}

/**
 * For how many rules one that names a prefix list counts. Source: that of `prefixListQuota`.
 * @param family - The list's family.
 * @param maximumEntries - How many entries it may have; undefined where that is not known.
 */
export function prefixListWeight(
  family: AddressFamily,
  maximumEntries: number | undefined,
): RuleWeight {
  return maximumEntries === undefined
    ? unknownWeight
    : { ...unknownWeight, [family]: maximumEntries };
}

/**
 * For how many rules several count together.
 * @param weights - What each counts for.
 */
export function totalWeight(weights: readonly RuleWeight[]): RuleWeight {
  return weights.reduce(
    (sum, { ipv4, ipv6 }) => ({ ipv4: sum.ipv4 + ipv4, ipv6: sum.ipv6 + ipv6 }),
    unknownWeight,
  );
}

/** A direction of a security group. */
export interface GroupDirection {
  /** How many rules it may hold in each family. */
  readonly rulesPerGroup: number;
  /** Which rules are counted: `inbound` or `outbound`. */
  readonly bound: "inbound" | "outbound";
}

/** A direction of a security group holds no more rules of a family than its quota. Source: that of `securityGroupQuota`. */
export const rulesInQuota: readonly Constraint<RuleWeight, GroupDirection>[] = addressFamilies.map(
  (family) => ({
    id: `security-group/${family}-rules-in-quota`,
    property: family,
    must: (_load, { rulesPerGroup, bound }) =>
      `have at most ${rulesPerGroup} ${bound} rules for ${familyNames[family]}`,
    error: apiErrors.ruleQuota,
    answer: (load, { bound }) =>
      `The maximum number of rules per security group has been reached: it would hold ${load[family]} ${bound} ${familyNames[family]} rules`,
    holds: (load, { rulesPerGroup }) => certain(load[family] <= rulesPerGroup),
  }),
);
