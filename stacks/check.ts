import * as pulumi from "@pulumi/pulumi";
import { validateHealthAlerts } from "../components/alerts/validate";
import { dnsRecordsProblems } from "../components/dns/settle";
import { canonicalHostname, zoneNameProblem } from "../components/internal/hostnames";
import { distinctProblems, ProblemList, withPrefix } from "../components/internal/checked";
import { cloudflareIdProblem } from "../components/internal/ids";
import { keyPath } from "../core/paths";
import { settleOriginFirewall } from "../components/originFirewall/check";
import { checkResilientSite } from "../components/site/check";
import { leadProblems, type PlacedSite } from "../components/site/leads";
import { delegationProblems } from "../components/site/delegations";
import { DeclaredNames } from "../components/site/names";
import { roomProblem } from "../components/site/quota";
import { shutProblems } from "../components/site/reach";
import { strictTlsProblems } from "../components/tls/settings";
import { idPrefixes } from "../facts/aws/ids";
import { cloudflareIdExample } from "../facts/cloudflare/ids";
import { CloudflarePlan, planLimits } from "../facts/cloudflare/plans";
import { cloudflareRanges } from "../facts/cloudflare/ranges";
import { describeValue, type Problem } from "../core/problem";
import { componentName, firewallArgs, recordsArgs, siteArgs, tlsArgs } from "./blocks";
import type { Environment } from "./environment";

/** Where the environment has what it gives to every component alike. */
const sharedPaths: ReadonlyMap<string, string> = new Map([
  ["accountId", "account.id"],
  ["zoneId", "zone.id"],
  ["zoneName", "zone.name"],
  ["plan", "zone.plan"],
  ["trafficSteeringAddOn", "account.trafficSteeringAddOn"],
  ["usesArgoOrTieredCache", "zone.usesArgoOrTieredCache"],
  ["retiredAddresses", "retiredAddresses"],
  ["firewallManagedBy", "firewallManagedBy"],
]);

/** Takes the place of a security group's ID. */
const groupKnownLater = `${idPrefixes.securityGroup}-00000000`;

/** Takes the place of the published ranges, which are asked for when there is nothing left to refuse. */
const rangesKnownLater = pulumi.output({
  ipv4Cidrs: [...cloudflareRanges.ipv4],
  ipv6Cidrs: [...cloudflareRanges.ipv6],
});

/** The text of a secret of the configuration; undefined where it is not set. */
export type SecretText = (name: string) => string | undefined;

/**
 * Checks what stands together in an environment, with the components' own checks.
 * @param stack - The stack's name.
 * @param environment - An environment of the right shape.
 * @param secretText - The secrets that it may name.
 * @returns Every problem, with paths in the environment; none shows a secret.
 */
export function environmentProblems(
  stack: string,
  environment: Environment,
  secretText: SecretText,
): readonly Problem[] {
  const records = recordsArgs(environment);
  const names = new DeclaredNames(records);
  return distinctProblems([
    ...choiceProblems(environment),
    ...quotaProblems(environment),
    ...zoneProblems(environment),
    ...(records ? dnsRecordsProblems(records).map((one) => under("", one)) : []),
    ...recordRoomProblems(environment),
    ...firewallProblems(environment),
    ...siteProblems(stack, environment),
    ...reachProblems(environment),
    ...hostnameProblems(environment, names),
    ...leadProblems(placedSites(environment), names),
    ...alertProblems(environment, secretText),
  ]);
}

/** A component's problem at its place in the environment. */
function under(path: string, problem: Problem): Problem {
  const [root = ""] = /^[^.[]*/.exec(problem.path) ?? [];
  const shared = sharedPaths.get(root);
  return shared === undefined
    ? withPrefix(path, problem)
    : { ...problem, path: `${shared}${problem.path.slice(root.length)}` };
}

/** The account, the zone and its settings, whatever else there is. */
function zoneProblems(environment: Environment): Problem[] {
  const { account, zone } = environment;
  const tls = tlsArgs(environment) ?? { zoneId: zone.id, plan: zone.plan };
  return [
    cloudflareIdProblem("account.id", account.id),
    zoneNameProblem("zone.name", zone.name),
    ...strictTlsProblems(tls).map((one) => under("tls", one)),
  ].filter((problem) => problem !== undefined);
}

function firewallProblems(environment: Environment): readonly Problem[] {
  const problems = new ProblemList();
  for (const [key, args] of Object.entries(firewallArgs(environment, () => rangesKnownLater))) {
    problems.gather(keyPath("firewalls", key), () => settleOriginFirewall(key, args));
  }
  return problems.problems;
}

function siteProblems(stack: string, environment: Environment): readonly Problem[] {
  const groupIds = { known: [groupKnownLater] };
  return Object.entries(siteArgs(environment, groupIds)).flatMap(([key, args]) => {
    const site = new ProblemList();
    site.gather("", () => checkResilientSite(componentName(stack, key), args));
    return site.problems.map((one) => under(keyPath("sites", key), one));
  });
}

/** Ports and addresses of sites that the environment's firewalls keep shut. */
function reachProblems({ sites = {}, firewalls = {} }: Environment): readonly Problem[] {
  return Object.entries(sites).flatMap(([key, site]) =>
    shutProblems(keyPath("sites", key), site, Object.values(firewalls)),
  );
}

function placedSites({ sites = {} }: Environment): readonly PlacedSite[] {
  return Object.entries(sites).map(([key, { hostname, pools }]) => ({
    path: keyPath("sites", key),
    hostname,
    pools,
  }));
}

function choiceProblems(environment: Environment): Problem[] {
  const { zone, tls, sites = {}, firewalls, firewallManagedBy, alerts } = environment;
  const hasSites = Object.keys(sites).length > 0;
  const isEmpty = firewalls !== undefined && Object.keys(firewalls).length === 0;
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
    ...(hasSites && isEmpty && given === 1
      ? [{ path: "firewalls", rule: "have at least one entry", got: "{}" }]
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

function recordRoomProblems({ zone, records = {}, sites = {} }: Environment): Problem[] {
  const safetyRecords = Object.values(sites).filter((site) => site.safetyRecord !== false).length;
  const count = { plan: zone.plan, records: Object.keys(records).length, safetyRecords };
  const problem = roomProblem(count);
  return problem === undefined ? [] : [problem];
}

/** Two sites cannot balance one hostname, nor can a record stand where a site has its safety record, or delegate its name. */
function hostnameProblems(environment: Environment, names: DeclaredNames): Problem[] {
  const taken = new Map<string, string>();
  return Object.entries(environment.sites ?? {}).flatMap(([key, { hostname, safetyRecord }]) => {
    const path = `${keyPath("sites", key)}.hostname`;
    const name = canonicalHostname(hostname) ?? hostname;
    const twin = taken.get(name);
    taken.set(name, twin ?? path);
    const beneath = safetyRecord !== false ? names.beneath(hostname) : [];
    const others = [...(twin === undefined ? [] : [twin]), ...beneath.map((one) => one.namePath)];
    return [
      ...others.map((other) => ({
        path,
        rule: `differ from ${other}`,
        got: describeValue(hostname),
      })),
      ...delegationProblems(path, hostname, names),
    ];
  });
}

/** Whom to tell; the secrets that are named are checked at once, and their problems stand at their own names. */
function alertProblems(
  { account, zone, alerts, sites = {} }: Environment,
  secretText: SecretText,
): readonly Problem[] {
  if (alerts === undefined) {
    return [];
  }
  const named = new Map<string, string>();
  const text = (path: string, name: string): string => {
    named.set(path, `steady-edge:${name}`);
    return secretText(name) ?? soundUrl;
  };
  const webhooks = Object.entries(alerts.webhooks ?? {}).map(
    ([key, { urlConfigKey, secretConfigKey }]) => {
      const path = keyPath("webhooks", key);
      const url = text(`${path}.url`, urlConfigKey);
      const secret = secretConfigKey && text(`${path}.secret`, secretConfigKey);
      return [key, { url, secret }] as const;
    },
  );
  const poolIds = Object.keys(sites).map((key) => [key, cloudflareIdExample] as const);
  const args = {
    ...{ accountId: account.id, plan: zone.plan, ...alerts },
    webhooks: Object.fromEntries(webhooks),
    poolIds: poolIds.length > 0 ? Object.fromEntries(poolIds) : undefined,
  };
  return validateHealthAlerts(args, "").problems.map((one) => {
    const name = named.get(one.path);
    return name === undefined ? under("alerts", one) : { ...one, path: name };
  });
}

/** Stands for a secret that is not set, which is a problem of its own. */
const soundUrl = "https://example.com/";
