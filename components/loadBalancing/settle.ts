import type * as pulumi from "@pulumi/pulumi";
import { canonicalHostname, isIpAddress } from "../internal/addresses";
import {
  poolDefaults,
  SteeringPolicy,
  weightRange,
  type CheckRegion,
  type OriginSteeringPolicy,
} from "../../facts/cloudflare/loadBalancing";
import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import type { OriginAddresses } from "./addresses";
import { settleAffinity, type SettledAffinity } from "./affinity";
import type { FailoverLoadBalancerArgs, OriginArgs, PoolArgs } from "./args";
import { serves } from "./checkPools";
import type { ZoneOfNames } from "../internal/zoneNames";
import { healthDefaults, originPorts } from "./health";

/** A load balancer with nothing left open: defaults filled in, names and addresses in the API's spelling. */
export interface SettledLoadBalancer {
  readonly accountId: pulumi.Input<string>;
  readonly zoneId: pulumi.Input<string>;
  readonly zoneName: string;
  /** The zone as other components of the program know it. */
  readonly zone: ZoneOfNames;
  readonly hostname: string;
  readonly health: SettledHealth;
  /** All pools in failover order, drained ones included. */
  readonly pools: readonly SettledPool[];
  readonly steering: SettledSteering;
  readonly affinity: SettledAffinity | undefined;
  readonly safetyRecord: boolean;
}

/** A monitor with nothing left open. */
export interface SettledHealth {
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly consecutiveDown: number;
  readonly consecutiveUp: number;
  readonly expectedCodes: string;
  readonly expectedBody: string;
  readonly headers: Record<string, pulumi.Input<string>>;
  readonly port: number;
}

/** A pool with nothing left open. */
export interface SettledPool {
  readonly name: string;
  readonly serves: boolean;
  readonly minimumOrigins: number;
  readonly checkRegions: readonly CheckRegion[];
  readonly originSteering: OriginSteeringPolicy;
  readonly weight: number;
  readonly latitude: number | undefined;
  readonly longitude: number | undefined;
  /** Sorted by name, as the API answers. */
  readonly origins: readonly SettledOrigin[];
}

/** An origin with nothing left open. */
export interface SettledOrigin {
  readonly name: string;
  readonly address: pulumi.Input<string>;
  readonly hostHeader: string | undefined;
  readonly port: number | undefined;
  readonly weight: number;
  readonly isEnabled: boolean;
}

/** Steering with complete lists: every list ends with the serving pools that it did not name. */
export interface SettledSteering {
  readonly policy: SteeringPolicy;
  readonly regionPools: ReadonlyMap<string, readonly string[]>;
  readonly countryPools: ReadonlyMap<string, readonly string[]>;
  readonly popPools: ReadonlyMap<string, readonly string[]>;
}

/** What the checks hand on in place of the arguments' own values. */
export interface CheckedInputs {
  readonly accountId: pulumi.Input<string>;
  readonly zoneId: pulumi.Input<string>;
  readonly addresses: OriginAddresses;
  readonly headers: Record<string, pulumi.Input<string>>;
}

/**
 * Fills in the defaults of arguments that have passed the checks.
 * @param args - The component's arguments.
 * @param checked - The inputs that the checks gate.
 * @returns Values that say everything.
 */
export function settle(
  args: FailoverLoadBalancerArgs,
  checked: CheckedInputs,
): SettledLoadBalancer {
  return {
    accountId: checked.accountId,
    zoneId: checked.zoneId,
    zoneName: canonicalName(args.zoneName),
    zone: { id: args.zoneId, name: canonicalName(args.zoneName) },
    hostname: canonicalName(args.hostname),
    health: settleHealth(args, checked.headers),
    pools: args.pools.map((pool) => settlePool(args, pool, checked.addresses)),
    steering: settleSteering(args),
    affinity: settleAffinity(args),
    safetyRecord: args.safetyRecord ?? true,
  };
}

/**
 * The pools that get requests.
 * @param settled - The load balancer.
 * @returns At least one, in failover order; the last is the pool of last resort.
 */
export function servingPools({ pools }: SettledLoadBalancer): readonly SettledPool[] {
  return pools.filter((pool) => pool.serves);
}

/**
 * The origins of a pool that get requests.
 * @param pool - The pool.
 * @returns At least one, sorted by name.
 */
export function servingOrigins({ origins }: SettledPool): readonly SettledOrigin[] {
  return origins.filter((origin) => origin.isEnabled && origin.weight > 0);
}

function settleHealth(
  args: FailoverLoadBalancerArgs,
  headers: Record<string, pulumi.Input<string>>,
): SettledHealth {
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

function settlePool(
  { health }: FailoverLoadBalancerArgs,
  pool: PoolArgs,
  addresses: OriginAddresses,
): SettledPool {
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
        settleOrigin(name, origin, addresses.get(pool.name)?.get(name) ?? origin.address),
      )
      .sort((one, other) => (one.name < other.name ? -1 : 1)),
  };
}

function settleOrigin(
  name: string,
  origin: OriginArgs,
  address: pulumi.Input<string>,
): SettledOrigin {
  return {
    name,
    address,
    hostHeader: origin.hostHeader === undefined ? undefined : canonicalName(origin.hostHeader),
    port: origin.port,
    weight: origin.weight ?? weightRange.default,
    isEnabled: origin.drain !== true,
  };
}

function settleSteering({ steering, pools }: FailoverLoadBalancerArgs): SettledSteering {
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

function canonicalName(name: string): string {
  return isIpAddress(name) ? name : (canonicalHostname(name) ?? name);
}
