import { poolDefaults } from "../../facts/cloudflare/loadBalancing";
import { unknownValue, type Known } from "../../core/known";
import { readNumber, readObject, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/** Where a pool is, in degrees. */
export interface PoolPlace {
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * Reads where a pool is.
 * @param resource - A `LoadBalancerPool`.
 * @returns Unknown where the plan does not know it yet; undefined where nothing is said.
 */
export function readPoolPlace({ properties }: ModelResource): Known<PoolPlace> | undefined {
  const latitude = readNumber(properties.latitude);
  const longitude = readNumber(properties.longitude);
  if (latitude === unknownValue || longitude === unknownValue) {
    return unknownValue;
  }
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
}

/** What of a pool's requests is turned away to other pools, in percent. */
export interface Shedding {
  /** Of requests without a session. */
  readonly percent: Known<number>;
  /** What decides which: `random` or `hash`. */
  readonly policy: Known<string>;
  /** Of addresses with a session. */
  readonly sessionPercent: Known<number>;
}

/**
 * Reads what a pool turns away.
 * @param resource - A `LoadBalancerPool`.
 */
export function readShedding({ properties }: ModelResource): Shedding {
  const usual = poolDefaults.loadShedding;
  const own = readObject(properties.loadShedding);
  return own === unknownValue
    ? { percent: unknownValue, policy: unknownValue, sessionPercent: unknownValue }
    : {
        percent: readNumber(own.defaultPercent) ?? usual.defaultPercent,
        policy: readText(own.defaultPolicy) ?? usual.defaultPolicy,
        sessionPercent: readNumber(own.sessionPercent) ?? usual.sessionPercent,
      };
}
