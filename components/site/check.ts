import * as pulumi from "@pulumi/pulumi";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { describeValue, type Problem } from "../../facts/problem";
import type { HealthAlertsArgs } from "../alerts";
import { settleHealthAlerts } from "../alerts/check";
import { dnsRecordsProblems } from "../dns/settle";
import type { DnsRecordsArgs } from "../dns";
import { distinctProblems, isPlain, ProblemList, withPrefix } from "../internal/checked";
import { cloudflareIdProblem, poolIdWayOut } from "../internal/ids";
import { balancerOf, secondOwnerProblem, settingsOfZone } from "../internal/owners";
import { requireShape } from "../internal/shapes";
import { keyPath } from "../internal/paths";
import type { FailoverLoadBalancerArgs } from "../loadBalancing";
import { checkFailoverLoadBalancer, namesProblems } from "../loadBalancing/check";
import { settleOriginFirewall } from "../originFirewall/check";
import type { StrictTlsArgs } from "../tls";
import { strictTlsProblems } from "../tls/settings";
import type { ResilientSiteArgs } from "./args";
import { resilientSiteShapes } from "./shape";
import { checkGroups } from "./groups";
import { leadProblems } from "./leads";
import { DeclaredNames } from "./names";
import { shutProblems } from "./reach";

/** What a site is made of: the arguments of each block that is made here. */
export interface SiteBlocks {
  /** The load balancer's; undefined where one made elsewhere is used. */
  readonly loadBalancer: FailoverLoadBalancerArgs | undefined;
  /** The zone settings'; undefined where somebody else keeps them. */
  readonly tls: StrictTlsArgs | undefined;
  /** The records'; undefined where there are none. */
  readonly records: DnsRecordsArgs | undefined;
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
  requireShape(`ResilientSite "${name}"`, resilientSiteShapes, args);
  const found = new ProblemList();
  const blocks = siteBlocks(args);
  const { hostname, pools } = args;
  const { loadBalancer, tls, records, alerts } = blocks;
  found.add(...choiceProblems(args), ...(loadBalancer ? [] : identityProblems(args)));
  found.add(...idProblems("existingPoolIds", args.existingPoolIds ?? {}));
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
  }
  const names = new DeclaredNames(records);
  found.add(
    ...takenNameProblems(args, names),
    ...leadProblems([{ path: "", hostname, pools }], names),
  );
  for (const [key, firewall] of Object.entries(args.firewalls ?? {})) {
    found.gather(keyPath("firewalls", key), () => settleOriginFirewall(name, firewall));
  }
  found.add(...shutProblems("", args, Object.values(args.firewalls ?? {})));
  if (alerts !== undefined) {
    const watched = { ...alerts, poolIds: watchedPools(args) };
    found.gather("alerts", () => settleHealthAlerts(name, watched), sharedArguments);
  }
  const securityGroupIds = checkGroups(found, args.existingSecurityGroupIds);
  const problems = new ProblemList();
  problems.add(...distinctProblems(found.problems));
  problems.throwIfAny(`ResilientSite "${name}"`);
  return { ...blocks, securityGroupIds };
}

/** A block's own problems, under the path of its arguments. */
function under(path: string, problems: readonly Problem[]): Problem[] {
  return problems
    .filter((problem) => !sharedArguments.includes(problem.path))
    .map((problem) => withPrefix(path, problem));
}

function siteBlocks(args: ResilientSiteArgs): Omit<SiteBlocks, "securityGroupIds"> {
  const { accountId, zoneId, zoneName, plan, pools, health, retiredAddresses } = args;
  const zone = { zoneId, plan };
  return {
    loadBalancer: pools && health ? { ...balancedHostname(args), pools, health } : undefined,
    tls: args.tlsManagedBy === undefined ? { ...zone, ...args.tls } : undefined,
    records: args.records && { ...zone, zoneName, retiredAddresses, records: args.records },
    alerts: args.alerts && { accountId, plan, ...args.alerts },
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

/** Each block is made here or named as made elsewhere, never both, never neither. */
function choiceProblems(args: ResilientSiteArgs): (Problem | undefined)[] {
  return [
    exactlyOne(args, ["pools", "existingPoolIds"]),
    (args.pools === undefined) === (args.health === undefined)
      ? undefined
      : { path: "health", rule: "be given together with pools", got: "one without the other" },
    args.tls !== undefined && args.tlsManagedBy !== undefined
      ? { path: "tls", rule: "be left out where tlsManagedBy is given", got: "both" }
      : undefined,
    ...idleProblems(args),
    exactlyOne(args, ["firewalls", "existingSecurityGroupIds", "firewallManagedBy"]),
    exactlyOne(args, ["alerts", "alertsManagedBy"]),
    ...(["existingPoolIds", "firewalls", "existingSecurityGroupIds"] as const).map((path) =>
      args[path] !== undefined && Object.keys(args[path]).length === 0
        ? { path, rule: "have at least one entry", got: "{}" }
        : undefined,
    ),
    ...(["tlsManagedBy", "firewallManagedBy", "alertsManagedBy"] as const).map((path) =>
      args[path] === undefined || (typeof args[path] === "string" && args[path].trim() !== "")
        ? undefined
        : { path, rule: "say in words who does it", got: describeValue(args[path]) },
    ),
  ];
}

/** What only a load balancer that is made here takes notice of. */
const balancerOnly = [
  "trafficSteeringAddOn",
  "usesArgoOrTieredCache",
  "acceptSinglePool",
  "steering",
  "sessionAffinity",
  "safetyRecord",
] as const satisfies readonly (keyof ResilientSiteArgs)[];

function idleProblems(args: ResilientSiteArgs): Problem[] {
  return args.existingPoolIds === undefined || args.pools !== undefined
    ? []
    : balancerOnly
        .filter((path) => args[path] !== undefined)
        .map((path) => ({
          path,
          rule: "be left out with existingPoolIds, whose load balancer has its own",
          got: describeValue(args[path]),
        }));
}

function exactlyOne(
  args: ResilientSiteArgs,
  names: readonly (keyof ResilientSiteArgs)[],
): Problem | undefined {
  const given = names.filter((name) => args[name] !== undefined);
  const [path = ""] = names;
  return given.length === 1
    ? undefined
    : {
        path,
        rule: `be given, or one in its place: exactly one of ${names.join(", ")}`,
        got: given.length === 0 ? "none" : given.join(" and "),
      };
}

/** The load balancer checks these; without one they are checked here. */
function identityProblems(args: ResilientSiteArgs): (Problem | undefined)[] {
  const { accountId, zoneId, plan } = args;
  return [
    ...idProblems("", { accountId, zoneId }),
    ...namesProblems(args),
    plan === undefined || Object.values(CloudflarePlan).includes(plan)
      ? undefined
      : {
          path: "plan",
          rule: `be one of ${Object.values(CloudflarePlan).join(", ")}`,
          got: describeValue(plan),
        },
  ];
}

/** IDs that are known only later come from the API itself, or are checked by the block that uses them. */
function idProblems(
  path: string,
  ids: Readonly<Record<string, pulumi.Input<string>>>,
): (Problem | undefined)[] {
  return Object.entries(ids).map(([key, id]) =>
    !isPlain(id)
      ? undefined
      : path === ""
        ? cloudflareIdProblem(key, id)
        : cloudflareIdProblem(keyPath(path, key), id, poolIdWayOut),
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

/** Stands for the pools until their ids are known or have been checked. */
function watchedPools(args: ResilientSiteArgs): Record<string, pulumi.Input<string>> | undefined {
  const pools = Array.isArray(args.pools) ? args.pools : [];
  const names = args.existingPoolIds
    ? Object.keys(args.existingPoolIds)
    : pools.map((pool) => `${pool?.name}`);
  return names.length === 0
    ? undefined
    : Object.fromEntries(names.map((key) => [key, pulumi.output(key)]));
}
