import * as pulumi from "@pulumi/pulumi";
import { settleHealthAlerts } from "../components/alerts/check";
import { dnsRecordsProblems, settleRecords } from "../components/dns/settle";
import { canonicalHostname } from "../components/internal/addresses";
import { ProblemList, withPrefix } from "../components/internal/checked";
import { keyPath } from "../components/internal/paths";
import { settleOriginFirewall } from "../components/originFirewall/check";
import { checkResilientSite } from "../components/site/check";
import { strictTlsProblems } from "../components/tls/settings";
import { CloudflarePlan, planLimits } from "../facts/cloudflare/plans";
import { describeValue, type Problem } from "../facts/problem";
import { componentName, firewallArgs, recordsArgs, siteArgs, tlsArgs } from "./blocks";
import type { Environment } from "./environment";

/** Where the environment has what it gives to every component alike. */
const sharedPaths: Readonly<Record<string, string>> = {
  accountId: "account.id",
  zoneId: "zone.id",
  zoneName: "zone.name",
  plan: "zone.plan",
  trafficSteeringAddOn: "account.trafficSteeringAddOn",
  usesArgoOrTieredCache: "zone.usesArgoOrTieredCache",
};

/** Takes the place of an ID that is known only when it was made. */
const knownLater = pulumi.output("known later");

/**
 * Checks what stands together in an environment, with the components' own checks.
 * @param stack - The stack's name.
 * @param environment - An environment of the right shape.
 * @returns Every problem, with paths in the environment.
 */
export function environmentProblems(stack: string, environment: Environment): readonly Problem[] {
  const problems = new ProblemList();
  const tls = tlsArgs(environment);
  const records = recordsArgs(environment);
  problems.add(...choiceProblems(environment), ...quotaProblems(environment));
  problems.add(
    ...strictTlsProblems(tls ?? { zoneId: environment.zone.id }).map((one) => under("tls", one)),
    ...(records ? dnsRecordsProblems(records).map((one) => under("", one)) : []),
  );
  for (const [key, args] of Object.entries(firewallArgs(environment))) {
    problems.gather(keyPath("firewalls", key), () => settleOriginFirewall(key, args));
  }
  const groupIds = Object.fromEntries(
    Object.keys(environment.firewalls ?? {}).map((key) => [key, knownLater.apply((id) => [id])]),
  );
  for (const [key, args] of Object.entries(siteArgs(environment, groupIds))) {
    const site = new ProblemList();
    site.gather("", () => checkResilientSite(componentName(stack, key), args));
    problems.add(...site.problems.map((one) => under(keyPath("sites", key), one)));
  }
  problems.add(...hostnameProblems(environment), ...alertProblems(stack, environment));
  return distinct(problems.problems);
}

/** A component's problem at its place in the environment. */
function under(path: string, problem: Problem): Problem {
  const shared = sharedPaths[problem.path];
  return shared === undefined ? withPrefix(path, problem) : { ...problem, path: shared };
}

/** Blocks that are given a wrong zone each say so; the user need read it only once. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ path, rule }) => {
    const line = `${path} ${rule}`;
    return seen.has(line) ? false : seen.add(line);
  });
}

function choiceProblems(environment: Environment): Problem[] {
  const { zone, tls, sites = {}, firewalls, firewallManagedBy, alerts } = environment;
  const hasSites = Object.keys(sites).length > 0;
  const given = [firewalls, firewallManagedBy].filter((choice) => choice !== undefined).length;
  return [
    ...(tls !== undefined && !zone.ownsSettings
      ? [{ path: "tls", rule: "be left out where zone.ownsSettings is false", got: "settings" }]
      : []),
    ...(hasSites && given !== 1
      ? [
          {
            path: "firewalls",
            rule: "be given, or firewallManagedBy in its place: exactly one of them",
            got: given === 0 ? "none" : "both",
          },
        ]
      : []),
    ...(hasSites && alerts === undefined
      ? [{ path: "alerts", rule: "name who is told when a pool fails", got: "nothing" }]
      : []),
  ];
}

/** Quotas that only all sites together can exceed. */
function quotaProblems({ zone, sites = {} }: Environment): Problem[] {
  const limits = planLimits[zone.plan ?? CloudflarePlan.Free];
  const pools = Object.values(sites).flatMap((site) => site.pools);
  const endpoints = pools.flatMap((pool) => Object.keys(pool.origins));
  const counts = [
    { noun: "load balancers", count: Object.keys(sites).length, limit: limits.loadBalancers },
    { noun: "pools", count: pools.length, limit: limits.pools },
    { noun: "origins", count: endpoints.length, limit: limits.endpoints },
  ];
  return counts
    .filter(({ count, limit }) => count > limit)
    .map(({ noun, count, limit }) => ({
      path: "sites",
      rule: `have at most ${limit} ${noun} together on this plan`,
      got: `${count}`,
    }));
}

/** No two blocks may declare one name. */
function hostnameProblems(environment: Environment): Problem[] {
  const records = recordsArgs(environment);
  const taken = new Map<string, string>();
  for (const { name, path } of records ? settleRecords(new ProblemList(), records).records : []) {
    taken.set(name, `${path}.name`);
  }
  return Object.entries(environment.sites ?? {}).flatMap(([key, { hostname, safetyRecord }]) => {
    const name = canonicalHostname(hostname);
    const path = `${keyPath("sites", key)}.hostname`;
    const other = name === undefined ? undefined : taken.get(name);
    if (name !== undefined) {
      taken.set(name, path);
    }
    return other === undefined || (safetyRecord === false && !other.startsWith("sites"))
      ? []
      : [{ path, rule: `differ from ${other}`, got: describeValue(hostname) }];
  });
}

function alertProblems(stack: string, environment: Environment): readonly Problem[] {
  const { account, zone, alerts, sites = {} } = environment;
  if (alerts === undefined) {
    return [];
  }
  const problems = new ProblemList();
  const later = (keys: Readonly<Record<string, unknown>>): Record<string, pulumi.Output<string>> =>
    Object.fromEntries(Object.keys(keys).map((key) => [key, knownLater]));
  const webhooks = Object.fromEntries(
    Object.keys(alerts.webhooks ?? {}).map((key) => [key, { url: knownLater }]),
  );
  const poolIds = Object.keys(sites).length > 0 ? later(sites) : undefined;
  const args = { accountId: account.id, plan: zone.plan, ...alerts, webhooks, poolIds };
  problems.gather("", () => settleHealthAlerts(stack, args));
  return problems.problems.map((one) => under("alerts", one));
}
