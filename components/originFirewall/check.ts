import type * as pulumi from "@pulumi/pulumi";
import { everywhere } from "../../facts/addresses";
import { idPrefixes } from "../../facts/aws/ids";
import { regionPattern } from "../../facts/aws/regions";
import { securityGroupQuota } from "../../facts/aws/securityGroups";
import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import type { AddressRanges } from "../../facts/cloudflare/ranges";
import { describeValue, type Problem } from "../../core/problem";
import { ProblemList } from "../internal/checked";
import { checkedIds } from "../internal/ids";
import { requireKinds } from "../internal/validation";
import {
  OriginFirewallMode,
  type FirewallPeerArgs,
  type LiveRangesArgs,
  type OriginFirewallArgs,
} from "./args";
import { withCheckedIds } from "./peerIds";
import { idProblem, peerRules, peersProblems, portsProblems } from "./peerRules";
import { egressProblems, sourcesProblems, type FirewallPeers } from "./directions";
import { planFirewall, type FirewallDemand, type FirewallPlan } from "./planner";
import { declaredRanges, liveRangesProblem, rangesProblems } from "./ranges";
import { routeProblems } from "./routes";
import { originFirewallSchema } from "./schema";

/** The arguments of an `OriginFirewall` with every default settled and every late value behind its check. */
export interface SettledFirewall {
  /** The VPC; use this one: it is checked. */
  readonly vpcId: pulumi.Input<string>;
  /** TCP ports for Cloudflare. */
  readonly ports: readonly number[];
  /** Whether IPv6 is admitted. */
  readonly ipv6: boolean;
  /** The ranges known now. */
  readonly declared: AddressRanges;
  /** The published ranges; undefined where none are asked for. */
  readonly live: pulumi.Input<LiveRangesArgs> | undefined;
  /** Additional sources. */
  readonly sources: FirewallPeers;
  /** Destinations. */
  readonly egress: FirewallPeers;
  /** Which inbound rules go into which group. */
  readonly plan: FirewallPlan;
}

/** The provider removes the rule that AWS gives a new group, so it must be declared. */
const openEgress: Readonly<Record<string, FirewallPeerArgs>> = {
  "everywhere-ipv4": { cidr: everywhere.ipv4 },
  "everywhere-ipv6": { cidr: everywhere.ipv6 },
};

/**
 * Checks and settles the arguments; throws one error that lists every problem.
 * @param name - The component's name, for the error.
 * @param args - The arguments.
 */
export function settleOriginFirewall(name: string, args: OriginFirewallArgs): SettledFirewall {
  const problems = new ProblemList();
  requireKinds(problems, `OriginFirewall "${name}"`, originFirewallSchema, args);
  const ports = args.ports ?? [defaultHttpsPort];
  const ipv6 = args.ipv6 ?? true;
  const vpcId = checkedIds(problems, args.vpcId, (id) => idProblem("vpcId", idPrefixes.vpc, id));
  problems.add(regionProblem(args.region));
  const unplanned = problems.problems.length;
  problems.add(...portsProblems("ports", ports), ...modeProblems(args));
  problems.add(...quotaProblems(args));
  const { declared, live } = settleRanges(problems, args, ipv6);
  const sources = settlePeers(problems, "additionalSources", args.additionalSources ?? {}, ports);
  problems.add(...sourcesProblems(sources, declared, ports));
  const plan = planFirewall(demandOf(args, declared, ports, sources));
  if (problems.problems.length === unplanned) {
    problems.add(plan.problem);
  }
  const egress = settlePeers(problems, "egress", args.egress ?? openEgress, undefined);
  problems.add(...egressProblems(egress, rulesPerGroup(args)));
  problems.add(...routeProblems(args.routeTables ?? {}, declared));
  problems.throwIfAny(`OriginFirewall "${name}"`);
  return {
    ...{ vpcId, ports, ipv6, declared, live, plan },
    sources: withCheckedIds("additionalSources", sources),
    egress: withCheckedIds("egress", egress),
  };
}

function settleRanges(
  problems: ProblemList,
  args: OriginFirewallArgs,
  ipv6: boolean,
): Pick<SettledFirewall, "declared" | "live"> {
  const wrong = rangesProblems(
    args.ranges ?? {},
    args.acceptShrunkenRanges ?? false,
    args.acceptForeignRanges,
  );
  problems.add(...wrong);
  const declared = declaredRanges(wrong.length > 0 ? undefined : args.ranges, ipv6);
  const live =
    args.liveRanges &&
    problems.checked(args.liveRanges, (known) => liveRangesProblem(known, declared, ipv6));
  return { declared, live };
}

function settlePeers(
  problems: ProblemList,
  path: string,
  peers: Readonly<Record<string, FirewallPeerArgs>>,
  defaultPorts: readonly number[] | undefined,
): FirewallPeers {
  problems.add(...peersProblems(path, peers));
  return { peers, rules: peerRules(peers, defaultPorts) };
}

function demandOf(
  args: OriginFirewallArgs,
  ranges: AddressRanges,
  ports: readonly number[],
  sources: FirewallPeers,
): FirewallDemand {
  return {
    ranges,
    ports,
    sources: sources.rules.flatMap(({ key, port, weight }) =>
      port === undefined ? [] : [{ port, from: { kind: "source", key }, weight }],
    ),
    rulesPerGroup: rulesPerGroup(args),
    groupsPerInterface: groupsPerInterface(args),
    mode: args.liveRanges === undefined ? args.mode : OriginFirewallMode.PrefixLists,
  };
}

function regionProblem(region: string | undefined): Problem | undefined {
  return region === undefined || regionPattern.test(region)
    ? undefined
    : { path: "region", rule: "be an AWS region like eu-central-1", got: describeValue(region) };
}

function modeProblems({ mode, liveRanges }: OriginFirewallArgs): Problem[] {
  const modes: readonly string[] = Object.values(OriginFirewallMode);
  if (mode !== undefined && !modes.includes(mode)) {
    return [{ path: "mode", rule: `be one of ${modes.join(", ")}`, got: describeValue(mode) }];
  }
  if (mode === OriginFirewallMode.Rules && liveRanges !== undefined) {
    const rule = "be prefixLists with liveRanges, which are known too late to make rules of";
    return [{ path: "mode", rule, got: describeValue(mode), wayOut: "Give them as ranges" }];
  }
  return [];
}

function quotaProblems(args: OriginFirewallArgs): Problem[] {
  const { maximumGroupsPerInterface, maximumRulesPerInterface } = securityGroupQuota;
  const rules = rulesPerGroup(args);
  const groups = groupsPerInterface(args);
  const problems: Problem[] = [];
  if (!isWhole(rules, 2, maximumRulesPerInterface)) {
    const rule = `be a whole number of 2 to ${maximumRulesPerInterface}`;
    problems.push({ path: "quota.rulesPerGroup", rule, got: describeValue(rules) });
  }
  if (!isWhole(groups, 1, maximumGroupsPerInterface)) {
    const rule = `be a whole number of 1 to ${maximumGroupsPerInterface}`;
    problems.push({ path: "quota.groupsPerInterface", rule, got: describeValue(groups) });
  }
  if (problems.length === 0 && rules * groups > maximumRulesPerInterface) {
    const rule = `make at most ${maximumRulesPerInterface} rules of one network interface, which is all that AWS grants`;
    problems.push({ path: "quota", rule, got: `${rules} rules in each of ${groups} groups` });
  }
  return problems;
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function rulesPerGroup({ quota }: OriginFirewallArgs): number {
  return quota?.rulesPerGroup ?? securityGroupQuota.rulesPerGroup;
}

function groupsPerInterface({ quota }: OriginFirewallArgs): number {
  return quota?.groupsPerInterface ?? securityGroupQuota.groupsPerInterface;
}
