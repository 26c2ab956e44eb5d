import * as pulumi from "@pulumi/pulumi";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { describeValue, type Problem } from "../../facts/problem";
import type { HealthAlertsArgs } from "../alerts";
import { settleHealthAlerts } from "../alerts/check";
import { dnsRecordsProblems, settleRecords } from "../dns/settle";
import type { DnsRecordsArgs } from "../dns";
import { canonicalHostname, hostnameProblem } from "../internal/addresses";
import { ProblemList, withPrefix } from "../internal/checked";
import { cloudflareIdProblem } from "../internal/ids";
import { keyPath } from "../internal/paths";
import type { FailoverLoadBalancerArgs } from "../loadBalancing";
import { checkFailoverLoadBalancer } from "../loadBalancing/check";
import { settleOriginFirewall } from "../originFirewall/check";
import type { StrictTlsArgs } from "../tls";
import { strictTlsProblems } from "../tls/settings";
import type { ResilientSiteArgs } from "./args";

/** What a site is made of: the arguments of each block that is made here. */
export interface SiteBlocks {
  /** The load balancer's; undefined where one made elsewhere is used. */
  readonly loadBalancer: FailoverLoadBalancerArgs | undefined;
  /** The zone settings'; undefined where somebody else keeps them. */
  readonly tls: StrictTlsArgs | undefined;
  /** The records'; undefined where there are none. */
  readonly records: DnsRecordsArgs | undefined;
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
  const problems = new ProblemList();
  const blocks = siteBlocks(args);
  const { loadBalancer, tls, records, alerts } = blocks;
  problems.add(...choiceProblems(args), ...(loadBalancer ? [] : identityProblems(args)));
  const existing = { path: "existingPoolIds", ids: args.existingPoolIds ?? {} };
  problems.add(...idProblems(existing.path, existing.ids));
  if (loadBalancer !== undefined) {
    problems.gather("", () => checkFailoverLoadBalancer(name, loadBalancer));
  }
  if (tls !== undefined) {
    problems.add(...under("tls", strictTlsProblems(tls)));
  }
  if (records !== undefined) {
    problems.add(...under("", dnsRecordsProblems(records)), ...takenNameProblems(args, records));
  }
  for (const [key, firewall] of Object.entries(args.firewalls ?? {})) {
    problems.gather(keyPath("firewalls", key), () => settleOriginFirewall(name, firewall));
  }
  if (alerts !== undefined) {
    const watched = { ...alerts, poolIds: watchedPools(args) };
    problems.gather("alerts", () => settleHealthAlerts(name, watched), sharedArguments);
  }
  problems.throwIfAny(`ResilientSite "${name}"`);
  return blocks;
}

/** A block's own problems, under the path of its arguments. */
function under(path: string, problems: readonly Problem[]): Problem[] {
  return problems
    .filter((problem) => !sharedArguments.includes(problem.path))
    .map((problem) => withPrefix(path, problem));
}

function siteBlocks(args: ResilientSiteArgs): SiteBlocks {
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
    exactlyOne(args, ["firewalls", "existingSecurityGroupIds", "firewallManagedBy"]),
    exactlyOne(args, ["alerts", "alertsManagedBy"]),
    ...(["tlsManagedBy", "firewallManagedBy", "alertsManagedBy"] as const).map((path) =>
      args[path] === undefined || (typeof args[path] === "string" && args[path].trim() !== "")
        ? undefined
        : { path, rule: "say in words who does it", got: describeValue(args[path]) },
    ),
  ];
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
  const { accountId, zoneId, zoneName, hostname, plan } = args;
  return [
    ...idProblems("", { accountId, zoneId }),
    hostnameProblem("zoneName", zoneName),
    hostnameProblem("hostname", hostname),
    plan === undefined || Object.values(CloudflarePlan).includes(plan)
      ? undefined
      : {
          path: "plan",
          rule: `be one of ${Object.values(CloudflarePlan).join(", ")}`,
          got: describeValue(plan),
        },
  ];
}

function idProblems(
  path: string,
  ids: Readonly<Record<string, pulumi.Input<string>>>,
): (Problem | undefined)[] {
  const problems = new ProblemList();
  for (const [key, id] of Object.entries(ids)) {
    problems.checked(id, (known) =>
      cloudflareIdProblem(path === "" ? key : keyPath(path, key), known),
    );
  }
  return [...problems.problems];
}

/** The safety record takes the hostname; the API refuses a second one there. */
function takenNameProblems(args: ResilientSiteArgs, records: DnsRecordsArgs): Problem[] {
  const hostname = canonicalHostname(args.hostname);
  if (args.pools === undefined || args.safetyRecord === false) {
    return [];
  }
  return settleRecords(new ProblemList(), records)
    .records.filter(({ name }) => name === hostname)
    .map(({ path }) => ({
      path: `${path}.name`,
      rule: "not be the site's hostname, which has a safety record already",
      got: describeValue(args.hostname),
      wayOut: "Leave the record out, or set safetyRecord to false",
    }));
}

/** Stands for the pools before they exist; their ids come from the API itself. */
function watchedPools(args: ResilientSiteArgs): Record<string, pulumi.Input<string>> {
  return (
    args.existingPoolIds ??
    Object.fromEntries((args.pools ?? []).map(({ name }) => [name, pulumi.output(name)]))
  );
}
