import {
  affinityTtlSeconds,
  CookieSameSite,
  CookieSecure,
  SessionAffinity,
  ZeroDowntimeFailover,
} from "../../facts/cloudflare/loadBalancing";
import type { FailoverLoadBalancerArgs } from "./args";

/** Session affinity with nothing left open. */
export interface ResolvedAffinity {
  readonly type: Exclude<SessionAffinity, "none">;
  readonly ttlSeconds: number;
  readonly drainSeconds: number;
  readonly headers: readonly string[];
  readonly requireAllHeaders: boolean;
  readonly sameSite: CookieSameSite;
  readonly secure: CookieSecure;
  readonly zeroDowntimeFailover: ZeroDowntimeFailover;
}

/** Seconds that sessions may stay on an origin that is drained, where nothing else is said. */
const drainSeconds = 300;

/**
 * Session affinity with its defaults.
 * @param args - The component's arguments; `sessionAffinity.type` is one of the known ones.
 * @returns The affinity; undefined where there is no affinity.
 */
export function resolveAffinity(args: FailoverLoadBalancerArgs): ResolvedAffinity | undefined {
  const affinity = args.sessionAffinity;
  if (affinity === undefined || affinity.type === SessionAffinity.None) {
    return undefined;
  }
  const { type } = affinity;
  const ttlSeconds = affinity.ttlSeconds ?? affinityTtlSeconds[type].default;
  return {
    type,
    ttlSeconds,
    drainSeconds: affinity.drainSeconds ?? Math.min(drainSeconds, ttlSeconds),
    headers: affinity.headers ?? [],
    requireAllHeaders: affinity.requireAllHeaders ?? false,
    sameSite: affinity.sameSite ?? CookieSameSite.Auto,
    secure: affinity.secure ?? CookieSecure.Auto,
    zeroDowntimeFailover:
      affinity.zeroDowntimeFailover ?? defaultFailover(type, args.usesArgoOrTieredCache === true),
  };
}

/**
 * Whether sessions fail over without downtime.
 * @param balanced - What keeps a session on one origin.
 */
export function hasZeroDowntimeFailover({
  affinity,
}: {
  readonly affinity: ResolvedAffinity | undefined;
}): boolean {
  return affinity !== undefined && affinity.zeroDowntimeFailover !== ZeroDowntimeFailover.None;
}

function defaultFailover(
  type: ResolvedAffinity["type"],
  usesArgoOrTieredCache: boolean,
): ZeroDowntimeFailover {
  if (usesArgoOrTieredCache) {
    return ZeroDowntimeFailover.None;
  }
  return type === SessionAffinity.Header
    ? ZeroDowntimeFailover.Temporary
    : ZeroDowntimeFailover.Sticky;
}
