import { familyNames } from "../../facts/addresses";
import type * as pulumi from "@pulumi/pulumi";
import { ManagedPrefixList } from "@pulumi/aws/ec2/managedPrefixList";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { ruleProtocols } from "../../facts/aws/securityGroups";
import { ownEntry } from "../../core/ownEntry";
import { childName } from "../internal/names";
import type { FirewallPeerArgs, FirewallRanges } from "./args";
import { addressFamilies, type AddressFamily } from "./cidr";
import type { FirewallPeers } from "./directions";
import type { PeerRule } from "./peerRules";
import { prefixListSize, type IngressRule } from "./planner";

/** What every child of the component shares. */
export interface FirewallScope {
  /** The component's name. */
  readonly name: string;
  /** The region of the VPC; undefined for the provider's. */
  readonly region: string | undefined;
  /** Tags for everything. */
  readonly tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
  /** The component. */
  readonly parent: pulumi.Resource;
}

/** The prefix lists by family; empty where there are none. */
export type PrefixLists = Partial<Record<AddressFamily, ManagedPrefixList>>;

/** Changing the description of a rule's entry makes AWS take it out first, and that of a group replaces the group. */
const description = "Cloudflare";

/**
 * Makes the prefix lists of the families that the plan's rules name.
 * @param scope - What every child shares.
 * @param rules - All planned rules.
 * @param ranges - The ranges, the live ones among them.
 */
export function makePrefixLists(
  scope: FirewallScope,
  rules: readonly IngressRule[],
  ranges: pulumi.Output<FirewallRanges>,
): PrefixLists {
  const lists: PrefixLists = {};
  for (const family of addressFamilies) {
    if (rules.some(({ from }) => from.kind === "prefixList" && from.family === family)) {
      lists[family] = new ManagedPrefixList(
        childName(scope.name, "ranges", family),
        {
          addressFamily: familyNames[family],
          maxEntries: prefixListSize[family],
          entries: ranges.apply((known) => known[family].map((cidr) => ({ cidr, description }))),
          region: scope.region,
          tags: scope.tags,
        },
        { parent: scope.parent },
      );
    }
  }
  return lists;
}

/**
 * Makes a security group without rules. It has no name of its own, so that a replacement can stand beside it.
 * @param scope - What every child shares.
 * @param number - Which of the component's groups it is, from 1.
 * @param vpcId - The VPC.
 */
export function makeGroup(
  scope: FirewallScope,
  number: number,
  vpcId: pulumi.Input<string>,
): SecurityGroup {
  const name =
    number === 1 ? childName(scope.name, "group") : childName(scope.name, "group", `${number}`);
  return new SecurityGroup(
    name,
    { vpcId, description: "Cloudflare to origins", region: scope.region, tags: scope.tags },
    { parent: scope.parent },
  );
}

/**
 * Makes one inbound rule. Its logical name and what AWS compares map one to one, so that no update replaces a rule by its like.
 * @param scope - What every child shares.
 * @param securityGroupId - The group.
 * @param rule - The planned rule.
 * @param lists - The prefix lists.
 * @param sources - The additional sources.
 */
export function makeIngressRule(
  scope: FirewallScope,
  securityGroupId: pulumi.Input<string>,
  { port, from }: IngressRule,
  lists: PrefixLists,
  sources: FirewallPeers,
): SecurityGroupIngressRule {
  const make = (noun: string, key: string, other: RuleMatch, about: string) =>
    new SecurityGroupIngressRule(
      childName(scope.name, noun, `${port}`, key),
      {
        securityGroupId,
        ipProtocol: ruleProtocols.tcp,
        fromPort: port,
        toPort: port,
        ...other,
        description: about,
        region: scope.region,
        tags: scope.tags,
      },
      { parent: scope.parent },
    );
  switch (from.kind) {
    case "prefixList":
      return make("ingress", from.family, { prefixListId: lists[from.family]?.id }, description);
    case "range":
      return make("ingress", from.cidr, cidrMatch(from.family, from.cidr), description);
    case "source": {
      const peer = sources.rules.find((rule) => rule.key === from.key);
      const cidr = peer?.cidr;
      return cidr === undefined
        ? make("source", from.key, idMatch(ownEntry(sources.peers, from.key)), from.key)
        : make("ingress", cidr.text, cidrMatch(cidr.family, cidr.text), from.key);
    }
  }
}

/**
 * Makes one outbound rule.
 * @param scope - What every child shares.
 * @param securityGroupId - The group.
 * @param rule - The rule.
 * @param peer - The destination.
 */
export function makeEgressRule(
  scope: FirewallScope,
  securityGroupId: pulumi.Input<string>,
  { key, port, cidr }: PeerRule,
  peer: FirewallPeerArgs | undefined,
): SecurityGroupEgressRule {
  const ports = port === undefined ? "all" : `${port}`;
  const name =
    cidr === undefined
      ? childName(scope.name, "destination", ports, key)
      : childName(scope.name, "egress", ports, cidr.text);
  return new SecurityGroupEgressRule(
    name,
    {
      securityGroupId,
      ...(port === undefined
        ? { ipProtocol: ruleProtocols.all }
        : { ipProtocol: ruleProtocols.tcp, fromPort: port, toPort: port }),
      ...(cidr === undefined ? idMatch(peer) : cidrMatch(cidr.family, cidr.text)),
      description: key,
      region: scope.region,
      tags: scope.tags,
    },
    { parent: scope.parent },
  );
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
