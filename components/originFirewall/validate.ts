import type * as pulumi from "@pulumi/pulumi";
import { idPrefixes } from "../../facts/aws/ids";
import { securityGroupQuota } from "../../facts/aws/securityGroups";
import { describeValue, type Problem } from "../../core/problem";
import { ProblemList } from "../internal/checked";
import { checkedEc2Id } from "../internal/ids";
import { validateArgs, type Validated } from "../internal/validation";
import {
  OriginFirewallMode,
  type FirewallQuotaArgs,
  type LiveRangesArgs,
  type OriginFirewallArgs,
} from "./args";
import { egressProblems, sourcesProblems } from "./directions";
import { peersProblems, portsProblems } from "./peerRules";
import { liveRangesProblem, rangesProblems } from "./ranges";
import {
  draftFirewall,
  resolveFirewall,
  type FirewallDraft,
  type ResolvedFirewall,
} from "./resolve";
import { routeProblems } from "./routes";
import { originFirewallSchema } from "./schema";

/**
 * Validates the arguments of an `OriginFirewall`.
 * @param args - The arguments.
 * @param path - Where they stand; empty for a component's own.
 * @returns All problems at once, or what to let through, with late values behind their checks.
 */
export function validateOriginFirewall(
  args: OriginFirewallArgs,
  path: string,
): Validated<ResolvedFirewall> {
  return validateArgs(originFirewallSchema, args, path, (problems) =>
    checkFirewall(problems, args),
  );
}

/**
 * Checks what goes together in a firewall, whose values are checked by the schema.
 * @param problems - Takes what is wrong.
 * @param args - The arguments, each value of the right kind.
 * @returns Resolves the arguments; to be called where nothing is wrong.
 */
export function checkFirewall(
  problems: ProblemList,
  args: OriginFirewallArgs,
): () => ResolvedFirewall {
  const vpcId = checkedEc2Id(problems, "vpcId", idPrefixes.vpc, args.vpcId);
  const draft = draftFirewall(args);
  const { declared, ports, quota, sources, egress, plan } = draft;
  problems.add(
    ...(args.ports === undefined ? [] : portsProblems("ports", args.ports)),
    modeProblem(args),
    quotaProblem(quota),
    ...rangesProblems(args),
  );
  const live = args.liveRanges && checkedLiveRanges(args.liveRanges, draft, problems);
  problems.add(
    ...peersProblems("additionalSources", sources.peers),
    ...sourcesProblems(sources, declared, ports),
    plan.problem,
    ...peersProblems("egress", egress.peers),
    ...egressProblems(egress, quota.rulesPerGroup),
    ...routeProblems(args.routeTables ?? {}, declared),
  );
  return () => resolveFirewall(args, draft, { vpcId, live });
}

/**
 * Checks the published ranges: now where they are plain, else when they are known.
 * @param ranges - The published ranges.
 * @param firewall - The firewall that they join.
 * @param problems - Takes what is wrong with plain ones. Defaults to nobody, for ranges that are known later.
 * @returns The ranges behind their check.
 */
export function checkedLiveRanges(
  ranges: pulumi.Input<LiveRangesArgs>,
  { declared, ipv6 }: Pick<FirewallDraft, "declared" | "ipv6">,
  problems = new ProblemList(),
): pulumi.Input<LiveRangesArgs> {
  return problems.checked(ranges, (known) => liveRangesProblem(known, declared, ipv6));
}

function modeProblem({ mode, liveRanges }: OriginFirewallArgs): Problem | undefined {
  return mode === OriginFirewallMode.Rules && liveRanges !== undefined
    ? {
        path: "mode",
        rule: "be prefixLists with liveRanges, which are known too late to make rules of",
        actual: describeValue(mode),
        hint: "Give them as ranges",
      }
    : undefined;
}

function quotaProblem({
  rulesPerGroup: rules,
  groupsPerInterface: groups,
}: Required<FirewallQuotaArgs>): Problem | undefined {
  const most = securityGroupQuota.maximumRulesPerInterface;
  return rules * groups <= most
    ? undefined
    : {
        path: "quota",
        rule: `make at most ${most} rules of one network interface, which is all that AWS grants`,
        actual: `${rules} rules in each of ${groups} groups`,
      };
}
