import type * as pulumi from "@pulumi/pulumi";
import { cloudflareIdExample } from "../../facts/cloudflare/ids";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { describeValue, type Problem } from "../../core/problem";
import type { HealthAlertsArgs } from "../alerts";
import { checkAlertChoices } from "../alerts/validate";
import { dnsRecordsProblems } from "../dns/settle";
import type { DnsRecordsArgs } from "../dns";
import { distinctProblems, isPlain, ProblemList, withPrefix } from "../internal/checked";
import { checkedIds, cloudflareIdProblem, poolIdWayOut } from "../internal/ids";
import { balancerOf, secondOwnerProblem, settingsOfZone } from "../internal/owners";
import { oneOfProblem } from "../internal/rules";
import { requireKinds } from "../internal/validation";
import { keyPath } from "../../core/paths";
import type { FailoverLoadBalancerArgs } from "../loadBalancing";
import { checkFailoverLoadBalancer, namesProblems } from "../loadBalancing/check";
import { settleOriginFirewall } from "../originFirewall/check";
import type { StrictTlsArgs } from "../tls";
import { strictTlsProblems } from "../tls/settings";
import type { ResilientSiteArgs } from "./args";
import { resilientSiteSchema } from "./schema";
import { choiceProblems } from "./choices";
import { checkGroups } from "./groups";
import { leadProblems } from "./leads";
import { delegationProblems } from "./delegations";
import { DeclaredNames } from "./names";
import { namedPools } from "./poolNames";
import { roomProblem } from "./quota";
import { shutProblems } from "./reach";

/** What a site is made of: the arguments of each block that is made here. */
export interface SiteBlocks {
  /** The load balancer's; undefined where one made elsewhere is used. */
  readonly loadBalancer: FailoverLoadBalancerArgs | undefined;
  /** The zone settings'; undefined where somebody else keeps them. */
  readonly tls: StrictTlsArgs | undefined;
  /** The records'; undefined where there are none. */
  readonly records: DnsRecordsArgs | undefined;
  /** The pools that were made elsewhere, by key; those known only later are behind their check. */
  readonly existingPoolIds: ResilientSiteArgs["existingPoolIds"];
  /** The groups that were made elsewhere, by key; those known only later are behind their check. */
  readonly securityGroupIds: ResilientSiteArgs["existingSecurityGroupIds"];
  /** The alerts' without the pools, which are known later; undefined where somebody else tells people. */
  readonly alerts: HealthAlertsArgs | undefined;
}

/** Given to every block alike, and checked once for all. */
const sharedArguments = ["accountId", "zoneId", "zoneName", "hostname", "plan"];

/**
 * Checks a whole site: every block's own rules, and those between blocks, in one error.
 * @param name - The component's name.
 * @param args - Its arguments.
 * @returns The arguments of the blocks to make.
 * @throws One error with all problems.
 */
export function checkResilientSite(name: string, args: ResilientSiteArgs): SiteBlocks {
  const found = new ProblemList();
  requireKinds(found, `ResilientSite "${name}"`, resilientSiteSchema, args);
  const blocks = siteBlocks(args);
  const { hostname, pools } = args;
  const { loadBalancer, tls, records, alerts } = blocks;
  found.add(...choiceProblems(args), ...(loadBalancer ? [] : identityProblems(args)));
  const existingPoolIds = args.existingPoolIds && checkedPoolIds(found, args.existingPoolIds);
  if (loadBalancer !== undefined) {
    const settled = found.gather("", () => checkFailoverLoadBalancer(name, loadBalancer));
    found.add(settled && secondOwnerProblem(balancerOf(settled)));
  }
  if (tls !== undefined) {
    found.add(...under("tls", strictTlsProblems(tls)));
    found.add(secondOwnerProblem(settingsOfZone(tls.zoneId)));
  }
  if (records !== undefined) {
    found.add(...under("", dnsRecordsProblems(records)));
    const safetyRecords = loadBalancer && args.safetyRecord !== false ? 1 : 0;
    found.add(
      roomProblem({ plan: args.plan, records: Object.keys(records.records).length, safetyRecords }),
    );
  }
  const names = new DeclaredNames(records);
  found.add(
    ...takenNameProblems(args, names),
    ...delegationProblems("hostname", hostname, names),
    ...leadProblems([{ path: "", hostname, pools }], names),
  );
  for (const [key, firewall] of Object.entries(args.firewalls ?? {})) {
    found.gather(keyPath("firewalls", key), () => settleOriginFirewall(name, firewall));
  }
  found.add(...shutProblems("", args, Object.values(args.firewalls ?? {})));
  if (alerts !== undefined) {
    const told = new ProblemList();
    checkAlertChoices(told, alerts, { plan: args.plan, poolIds: watchedPools(args) });
    found.add(...under("alerts", told.problems));
  }
  const securityGroupIds = checkGroups(found, args.existingSecurityGroupIds);
  const problems = new ProblemList();
  problems.add(...distinctProblems(found.problems));
  problems.throwIfAny(`ResilientSite "${name}"`);
  return { ...blocks, existingPoolIds, securityGroupIds };
}

/** A block's own problems, under the path of its arguments. */
function under(path: string, problems: readonly Problem[]): Problem[] {
  return problems
    .filter((problem) => !sharedArguments.includes(problem.path))
    .map((problem) => withPrefix(path, problem));
}

function siteBlocks(
  args: ResilientSiteArgs,
): Omit<SiteBlocks, "existingPoolIds" | "securityGroupIds"> {
  const { accountId, zoneId, zoneName, plan, pools, health, retiredAddresses } = args;
  const zone = { zoneId, plan };
  return {
    loadBalancer:
      pools && health ? { ...balancedHostname(args), pools: namedPools(pools), health } : undefined,
    tls: args.tlsManagedBy === undefined ? { ...args.tls, ...zone } : undefined,
    records: args.records && { ...zone, zoneName, retiredAddresses, records: args.records },
    // Without a filter by pool: from every site of an account would come a mail of its own about each origin of all.
    alerts: args.alerts && {
      ...args.alerts,
      ...{ accountId, plan },
      passiveOriginMonitoring: args.alerts.passiveOriginMonitoring ?? false,
    },
  };
}

/** The arguments that a site and its load balancer have in common; the site's own must not reach it. */
function balancedHostname(
  args: ResilientSiteArgs,
): Omit<FailoverLoadBalancerArgs, "pools" | "health"> {
  return {
    accountId: args.accountId,
    zoneId: args.zoneId,
    zoneName: args.zoneName,
    hostname: args.hostname,
    acceptDeepHostname: args.acceptDeepHostname,
    plan: args.plan,
    trafficSteeringAddOn: args.trafficSteeringAddOn,
    usesArgoOrTieredCache: args.usesArgoOrTieredCache,
    acceptSinglePool: args.acceptSinglePool,
    steering: args.steering,
    sessionAffinity: args.sessionAffinity,
    safetyRecord: args.safetyRecord,
    retiredAddresses: args.retiredAddresses,
  };
}

/** The load balancer checks these; without one they are checked here, and by each block that uses an id known only later. */
function identityProblems(args: ResilientSiteArgs): (Problem | undefined)[] {
  const { accountId, zoneId, plan } = args;
  return [
    isPlain(accountId) ? cloudflareIdProblem("accountId", accountId) : undefined,
    isPlain(zoneId) ? cloudflareIdProblem("zoneId", zoneId) : undefined,
    ...namesProblems(args),
    plan === undefined ? undefined : oneOfProblem("plan", plan, Object.values(CloudflarePlan)),
  ];
}

function checkedPoolIds(
  problems: ProblemList,
  ids: Readonly<Record<string, pulumi.Input<string>>>,
): Record<string, pulumi.Input<string>> {
  return Object.fromEntries(
    Object.entries(ids).map(([key, id]) => {
      const path = keyPath("existingPoolIds", key);
      return [
        key,
        checkedIds(problems, id, (known) => cloudflareIdProblem(path, known, poolIdWayOut)),
      ];
    }),
  );
}

/** Records that the safety record would meet at its name; the API takes one of them and refuses the other. */
function takenNameProblems(args: ResilientSiteArgs, names: DeclaredNames): Problem[] {
  return args.pools === undefined || args.safetyRecord === false
    ? []
    : names.beneath(args.hostname).map(({ path }) => ({
        path: `${path}.name`,
        rule: "not be the site's hostname, which has a safety record already",
        got: describeValue(args.hostname),
        wayOut: "Leave the record out, or set safetyRecord to false",
      }));
}

/** Stands for the pools, whose ids are known later or have been checked. */
function watchedPools(args: ResilientSiteArgs): Record<string, string> | undefined {
  const names = args.existingPoolIds
    ? Object.keys(args.existingPoolIds)
    : namedPools(args.pools ?? []).map((pool) => pool.name);
  return names.length === 0
    ? undefined
    : Object.fromEntries(names.map((key) => [key, cloudflareIdExample]));
}
