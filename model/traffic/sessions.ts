import { SessionAffinity, ZeroDowntimeFailover } from "../../facts/cloudflare/loadBalancing";
import { ownEntry } from "../../core/ownEntry";
import { unknownValue, type Known } from "../../core/known";
import type { Certainty } from "../../core/certainty";
import { readFlag, readNumber, readObject, readText, readTexts } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/** What a load balancer does with the sessions of visitors. */
export interface Sessions {
  /** What keeps a session on an origin: `none`, `cookie`, `ip_cookie` or `header`. */
  readonly affinity: Known<string>;
  /** For how many seconds; undefined for the usual time of its kind. */
  readonly ttlSeconds: Known<number> | undefined;
  /** What happens to a session whose origin fails: `none`, `temporary` or `sticky`. */
  readonly zeroDowntimeFailover: Known<string>;
  /** Seconds for which an origin that is switched off still gets the requests of its sessions. */
  readonly drainSeconds: Known<number>;
  /** The headers that it looks at. */
  readonly headers: Known<readonly Known<string>[]>;
  /** Whether a request must have all of them. */
  readonly requiresAllHeaders: Certainty;
  /** The attributes of the cookie, by the values of the API; undefined where nothing is said. */
  readonly sameSite: Known<string> | undefined;
  readonly secure: Known<string> | undefined;
}

/**
 * Reads what a load balancer does with sessions.
 * @param resource - A `LoadBalancer`.
 */
export function readSessions({ properties: own }: ModelResource): Sessions {
  const attributes = readObject(own.sessionAffinityAttributes);
  const isKnown = attributes !== unknownValue;
  const affinity = readText(own.sessionAffinity) ?? SessionAffinity.None;
  return {
    // The provider takes an empty text for none.
    affinity: affinity === "" ? SessionAffinity.None : affinity,
    ttlSeconds: readNumber(own.sessionAffinityTtl),
    zeroDowntimeFailover: isKnown
      ? (readText(attributes.zeroDowntimeFailover) ?? ZeroDowntimeFailover.None)
      : unknownValue,
    drainSeconds: isKnown ? (readNumber(attributes.drainDuration) ?? 0) : unknownValue,
    headers: isKnown ? readTexts(attributes.headers) : unknownValue,
    requiresAllHeaders: isKnown ? readFlag(attributes.requireAllHeaders, "no") : "unknown",
    sameSite: isKnown ? readText(attributes.samesite) : unknownValue,
    secure: isKnown ? readText(attributes.secure) : unknownValue,
  };
}

/** The shares of pools, where the steering policy goes by weights. */
export interface PoolWeights {
  /** Of those that have none of their own. */
  readonly usual: Known<number>;
  /**
   * The share of a pool.
   * @param id - Its id.
   */
  readonly of: (id: string) => Known<number> | undefined;
}

/**
 * Reads the shares of a load balancer's pools.
 * @param resource - A `LoadBalancer`.
 */
export function readPoolWeights({ properties: own }: ModelResource): PoolWeights {
  const random = readObject(own.randomSteering);
  const weights = random === unknownValue ? random : readObject(random.poolWeights);
  return {
    usual: random === unknownValue ? random : (readNumber(random.defaultWeight) ?? 1),
    of: (id) => (weights === unknownValue ? weights : readNumber(ownEntry(weights, id))),
  };
}
