import type * as pulumi from "@pulumi/pulumi";
import type {
  CheckRegion,
  CookieSameSite,
  CookieSecure,
  OriginSteeringPolicy,
  SessionAffinity,
  SteeringPolicy,
  ZeroDowntimeFailover,
} from "../../facts/cloudflare/loadBalancing";
import type { CloudflarePlan } from "../../facts/cloudflare/plans";

/** A server, or whatever stands before servers, that answers the requests of a pool. */
export interface OriginArgs {
  /**
   * Public IPv4 or IPv6 address, or host name. A host name must be DNS-only where its zone is on Cloudflare: a
   * proxied one is never probed. No two origins of a load balancer may share an address. IPv6 is sent in its shortest
   * form, host names in lower-case Punycode. May be known only later; it is checked when it is known.
   */
  address: pulumi.Input<string>;
  /**
   * Host name for the Host header and the TLS handshake with this origin, of requests and of probes. Cloudflare takes
   * a name of a zone of the account, the address itself, or a name that resolves to it, and refuses others with code
   * 1002; a name outside `zoneName` that is not the address needs `acceptForeignHost`. Defaults to the visitor's, which is
   * the load balancer's `hostname`.
   */
  hostHeader?: string;
  /**
   * Accepts a `hostHeader` outside the zone: it is a name of another zone of the account, or resolves to the address in the
   * public DNS. Where it is neither, Cloudflare refuses the pool with 1002 in the middle of the update. Defaults to false.
   */
  acceptForeignHost?: boolean;
  /** TCP port, 1 to 65535. Defaults to 443. */
  port?: number;
  /** Share of the pool's requests, 0 to 1, relative to the other origins. Defaults to 1. */
  weight?: number;
  /**
   * Takes the origin out of rotation: it gets no new requests and is not probed. Sessions pinned to it run out as
   * `sessionAffinity.drainSeconds` says. At least `minimumOrigins` of the pool must remain; to take all of them out,
   * drain the pool. Defaults to false.
   */
  drain?: boolean;
}

/** Origins that fail together, and how they share requests: all of a pool but its name. */
export interface PoolContentArgs {
  /** The origins by a name of your own, which alerts will show. Their order has no meaning. */
  origins: Record<string, OriginArgs>;
  /**
   * Takes the whole pool out of the load balancer in one step. Its origins stay enabled and probed, so that it can
   * be seen to be well before it comes back. Sessions pinned to it move to another pool at once. At least one pool must
   * remain. Defaults to false.
   */
  drain?: boolean;
  /** Origins that must be healthy for the pool to get requests, 1 to the number of those not drained. Defaults to 1. */
  minimumOrigins?: number;
  /** Regions that probe this pool, an odd number of them. Defaults to `health.checkRegions`. */
  checkRegions?: CheckRegion[];
  /** How an origin is picked. Defaults to `random`, by weight. */
  originSteering?: OriginSteeringPolicy;
  /**
   * Share of the requests, 0 to 1, relative to the other pools, where the steering policy is `random`,
   * `least_outstanding_requests` or `least_connections`; others take no notice of it. Defaults to 1.
   */
  weight?: number;
  /** Where the pool stands, in degrees north, -90 to 90; for the steering policy `proximity`. Goes with `longitude`. */
  latitude?: number;
  /** Where the pool stands, in degrees east, -180 to 180; for the steering policy `proximity`. Goes with `latitude`. */
  longitude?: number;
}

/** Origins that fail together: those of one data centre, region or provider. */
export interface PoolArgs extends PoolContentArgs {
  /**
   * The pool's key: letters, digits and hyphens, at most 32. It is the pool's identity: it names the child resource
   * and, together with `hostname`, the pool in the account. Renaming it makes a new pool, which takes over before the
   * old one is deleted.
   */
  name: string;
}

/** How the health of the origins is found out: HTTPS requests from several regions. */
export interface HealthArgs {
  /**
   * Path and query of the probe, for example `/healthz`. It should fail when the site would: an answer that touches
   * what the site needs (database, upstreams), not a static page. The bare root is refused unless `acceptShallowPath`.
   */
  path: string;
  /** Accepts `/` as the path, which often answers well while the application behind it does not. Defaults to false. */
  acceptShallowPath?: boolean;
  /**
   * Seconds from probe to probe, up to 3600. The least is 15, on Enterprise 10. Cloudflare's pages disagree below
   * Enterprise: an account that answers `interval is not in range [60, 3600]` needs 60. Defaults to 15.
   */
  intervalSeconds?: number;
  /** Seconds until an unanswered probe has failed. All tries together must fit into the interval. Defaults to 5. */
  timeoutSeconds?: number;
  /** Tries after a probe that was not answered in time, made at once. Defaults to 1. */
  retries?: number;
  /** Failed probes in a row that take an origin out, 1 to 100. Defaults to 2. */
  consecutiveDown?: number;
  /** Good probes in a row that bring an origin back, 1 to 100. Defaults to 2. */
  consecutiveUp?: number;
  /** Codes of a good answer: `2xx`, or codes from 200 to 299 separated by commas. Defaults to `2xx`. */
  expectedCodes?: string;
  /**
   * Text that a good answer contains, whatever its case, 1 to 256 characters. Cloudflare searches the first 10 KB.
   * Defaults to none.
   */
  expectedBody?: string;
  /**
   * Further headers of the probe. Host is the load balancer's `hostname` or the origin's `hostHeader`, and
   * User-Agent is Cloudflare's own. Defaults to none.
   */
  headers?: Record<string, pulumi.Input<string>>;
  /**
   * TCP port of the probe. Defaults to the port of the origins, and must be given where they listen on different
   * ones.
   */
  port?: number;
  /**
   * Regions that probe, an odd number so that there is always a majority; each probes from three data centres.
   * `ALL_REGIONS` is for Enterprise. Defaults to ENAM, WEU and WNAM.
   */
  checkRegions?: CheckRegion[];
}

/** How the pool of a request is picked among the healthy ones. */
export interface SteeringArgs {
  /** The policy. All but `off` and `random` need the Traffic Steering add-on or Enterprise. */
  policy: SteeringPolicy;
  /**
   * Pools for visitors of a region, by its code such as `WEU`, in failover order. Only with the policy `geo`, as are
   * the next two. Geo steering fails over inside a list only, so the pools that a list leaves out follow at its end.
   */
  regionPools?: Record<string, string[]>;
  /** Pools for visitors of a country, by its two-letter code such as `DE`; goes before `regionPools`. */
  countryPools?: Record<string, string[]>;
  /** Pools for visitors of a data centre, by its three-letter code such as `FRA`; goes before both. Enterprise only. */
  popPools?: Record<string, string[]>;
}

/** What keeps a session on one origin. */
export interface SessionAffinityArgs {
  /** What tells sessions apart. `none` allows no other field. */
  type: SessionAffinity;
  /**
   * Seconds that a session stays pinned: 1800 to 604800 for cookies, from its start; 30 to 3600 for headers, from its
   * last request. Defaults to 82800 for cookies and to 1800 for headers.
   */
  ttlSeconds?: number;
  /** Seconds that sessions may stay on an origin with `drain`, 0 to the ttl. Defaults to 300. */
  drainSeconds?: number;
  /**
   * Names of the headers, for the type `header` only, where there must be at least one; at most 1, on Enterprise 5.
   * `cookie:` and names of cookies with commas between them stand for these cookies.
   */
  headers?: string[];
  /** Whether a session needs all `headers` rather than one. Defaults to false. */
  requireAllHeaders?: boolean;
  /** SameSite attribute of the cookie. `None` does not go with `secure: Never`. Defaults to `Auto`. */
  sameSite?: CookieSameSite;
  /** Secure attribute of the cookie. Defaults to `Auto`. */
  secure?: CookieSecure;
  /**
   * What becomes of a session whose origin fails between two probes. `sticky` is not for the type `header`, and all
   * but `none` do not go with Argo and Tiered Cache. Defaults to `sticky` for cookies and `temporary` for headers,
   * and to `none` where `usesArgoOrTieredCache`.
   */
  zeroDowntimeFailover?: ZeroDowntimeFailover;
}

/** The hostname that is balanced, where it stands, and how requests are shared out. */
export interface BalancedHostnameArgs {
  /** Cloudflare account that holds the pools and the monitor. */
  accountId: pulumi.Input<string>;
  /** Cloudflare zone that holds the hostname. */
  zoneId: pulumi.Input<string>;
  /** Name of that zone, for example `example.com`. Probes use its settings, so that Authenticated Origin Pulls work. */
  zoneName: string;
  /**
   * The name that visitors use: the zone's or one below it; Unicode allowed, no wildcard. Changing it
   * takes the old name off the load balancer at once.
   */
  hostname: string;
  /**
   * Accepts a hostname more than one label below the zone, which Universal SSL does not cover: visitors get TLS errors unless
   * another certificate does. Defaults to false.
   */
  acceptDeepHostname?: boolean;
  /** The zone's plan. Defaults to `free`. */
  plan?: CloudflarePlan;
  /** Whether the account has the Traffic Steering add-on. Enterprise needs none. Defaults to false. */
  trafficSteeringAddOn?: boolean;
  /** Whether the zone uses Argo or Tiered Cache, which leave sessions pinned to a failing origin. Defaults to false. */
  usesArgoOrTieredCache?: boolean;
  /** Accepts a single pool, with which there is nothing to fail over to. Defaults to false. */
  acceptSinglePool?: boolean;
  /** How the pool of a request is picked. Defaults to the policy `off`: the first healthy pool in order. */
  steering?: SteeringArgs;
  /** What keeps a session on one origin. Defaults to nothing. */
  sessionAffinity?: SessionAffinityArgs;
  /**
   * Whether to keep a proxied DNS record of the same name beneath the load balancer. It points at the first serving
   * origin of the pool of last resort and answers, on port 443, when the load balancer is disabled or gone. Nothing
   * else may declare a record of this name; where one stands already, deploy once with false and without it.
   * Defaults to true.
   */
  safetyRecord?: boolean;
  /** Addresses and CIDRs that were given back and must not be an origin again. Defaults to none. */
  retiredAddresses?: string[];
}

/** What a failover load balancer balances, and how it notices that an origin fails. */
export interface FailoverLoadBalancerArgs extends BalancedHostnameArgs {
  /**
   * The pools in failover order: the first is the primary, the last serving one the pool of last resort. At least two
   * unless `acceptSinglePool`.
   */
  pools: PoolArgs[];
  /** How the health of the origins is found out. */
  health: HealthArgs;
}
