import type * as pulumi from "@pulumi/pulumi";
import { canonicalHostname } from "../../core/hostnames";
import { isIpAddress } from "../internal/addresses";
import {
  poolDefaults,
  SteeringPolicy,
  weightRange,
  type CheckRegion,
  type OriginSteeringPolicy,
} from "../../facts/cloudflare/loadBalancing";
import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import type { OriginAddresses } from "./addresses";
import { resolveAffinity, type ResolvedAffinity } from "./resolveAffinity";
import type { FailoverLoadBalancerArgs, OriginArgs, PoolArgs } from "./args";
import type { ProbeSettings } from "./failover";
import { serves } from "./pools";
import type { ZoneOfNames } from "../internal/zoneNames";
import { healthDefaults, originPorts } from "./health";

/** A zone and its account; ids known later are behind their checks. */
export interface ResolvedZone {
  readonly accountId: pulumi.Input<string>;
  readonly zoneId: pulumi.Input<string>;
  /** The zone as other components of the program know it. */
  readonly zone: ZoneOfNames;
}

/** A hostname and where it stands. */
export interface ResolvedHostname extends ResolvedZone {
  /** In its canonical form. */
  readonly hostname: string;
}

/** A load balancer with nothing left open: defaults filled in, names and addresses in the API's spelling. */
export interface ResolvedLoadBalancer extends ResolvedHostname {
  readonly health: ResolvedHealth;
  /** All pools in failover order, drained ones included. */
  readonly pools: readonly ResolvedPool[];
  readonly steering: ResolvedSteering;
  readonly affinity: ResolvedAffinity | undefined;
  readonly safetyRecord: boolean;
}

/** A monitor with nothing left open. */
export interface ResolvedHealth extends ProbeSettings {
  readonly path: string;
  readonly expectedBody: string;
  readonly headers: Readonly<Record<string, pulumi.Input<string>>>;
  readonly port: number;
}

/** A pool with nothing left open. */
export interface ResolvedPool {
  readonly name: string;
  readonly serves: boolean;
  readonly minimumOrigins: number;
  readonly checkRegions: readonly CheckRegion[];
  readonly originSteering: OriginSteeringPolicy;
  readonly weight: number;
  readonly latitude: number | undefined;
  readonly longitude: number | undefined;
  /** Sorted by name, as the API answers. */
  readonly origins: readonly ResolvedOrigin[];
}

/** An origin with nothing left open. */
export interface ResolvedOrigin {
  readonly name: string;
  readonly address: pulumi.Input<string>;
  readonly hostHeader: string | undefined;
  readonly port: number | undefined;
  readonly weight: number;
  readonly isEnabled: boolean;
}

/** Steering with complete lists: every list ends with the serving pools that it did not name. */
export interface ResolvedSteering {
  readonly policy: SteeringPolicy;
  readonly regionPools: ReadonlyMap<string, readonly string[]>;
  readonly countryPools: ReadonlyMap<string, readonly string[]>;
  readonly popPools: ReadonlyMap<string, readonly string[]>;
}

/** What the checks hand on in place of the arguments' own values. */
export interface CheckedInputs {
  readonly balanced: ResolvedHostname;
  readonly addresses: OriginAddresses;
  readonly headers: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * Fills in the defaults of arguments that have passed the checks.
 * @param args - The component's arguments.
 * @param checked - The inputs that the checks gate.
 * @returns Values that say everything.
 */
export function resolveLoadBalancer(
  args: FailoverLoadBalancerArgs,
  checked: CheckedInputs,
): ResolvedLoadBalancer {
  return {
    ...checked.balanced,
    health: resolveHealth(args, checked.headers),
    pools: args.pools.map((pool) => resolvePool(args, pool, checked.addresses)),
    steering: resolveSteering(args),
    affinity: resolveAffinity(args),
    safetyRecord: args.safetyRecord ?? true,
  };
}

/**
 * The pools that get requests.
 * @param resolved - The load balancer.
 * @returns At least one, in failover order; the last is the pool of last resort.
 */
export function servingPools({ pools }: ResolvedLoadBalancer): readonly ResolvedPool[] {
  return pools.filter((pool) => pool.serves);
}

/**
 * The origins of a pool that get requests.
 * @param pool - The pool.
 * @returns At least one, sorted by name.
 */
export function servingOrigins({ origins }: ResolvedPool): readonly ResolvedOrigin[] {
  return origins.filter((origin) => origin.isEnabled && origin.weight > 0);
}

function resolveHealth(
  args: FailoverLoadBalancerArgs,
  headers: Readonly<Record<string, pulumi.Input<string>>>,
): ResolvedHealth {
  const { health } = args;
  return {
    path: health.path,
    intervalSeconds: health.intervalSeconds ?? healthDefaults.intervalSeconds,
    timeoutSeconds: health.timeoutSeconds ?? healthDefaults.timeoutSeconds,
    retries: health.retries ?? healthDefaults.retries,
    consecutiveDown: health.consecutiveDown ?? healthDefaults.consecutiveDown,
    consecutiveUp: health.consecutiveUp ?? healthDefaults.consecutiveUp,
    expectedCodes: health.expectedCodes ?? healthDefaults.expectedCodes,
    expectedBody: health.expectedBody ?? "",
    headers,
    port: health.port ?? originPorts(args)[0] ?? defaultHttpsPort,
  };
}

function resolvePool(
  { health }: FailoverLoadBalancerArgs,
  pool: PoolArgs,
  addresses: OriginAddresses,
): ResolvedPool {
  const regions = pool.checkRegions ?? health.checkRegions ?? healthDefaults.checkRegions;
  return {
    name: pool.name,
    serves: serves(pool),
    minimumOrigins: pool.minimumOrigins ?? poolDefaults.minimumOrigins,
    checkRegions: [...regions].sort(),
    originSteering: pool.originSteering ?? poolDefaults.originSteering,
    weight: pool.weight ?? weightRange.default,
    latitude: pool.latitude,
    longitude: pool.longitude,
    origins: Object.entries(pool.origins)
      .map(([name, origin]) =>
        resolveOrigin(name, origin, addresses.get(pool.name)?.get(name) ?? origin.address),
      )
      .sort((one, other) => (one.name < other.name ? -1 : 1)),
  };
}

function resolveOrigin(
  name: string,
  origin: OriginArgs,
  address: pulumi.Input<string>,
): ResolvedOrigin {
  return {
    name,
    address,
    hostHeader: origin.hostHeader === undefined ? undefined : canonicalHost(origin.hostHeader),
    port: origin.port,
    weight: origin.weight ?? weightRange.default,
    isEnabled: origin.drain !== true,
  };
}

function resolveSteering({ steering, pools }: FailoverLoadBalancerArgs): ResolvedSteering {
  const serving = pools.filter(serves).map((pool) => pool.name);
  const complete = (lists: Record<string, string[]> = {}): ReadonlyMap<string, readonly string[]> =>
    new Map(
      Object.entries(lists).map(([place, named]) => [
        place,
        [...new Set([...named.filter((pool) => serving.includes(pool)), ...serving])],
      ]),
    );
  return {
    policy: steering?.policy ?? SteeringPolicy.Off,
    regionPools: complete(steering?.regionPools),
    countryPools: complete(steering?.countryPools),
    popPools: complete(steering?.popPools),
  };
}

function canonicalHost(name: string): string {
  return isIpAddress(name) ? name : (canonicalHostname(name) ?? name);
}
