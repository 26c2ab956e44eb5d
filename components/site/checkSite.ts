import { mapEntries } from "../../core/entries";
import { keyPath } from "../../core/paths";
import { cloudflareIdExample } from "../../facts/cloudflare/ids";
import { resolveHealthAlerts, type ResolvedAlerts } from "../alerts/resolve";
import { checkAlertChoices } from "../alerts/validate";
import { withPrefix, type ProblemList } from "../internal/checked";
import { checkedIds, cloudflareIdProblem, poolIdWayOut } from "../internal/ids";
import { secondOwnerProblem, settingsOfZone } from "../internal/singletons";
import { handOver } from "../internal/validation";
import type { FailoverLoadBalancerArgs } from "../loadBalancing";
import { checkHostname, checkLoadBalancer } from "../loadBalancing/validate";
import { checkTlsSettings } from "../tls/validate";
import { checkOrigins, type CheckedOrigins } from "./albs";
import type { ResilientSiteArgs } from "./args";
import { exclusiveArgProblems } from "./exclusiveArgs";
import { namedPools, unnamedProblems } from "./poolNames";
import type { IdsByKey, ResolvedSite } from "./resolve";
import { checkSecurityGroups } from "./securityGroups";
import type { SharedBySites } from "./sites";

/**
 * Checks what goes together in one site: every block's own rules, and those between blocks that need no other site.
 * @param problems - Takes what is wrong.
 * @param args - The site's arguments, of which each holds its schema.
 * @param shared - What all sites of the zone have in common.
 * @returns Resolves the site; to be called where nothing is wrong.
 */
export function checkSite(
  problems: ProblemList,
  args: ResilientSiteArgs,
  shared: SharedBySites,
): () => ResolvedSite {
  problems.add(...exclusiveArgProblems(args), ...unnamedProblems(args.pools ?? []));
  const hostname = checkHostname(problems, args, shared);
  const existingPoolIds = checkPoolIds(problems, args.existingPoolIds ?? {});
  const origins = checkOrigins(problems, args, shared);
  const balanced = loadBalancerArgs(args, origins);
  const loadBalancer = balanced && checkLoadBalancer(problems, balanced, hostname);
  const tls = args.tlsManagedBy === undefined ? checkTls(problems, args, shared) : undefined;
  const alerts = checkAlerts(problems, args, shared);
  const securityGroupIds = checkSecurityGroups(problems, args.existingSecurityGroupIds ?? {});
  return () => ({
    ...{ hostname: hostname.hostname, existingPoolIds, securityGroupIds },
    loadBalancer: balanced && loadBalancer && handOver(balanced, loadBalancer()),
    tls: tls && handOver({ ...args.tls, zoneId: shared.zone.id, plan: args.plan }, tls()),
    alerts: alerts?.(),
    albs: origins.resolveAlbs(),
  });
}

function checkTls(
  problems: ProblemList,
  { tls = {}, plan }: ResilientSiteArgs,
  { zoneId }: SharedBySites,
): ReturnType<typeof checkTlsSettings> {
  problems.add(secondOwnerProblem(settingsOfZone(zoneId)));
  return problems.within(
    (problem) => withPrefix("tls", problem),
    (own) => checkTlsSettings(own, tls, { zoneId, plan }),
  );
}

function checkAlerts(
  problems: ProblemList,
  args: ResilientSiteArgs,
  { accountId }: SharedBySites,
): (() => ResolvedAlerts) | undefined {
  if (args.alerts === undefined) {
    return undefined;
  }
  const { plan, alerts } = args;
  // Without a filter by pool: from every site of an account would come a mail of its own about each origin of all.
  const { passiveOriginMonitoring = false } = alerts;
  const choices = { ...alerts, passiveOriginMonitoring };
  const poolIds = watchedPools(args);
  const receivers = problems.within(
    (problem) => withPrefix("alerts", problem),
    (own) => checkAlertChoices(own, choices, { plan, poolIds }),
  );
  return () => resolveHealthAlerts(choices, { accountId, poolIds, receivers });
}

/** Stands for the pools, whose ids are known later or have been checked. */
function watchedPools(args: ResilientSiteArgs): IdsByKey | undefined {
  const names = args.existingPoolIds
    ? Object.keys(args.existingPoolIds)
    : namedPools(args.pools ?? []).map((pool) => pool.name);
  return names.length === 0
    ? undefined
    : Object.fromEntries(names.map((key) => [key, cloudflareIdExample]));
}

function checkPoolIds(problems: ProblemList, ids: IdsByKey): IdsByKey {
  return mapEntries(ids, (id, key) =>
    checkedIds(problems, id, (known) =>
      cloudflareIdProblem(keyPath("existingPoolIds", key), known, poolIdWayOut),
    ),
  );
}

/** The load balancer's arguments, which the site's own must not reach; undefined where none is made here. */
function loadBalancerArgs(
  args: ResilientSiteArgs,
  { pools, health }: CheckedOrigins,
): FailoverLoadBalancerArgs | undefined {
  return args.pools && health
    ? {
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
        pools: [...pools],
        health,
      }
    : undefined;
}
