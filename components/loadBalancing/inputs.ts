import * as pulumi from "@pulumi/pulumi";
import type { LoadBalancerArgs } from "@pulumi/cloudflare/loadBalancer";
import type { LoadBalancerMonitorArgs } from "@pulumi/cloudflare/loadBalancerMonitor";
import type { LoadBalancerPoolArgs } from "@pulumi/cloudflare/loadBalancerPool";
import type { input } from "@pulumi/cloudflare/types";
import { mapEntries } from "../../core/entries";
import { withOwnKeys } from "../internal/ownKeys";
import {
  poolDefaults,
  SessionAffinity,
  weightedSteeringPolicies,
  weightRange,
} from "../../facts/cloudflare/loadBalancing";
import { monitorDefaults, MonitorType } from "../../facts/cloudflare/monitors";
import { poolName } from "./poolNames";
import {
  servingPools,
  type ResolvedLoadBalancer,
  type ResolvedOrigin,
  type ResolvedPool,
} from "./resolve";

/*
 * What is sent says all that the API would fill in, sorted as the API answers, and leaves out what it would answer
 * differently (port 0, empty objects): each of these is a difference that returns in every preview.
 */

/**
 * The monitor: an HTTPS request that only a 2xx passes, with the Host header and the zone's settings of real requests.
 * @param resolved - The load balancer.
 * @returns The resource's inputs.
 */
export function monitorInputs({
  accountId,
  zone,
  hostname,
  health,
}: ResolvedLoadBalancer): LoadBalancerMonitorArgs {
  return {
    accountId,
    description: `Health of ${hostname}`,
    type: MonitorType.Https,
    method: monitorDefaults.method,
    path: health.path,
    port: health.port,
    header: withOwnKeys({ Host: [hostname], ...probeHeaders(health.headers) }),
    expectedCodes: health.expectedCodes,
    expectedBody: health.expectedBody,
    interval: health.intervalSeconds,
    timeout: health.timeoutSeconds,
    retries: health.retries,
    consecutiveDown: health.consecutiveDown,
    consecutiveUp: health.consecutiveUp,
    probeZone: zone.name,
    followRedirects: false,
    allowInsecure: false,
  };
}

function probeHeaders(
  headers: Readonly<Record<string, pulumi.Input<string>>>,
): Record<string, pulumi.Input<string>[]> {
  return mapEntries(headers, (content) => [content]);
}

/**
 * One pool. It is always enabled: a drained one is left out of the load balancer instead, see `loadBalancerInputs`.
 * @param resolved - The load balancer.
 * @param pool - One of its pools.
 * @param monitor - The monitor's id.
 * @returns The resource's inputs.
 */
export function poolInputs(
  { accountId, hostname }: ResolvedLoadBalancer,
  pool: ResolvedPool,
  monitor: pulumi.Input<string>,
): LoadBalancerPoolArgs {
  return {
    accountId,
    name: poolName(hostname, pool.name),
    description: `Pool ${pool.name} of ${hostname}`,
    enabled: true,
    minimumOrigins: pool.minimumOrigins,
    monitor,
    checkRegions: [...pool.checkRegions],
    originSteering: { policy: pool.originSteering },
    loadShedding: poolDefaults.loadShedding,
    ...(pool.latitude === undefined ? {} : { latitude: pool.latitude, longitude: pool.longitude }),
    origins: pool.origins.map(originInputs),
  };
}

function originInputs(origin: ResolvedOrigin): input.LoadBalancerPoolOrigin {
  return {
    name: origin.name,
    address: origin.address,
    enabled: origin.isEnabled,
    weight: origin.weight,
    ...(origin.port === undefined ? {} : { port: origin.port }),
    ...(origin.hostHeader === undefined ? {} : { header: { hosts: [origin.hostHeader] } }),
  };
}

/**
 * The load balancer. Which pools serve is said here and nowhere else, so that it changes in one call.
 *
 * The engine updates pools before the load balancer that refers to them, and deletes pools after it. If draining
 * disabled the pool, the pool of last resort would be disabled while the load balancer still sent requests there,
 * and exchanging a drained pool for a serving one could leave a moment with both disabled. Instead every pool that
 * exists is enabled and has an enabled origin, at every moment; a call changes what serves from one such set to
 * another.
 * @param resolved - The load balancer.
 * @param poolIds - The id of each pool, by its name.
 * @returns The resource's inputs.
 */
export function loadBalancerInputs(
  resolved: ResolvedLoadBalancer,
  poolIds: ReadonlyMap<string, pulumi.Output<string>>,
): LoadBalancerArgs {
  const serving = idsOf(
    servingPools(resolved).map((pool) => pool.name),
    poolIds,
  );
  return {
    zoneId: resolved.zoneId,
    name: resolved.hostname,
    description: `Failover of ${resolved.hostname}`,
    enabled: true,
    proxied: true,
    defaultPools: serving,
    fallbackPool: lastOf(serving),
    adaptiveRouting: { failoverAcrossPools: true },
    ...steeringInputs(resolved, poolIds),
    ...affinityInputs(resolved),
  };
}

function steeringInputs(
  resolved: ResolvedLoadBalancer,
  poolIds: ReadonlyMap<string, pulumi.Output<string>>,
): Partial<LoadBalancerArgs> {
  const { policy, ...lists } = resolved.steering;
  const filled = Object.entries(lists).filter(([, byPlace]) => byPlace.size > 0);
  return {
    steeringPolicy: policy,
    ...Object.fromEntries(
      filled.map(([list, byPlace]) => [
        list,
        Object.fromEntries([...byPlace].map(([place, pools]) => [place, idsOf(pools, poolIds)])),
      ]),
    ),
    ...(weightedSteeringPolicies.includes(policy)
      ? {
          randomSteering: {
            defaultWeight: weightRange.default,
            poolWeights: poolWeights(resolved, poolIds),
          },
        }
      : {}),
  };
}

/** The weight of every serving pool: what an update leaves out goes back to the default. */
function poolWeights(
  resolved: ResolvedLoadBalancer,
  poolIds: ReadonlyMap<string, pulumi.Output<string>>,
): pulumi.Output<Record<string, number>> {
  const serving = servingPools(resolved);
  return pulumi
    .all(
      idsOf(
        serving.map((pool) => pool.name),
        poolIds,
      ),
    )
    .apply((ids) =>
      Object.fromEntries(
        ids.map((id, index) => [id, serving[index]?.weight ?? weightRange.default]),
      ),
    );
}

function affinityInputs({ affinity }: ResolvedLoadBalancer): Partial<LoadBalancerArgs> {
  if (affinity === undefined) {
    return { sessionAffinity: SessionAffinity.None };
  }
  return {
    sessionAffinity: affinity.type,
    sessionAffinityTtl: affinity.ttlSeconds,
    sessionAffinityAttributes: {
      drainDuration: affinity.drainSeconds,
      requireAllHeaders: affinity.requireAllHeaders,
      samesite: affinity.sameSite,
      secure: affinity.secure,
      zeroDowntimeFailover: affinity.zeroDowntimeFailover,
      ...(affinity.type === SessionAffinity.Header ? { headers: [...affinity.headers] } : {}),
    },
  };
}

function idsOf(
  pools: readonly string[],
  poolIds: ReadonlyMap<string, pulumi.Output<string>>,
): pulumi.Output<string>[] {
  return pools.flatMap((pool) => poolIds.get(pool) ?? []);
}

function lastOf(ids: readonly pulumi.Output<string>[]): pulumi.Output<string> {
  return ids[ids.length - 1] as pulumi.Output<string>;
}
