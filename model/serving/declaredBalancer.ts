import { unknownValue } from "../../core/known";
import { CookieSameSite, CookieSecure, SteeringPolicy } from "../../facts/cloudflare/loadBalancing";
import { zoneOfPath } from "../traffic/answering";
import type { LoadBalancerNode } from "../traffic/loadBalancers";
import { readPoolWeights, readSessions, type Sessions } from "../traffic/sessions";
import { declaredOverrides } from "./declaredOverrides";
import type { OriginContext } from "./originContext";
import { DeclaredPools } from "./declaredPools";
import type { DeclaredLoadBalancer, DeclaredPool } from "./declaredSite";

/**
 * Reads a load balancer, every reference followed.
 * @param context - The site.
 * @param node - The load balancer.
 * @returns The load balancer; undefined where it is switched off, or no pool of it is in the plan.
 */
export function declaredBalancer(
  context: OriginContext,
  node: LoadBalancerNode,
): DeclaredLoadBalancer | undefined {
  const { assumed, path } = context;
  if (!assumed.flag(node.enabled, true, `whether the load balancer of ${path.hostname} is on`)) {
    return undefined;
  }
  const read = new DeclaredPools(context);
  const declared = balancerOf(context, node, read);
  const overrides = declaredOverrides(context, node, (ruled) => balancerOf(context, ruled, read));
  return declared && { ...declared, ...(overrides.length === 0 ? {} : { overrides }) };
}

function balancerOf(
  context: OriginContext,
  node: LoadBalancerNode,
  read: DeclaredPools,
): DeclaredLoadBalancer | undefined {
  const { assumed, path } = context;
  const pools = read.of(node.groups.find(({ kind }) => kind === "default")?.pools.all ?? []);
  noteUnrehearsed(context, node);
  const fallbackPool = read.at(node.fallback) ?? pools.at(-1);
  if (fallbackPool === undefined) {
    return undefined;
  }
  return {
    steeringPolicy: assumed.value(node.steering, "", `how ${path.hostname} is steered`),
    pools,
    regionPools: placed(node, "region", read),
    countryPools: placed(node, "country", read),
    poolWeights: weightsOf(context, node, read),
    fallbackPool,
    ...howItFailsOver(context, node),
  };
}

function noteUnrehearsed(
  { assumed, path: { hostname } }: OriginContext,
  { steering, groups }: LoadBalancerNode,
): void {
  if (steering === SteeringPolicy.DynamicLatency) {
    assumed.note(
      `the steering of ${hostname} goes by how long probes take on this machine, where all pools are near: it tells them apart only while a fault makes one slow`,
    );
  }
  if (groups.some(({ kind }) => kind === "pop")) {
    assumed.note(
      `the pools of single data centers of the load balancer of ${hostname} are not rehearsed`,
    );
  }
}

function howItFailsOver(
  context: OriginContext,
  { resource, failsOverAcrossPools }: LoadBalancerNode,
): Pick<
  DeclaredLoadBalancer,
  | "failoverAcrossPools"
  | "sessionAffinity"
  | "sessionSeconds"
  | "affinityHeaders"
  | "requiresAllHeaders"
  | "cookieAttributes"
  | "zeroDowntimeFailover"
  | "drainDurationSeconds"
> {
  const { assumed, path } = context;
  const sessions = readSessions(resource);
  const { affinity, ttlSeconds, headers, zeroDowntimeFailover, drainSeconds } = sessions;
  const looked = headers === unknownValue ? [] : headers;
  const of = `of the load balancer of ${path.hostname}`;
  return {
    failoverAcrossPools: assumed.flag(failsOverAcrossPools, false, `adaptive routing ${of}`),
    sessionAffinity: assumed.value(affinity, "none", `session affinity ${of}`),
    sessionSeconds: typeof ttlSeconds === "number" ? ttlSeconds : undefined,
    affinityHeaders: looked
      .filter((name) => typeof name === "string")
      .map((name) => (name.startsWith("cookie:") ? name : name.toLowerCase())),
    requiresAllHeaders: assumed.flag(
      sessions.requiresAllHeaders,
      false,
      `whether sessions ${of} need all headers`,
    ),
    cookieAttributes: cookieAttributes(context, sessions),
    zeroDowntimeFailover: assumed.value(
      zeroDowntimeFailover,
      "none",
      `zero-downtime failover ${of}`,
    ),
    drainDurationSeconds: assumed.value(drainSeconds, 0, `the time of draining ${of}`),
  };
}

/** Source: Cloudflare API reference, load_balancers, `session_affinity_attributes` (what `Auto` is). */
function cookieAttributes(
  { assumed, model, path }: OriginContext,
  { sameSite = CookieSameSite.Auto, secure = CookieSecure.Auto }: Sessions,
): string[] {
  const zone = zoneOfPath(path);
  const isHttps = model.tls.find((each) => each.zone === zone)?.alwaysHttps === "yes";
  const what = `an attribute of the session cookie of ${path.hostname}`;
  const site = assumed.value<string>(sameSite, CookieSameSite.Auto, what);
  const isSecure = assumed.value<string>(secure, CookieSecure.Auto, what);
  const usual = isHttps ? CookieSameSite.None : CookieSameSite.Lax;
  return [
    `SameSite=${site === CookieSameSite.Auto ? usual : site}`,
    ...(isSecure === CookieSecure.Always || (isSecure === CookieSecure.Auto && isHttps)
      ? ["Secure"]
      : []),
  ];
}

function placed(
  { groups }: LoadBalancerNode,
  kind: "region" | "country",
  read: DeclaredPools,
): Record<string, DeclaredPool[]> {
  const own = groups.filter((group) => group.kind === kind && group.key !== "");
  return Object.fromEntries(own.map(({ key, pools }) => [key, read.of(pools.all)]));
}

/** By the names of pools, where the program gives them by their ids. */
function weightsOf(
  { assumed, path }: OriginContext,
  { resource, targets }: LoadBalancerNode,
  read: DeclaredPools,
): Record<string, number> {
  const weights = readPoolWeights(resource);
  return Object.fromEntries(
    targets.flatMap((target) => {
      const pool = read.at(target);
      const own = target.id === undefined ? undefined : weights.of(target.id);
      const what = `the weights of the pools of ${path.hostname}`;
      return pool === undefined ? [] : [[pool.name, assumed.value(own ?? weights.usual, 1, what)]];
    }),
  );
}
