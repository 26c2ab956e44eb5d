import type * as pulumi from "@pulumi/pulumi";
import { everywhere } from "../../facts/addresses";
import { securityGroupQuota } from "../../facts/aws/securityGroups";
import type { NumberRange } from "../../facts/cloudflare/loadBalancing";
import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import type { AddressRanges } from "../../facts/cloudflare/ranges";
import { withOwnKeys } from "../internal/ownKeys";
import { wholeNumberProblem } from "../../core/rules";
import {
  OriginFirewallMode,
  type FirewallPeerArgs,
  type FirewallQuotaArgs,
  type LiveRangesArgs,
  type OriginFirewallArgs,
} from "./args";
import type { FirewallPeers } from "./directions";
import { withCheckedIds } from "./peerIds";
import { isPort, peerRules } from "./peerRules";
import { planFirewall, type FirewallPlan } from "./planner";
import { declaredRanges } from "./ranges";

/** What a firewall lets through, with nothing left open. */
export interface FirewallDraft {
  /** TCP ports for Cloudflare. */
  readonly ports: readonly number[];
  /** Whether IPv6 is admitted. */
  readonly ipv6: boolean;
  /** The ranges known now. */
  readonly declared: AddressRanges;
  /** Additional sources. */
  readonly sources: FirewallPeers;
  /** Destinations. */
  readonly egress: FirewallPeers;
  /** What AWS grants. */
  readonly quota: Required<FirewallQuotaArgs>;
  /** Which inbound rules go into which group. */
  readonly plan: FirewallPlan;
}

/** The arguments of an `OriginFirewall` with every default filled in and every late value behind its check. */
export interface ResolvedFirewall extends Omit<FirewallDraft, "quota"> {
  /** The VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Its region; undefined for the provider's. */
  readonly region: string | undefined;
  /** The published ranges; undefined where none are asked for. */
  readonly live: pulumi.Input<LiveRangesArgs> | undefined;
  /** Tags for everything. */
  readonly tags: OriginFirewallArgs["tags"];
}

/** What a quota may be. A group is filled to half, so that it needs room for two rules. */
export const quotaRanges = {
  rulesPerGroup: { minimum: 2, maximum: securityGroupQuota.maximumRulesPerInterface },
  groupsPerInterface: { minimum: 1, maximum: securityGroupQuota.maximumGroupsPerInterface },
} as const satisfies Readonly<Record<keyof FirewallQuotaArgs, NumberRange>>;

/** The provider removes the rule that AWS gives a new group, so it must be declared. */
const openEgress: Readonly<Record<string, FirewallPeerArgs>> = {
  "everywhere-ipv4": { cidr: everywhere.ipv4 },
  "everywhere-ipv6": { cidr: everywhere.ipv6 },
};

/**
 * Fills in the defaults and plans the rules. Of values that cannot be, which the schema tells of, the defaults take the place.
 * @param args - The arguments.
 */
export function draftFirewall(args: OriginFirewallArgs): FirewallDraft {
  const { ports: given = [defaultHttpsPort], ipv6 = true, mode, liveRanges } = args;
  const ports = [...new Set(given.filter(isPort))];
  const declared = declaredRanges(args.ranges, ipv6);
  const sources = peersOf(args.additionalSources ?? {}, ports);
  const quota = quotaOf(args.quota);
  const plan = planFirewall({
    ranges: declared,
    ports,
    sources: sources.rules.flatMap(({ key, port, weight }) =>
      port === undefined ? [] : [{ port, from: { kind: "source", key }, weight }],
    ),
    ...quota,
    mode: liveRanges === undefined ? mode : OriginFirewallMode.PrefixLists,
  });
  return {
    ...{ ports, ipv6, declared, sources, quota, plan },
    egress: peersOf(args.egress ?? openEgress, undefined),
  };
}

/**
 * Resolves arguments that have passed the checks.
 * @param args - The arguments.
 * @param draft - What they let through.
 * @param checked - The inputs that the checks gate.
 */
export function resolveFirewall(
  { region, tags }: OriginFirewallArgs,
  { quota: _quota, sources, egress, ...draft }: FirewallDraft,
  checked: Pick<ResolvedFirewall, "vpcId" | "live">,
): ResolvedFirewall {
  return {
    ...draft,
    ...checked,
    region,
    tags: tags && withOwnKeys(tags),
    sources: withCheckedIds("additionalSources", sources),
    egress: withCheckedIds("egress", egress),
  };
}

function peersOf(
  peers: Readonly<Record<string, FirewallPeerArgs>>,
  defaultPorts: readonly number[] | undefined,
): FirewallPeers {
  return { peers, rules: peerRules(peers, defaultPorts) };
}

function quotaOf(given: FirewallQuotaArgs = {}): Required<FirewallQuotaArgs> {
  const sound = (name: keyof FirewallQuotaArgs): number => {
    const value = given[name];
    return value !== undefined && wholeNumberProblem("", value, quotaRanges[name]) === undefined
      ? value
      : securityGroupQuota[name];
  };
  return {
    rulesPerGroup: sound("rulesPerGroup"),
    groupsPerInterface: sound("groupsPerInterface"),
  };
}
