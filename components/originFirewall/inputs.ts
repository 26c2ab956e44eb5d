import type { ManagedPrefixListArgs } from "@pulumi/aws/ec2/managedPrefixList";
import type { SecurityGroupArgs } from "@pulumi/aws/ec2/securityGroup";
import type { SecurityGroupEgressRuleArgs } from "@pulumi/aws/vpc/securityGroupEgressRule";
import type { SecurityGroupIngressRuleArgs } from "@pulumi/aws/vpc/securityGroupIngressRule";
import type * as pulumi from "@pulumi/pulumi";
import type { AddressFamily } from "../../core/cidrs";
import { ownEntry } from "../../core/ownEntry";
import { familyNames } from "../../facts/addresses";
import { ruleProtocols } from "../../facts/aws/securityGroups";
import type { FirewallPeerArgs, FirewallRanges } from "./args";
import type { PeerRule } from "./peerRules";
import { prefixListSize, type IngressRule } from "./planner";
import type { ResolvedFirewall } from "./resolve";

/** The ids of the prefix lists by family; empty where there are none. */
export type PrefixListIds = Partial<Record<AddressFamily, pulumi.Input<string>>>;

/** One rule: the parts of its name after the component's, and what the provider is given. */
export interface NamedRule<Inputs> {
  /** A noun, ports and whom it lets through: what AWS compares, so that no update replaces a rule by its like. */
  readonly name: readonly [string, ...string[]];
  /** The provider's inputs. */
  readonly inputs: Inputs;
}

/** Changing the description of a rule's entry makes AWS take it out first, and that of a group replaces the group. */
const description = "Cloudflare";

/**
 * The prefix list of a family.
 * @param firewall - What to let through.
 * @param family - The family.
 * @param ranges - The ranges, the live ones among them.
 */
export function prefixListInputs(
  { region, tags }: ResolvedFirewall,
  family: AddressFamily,
  ranges: pulumi.Output<FirewallRanges>,
): ManagedPrefixListArgs {
  return {
    addressFamily: familyNames[family],
    maxEntries: prefixListSize[family],
    entries: ranges.apply((known) => known[family].map((cidr) => ({ cidr, description }))),
    region,
    tags,
  };
}

/**
 * A security group without rules. It has no name of its own, so that a replacement can stand beside it.
 * @param firewall - What to let through.
 */
export function groupInputs({ vpcId, region, tags }: ResolvedFirewall): SecurityGroupArgs {
  return { vpcId, description: "Cloudflare to origins", region, tags };
}

/**
 * One inbound rule.
 * @param firewall - What to let through.
 * @param rule - The planned rule.
 * @param lists - The prefix lists.
 * @param securityGroupId - The group.
 */
export function ingressRule(
  { sources, region, tags }: ResolvedFirewall,
  { port, from }: IngressRule,
  lists: PrefixListIds,
  securityGroupId: pulumi.Input<string>,
): NamedRule<SecurityGroupIngressRuleArgs> {
  const on = { securityGroupId, ipProtocol: ruleProtocols.tcp, fromPort: port, toPort: port };
  const named = (
    noun: string,
    key: string,
    match: RuleMatch,
    about: string,
  ): NamedRule<SecurityGroupIngressRuleArgs> => ({
    name: [noun, `${port}`, key],
    inputs: { ...on, ...match, description: about, region, tags },
  });
  switch (from.kind) {
    case "prefixList":
      return named("ingress", from.family, { prefixListId: lists[from.family] }, description);
    case "range":
      return named("ingress", from.cidr, cidrMatch(from.family, from.cidr), description);
    case "source": {
      const cidr = sources.rules.find((rule) => rule.key === from.key)?.cidr;
      return cidr === undefined
        ? named("source", from.key, idMatch(ownEntry(sources.peers, from.key)), from.key)
        : named("ingress", cidr.text, cidrMatch(cidr.family, cidr.text), from.key);
    }
  }
}

/**
 * One outbound rule.
 * @param firewall - What to let through.
 * @param rule - The rule of a destination.
 * @param securityGroupId - The group.
 */
export function egressRule(
  { egress, region, tags }: ResolvedFirewall,
  { key, port, cidr }: PeerRule,
  securityGroupId: pulumi.Input<string>,
): NamedRule<SecurityGroupEgressRuleArgs> {
  const ports = port === undefined ? "all" : `${port}`;
  return {
    name: cidr === undefined ? ["destination", ports, key] : ["egress", ports, cidr.text],
    inputs: {
      securityGroupId,
      ...(port === undefined
        ? { ipProtocol: ruleProtocols.all }
        : { ipProtocol: ruleProtocols.tcp, fromPort: port, toPort: port }),
      ...(cidr === undefined
        ? idMatch(ownEntry(egress.peers, key))
        : cidrMatch(cidr.family, cidr.text)),
      description: key,
      region,
      tags,
    },
  };
}

/** The other side of a rule, as AWS wants it: exactly one of these. */
interface RuleMatch {
  readonly cidrIpv4?: string;
  readonly cidrIpv6?: string;
  readonly prefixListId?: pulumi.Input<string>;
  readonly referencedSecurityGroupId?: pulumi.Input<string>;
}

function cidrMatch(family: AddressFamily, cidr: string): RuleMatch {
  return family === "ipv4" ? { cidrIpv4: cidr } : { cidrIpv6: cidr };
}

function idMatch(peer: FirewallPeerArgs | undefined): RuleMatch {
  return peer?.securityGroupId === undefined
    ? { prefixListId: peer?.prefixListId }
    : { referencedSecurityGroupId: peer.securityGroupId };
}
