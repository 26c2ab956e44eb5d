import { unknownValue } from "../../core/known";
import { SteeringPolicy } from "../../facts/cloudflare/loadBalancing";
import type { LoadBalancerNode } from "../traffic/loadBalancers";
import { readPoolWeights, readSessions } from "../traffic/sessions";
import type { OriginContext } from "./declaredOrigins";
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

/** Policies that go by what a rehearsal on one machine does not have: distances, and the time that answers take to a place. */
const unmeasured: readonly string[] = [SteeringPolicy.DynamicLatency, SteeringPolicy.Proximity];

function noteUnrehearsed(
  { assumed, path: { hostname } }: OriginContext,
  { steering, groups }: LoadBalancerNode,
): void {
  if (steering !== unknownValue && unmeasured.includes(steering)) {
    assumed.note(
      `the steering ${steering} of ${hostname} is rehearsed as if the first pool was the nearest one`,
    );
  }
  for (const [kind, what] of [
    ["rule", "rules"],
    ["pop", "pools of single data centers"],
  ] as const) {
    if (groups.some((group) => group.kind === kind)) {
      assumed.note(`the ${what} of the load balancer of ${hostname} are not rehearsed`);
    }
  }
}

function howItFailsOver(
  { assumed, path }: OriginContext,
  { resource, failsOverAcrossPools }: LoadBalancerNode,
): Pick<
  DeclaredLoadBalancer,
  | "failoverAcrossPools"
  | "sessionAffinity"
  | "sessionSeconds"
  | "affinityHeaders"
  | "zeroDowntimeFailover"
  | "drainDurationSeconds"
> {
  const { affinity, ttlSeconds, headers, zeroDowntimeFailover, drainSeconds } =
    readSessions(resource);
  const looked = headers === unknownValue ? [] : headers;
  const of = `of the load balancer of ${path.hostname}`;
  return {
    failoverAcrossPools: assumed.flag(failsOverAcrossPools, false, `adaptive routing ${of}`),
    sessionAffinity: assumed.value(affinity, "none", `session affinity ${of}`),
    sessionSeconds: typeof ttlSeconds === "number" ? ttlSeconds : undefined,
    affinityHeaders: looked
      .filter((name) => typeof name === "string")
      .map((name) => name.toLowerCase()),
    zeroDowntimeFailover: assumed.value(
      zeroDowntimeFailover,
      "none",
      `zero-downtime failover ${of}`,
    ),
    drainDurationSeconds: assumed.value(drainSeconds, 0, `the time of draining ${of}`),
  };
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
