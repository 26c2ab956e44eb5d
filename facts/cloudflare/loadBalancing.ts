/** A region of Cloudflare's network: where monitors probe from, and what geo steering tells visitors apart by. */
export const CheckRegion = {
  /** Western North America. */
  WesternNorthAmerica: "WNAM",
  /** Eastern North America. */
  EasternNorthAmerica: "ENAM",
  /** Western Europe. */
  WesternEurope: "WEU",
  /** Eastern Europe. */
  EasternEurope: "EEU",
  /** Northern South America. */
  NorthernSouthAmerica: "NSAM",
  /** Southern South America. */
  SouthernSouthAmerica: "SSAM",
  /** Oceania. */
  Oceania: "OC",
  /** Middle East. */
  MiddleEast: "ME",
  /** Northern Africa. */
  NorthernAfrica: "NAF",
  /** Southern Africa. */
  SouthernAfrica: "SAF",
  /** Southern Asia. */
  SouthernAsia: "SAS",
  /** South-East Asia. */
  SouthEastAsia: "SEAS",
  /** North-East Asia. */
  NorthEastAsia: "NEAS",
  /** Every data centre of the network; Enterprise only, and no region of visitors. */
  AllRegions: "ALL_REGIONS",
} as const;

/** A region of Cloudflare's network. Source: Cloudflare docs, load-balancing/reference/region-mapping-api. */
export type CheckRegion = (typeof CheckRegion)[keyof typeof CheckRegion];

/** How a load balancer picks the pool for a request. */
export const SteeringPolicy = {
  /** The first healthy pool in the order given: active and passive. */
  Off: "off",
  /** By where the visitor is. Needs the Traffic Steering add-on or Enterprise. */
  Geo: "geo",
  /** At random, by the pools' weights. */
  Random: "random",
  /** The pool that answers fastest. Needs the Traffic Steering add-on or Enterprise. */
  DynamicLatency: "dynamic_latency",
  /** The pool nearest to the visitor, by the pools' coordinates. Needs the Traffic Steering add-on or Enterprise. */
  Proximity: "proximity",
  /** The pool with the fewest unanswered requests, by weight. Needs the Traffic Steering add-on or Enterprise. */
  LeastOutstandingRequests: "least_outstanding_requests",
  /** The pool with the fewest open connections, by weight. Needs the Traffic Steering add-on or Enterprise. */
  LeastConnections: "least_connections",
} as const;

/**
 * How a load balancer picks the pool for a request. Source: validators of the Cloudflare provider, load_balancer;
 * Cloudflare docs, load-balancing/understand-basics/traffic-steering/steering-policies.
 */
export type SteeringPolicy = (typeof SteeringPolicy)[keyof typeof SteeringPolicy];

/** Policies whose choice follows the weights of the pools. Source: Cloudflare API reference, `random_steering`. */
export const weightedSteeringPolicies: readonly SteeringPolicy[] = [
  SteeringPolicy.Random,
  SteeringPolicy.LeastOutstandingRequests,
  SteeringPolicy.LeastConnections,
];

/** How a pool picks the origin for a request. */
export const OriginSteeringPolicy = {
  /** At random, by the origins' weights. */
  Random: "random",
  /** By the visitor's address: the same visitor meets the same origin while the pool stays as it is. */
  Hash: "hash",
  /** The origin with the fewest unanswered requests, by weight. */
  LeastOutstandingRequests: "least_outstanding_requests",
  /** The origin with the fewest open connections, by weight. */
  LeastConnections: "least_connections",
} as const;

/** How a pool picks the origin for a request. Source: validators of the Cloudflare provider, load_balancer_pool. */
export type OriginSteeringPolicy = (typeof OriginSteeringPolicy)[keyof typeof OriginSteeringPolicy];

/** What keeps a visitor's session on one origin. */
export const SessionAffinity = {
  /** Nothing does. */
  None: "none",
  /** A cookie that Cloudflare sets. */
  Cookie: "cookie",
  /** The cookie, and the visitor's address while there is none. */
  IpCookie: "ip_cookie",
  /** Headers of the request. */
  Header: "header",
} as const;

/** What keeps a visitor's session on one origin. Source: validators of the Cloudflare provider, load_balancer. */
export type SessionAffinity = (typeof SessionAffinity)[keyof typeof SessionAffinity];

/** The SameSite attribute of the affinity cookie. */
export const CookieSameSite = {
  /** `Lax`, or `None` where the zone always uses HTTPS. */
  Auto: "Auto",
  /** Sent along when the visitor follows a link. */
  Lax: "Lax",
  /** Sent along from everywhere; the cookie must be secure then. */
  None: "None",
  /** Sent along from the same site only. */
  Strict: "Strict",
} as const;

/** The SameSite attribute of the affinity cookie. Source: validators of the Cloudflare provider, load_balancer. */
export type CookieSameSite = (typeof CookieSameSite)[keyof typeof CookieSameSite];

/** The Secure attribute of the affinity cookie. */
export const CookieSecure = {
  /** Set where the zone always uses HTTPS. */
  Auto: "Auto",
  /** Set. */
  Always: "Always",
  /** Not set. */
  Never: "Never",
} as const;

/** The Secure attribute of the affinity cookie. Source: validators of the Cloudflare provider, load_balancer. */
export type CookieSecure = (typeof CookieSecure)[keyof typeof CookieSecure];

/** What happens to a pinned session whose origin fails between two probes. */
export const ZeroDowntimeFailover = {
  /** The visitor sees the error until the monitor has noticed. */
  None: "none",
  /** Another origin answers until the pinned one is back. */
  Temporary: "temporary",
  /** Another origin answers and the session moves there. Not for affinity by header. */
  Sticky: "sticky",
} as const;

/**
 * What happens to a pinned session whose origin fails between two probes. Not compatible with Argo, Tiered Cache and
 * Bandwidth Alliance, but for `none`. Source: validators and schema text of the Cloudflare provider, load_balancer.
 */
export type ZeroDowntimeFailover = (typeof ZeroDowntimeFailover)[keyof typeof ZeroDowntimeFailover];

/** A range of numbers, both ends included. */
export interface NumberRange {
  /** The least. */
  readonly minimum: number;
  /** The most. */
  readonly maximum: number;
}

/**
 * The name of a header that session affinity looks at, or `cookie:` and names of cookies with commas between them.
 * Source: schema text of the Cloudflare provider, load_balancer, `session_affinity_attributes.headers`; RFC 9110, section 5.6.2.
 */
export const affinityHeaderPattern =
  /^([!#$%&'*+.^_`|~0-9A-Za-z-]+|cookie:[^\s,;=]+(,[^\s,;=]+)*)$/;

/** Seconds that a session may stay pinned. Source: schema text of the Cloudflare provider, `session_affinity_ttl`. */
export const affinityTtlSeconds: Readonly<
  Record<Exclude<SessionAffinity, "none">, NumberRange & { readonly default: number }>
> = {
  cookie: { minimum: 1800, maximum: 604_800, default: 82_800 },
  ip_cookie: { minimum: 1800, maximum: 604_800, default: 82_800 },
  header: { minimum: 30, maximum: 3600, default: 1800 },
};

/**
 * Weights of origins and of pools. Source: validators of the Cloudflare provider, load_balancer and
 * load_balancer_pool.
 */
export const weightRange = { minimum: 0, maximum: 1, default: 1 } as const satisfies NumberRange & {
  readonly default: number;
};

/** What remains of a pool that bears a loss, of its weight. From experience: autoscaling usually aims at two thirds of what machines bear. */
export const enoughOfWeight = 2 / 3;

/**
 * What Cloudflare does where a pool leaves a value out. Source: schema of the Cloudflare provider, load_balancer_pool.
 */
export const poolDefaults = {
  minimumOrigins: 1,
  originSteering: OriginSteeringPolicy.Random,
  loadShedding: {
    defaultPercent: 0,
    defaultPolicy: OriginSteeringPolicy.Random,
    sessionPercent: 0,
    sessionPolicy: OriginSteeringPolicy.Hash,
  },
} as const;

/**
 * What the keys of the lists of pools by country and by data centre look like. Source: Cloudflare API reference,
 * load_balancers, `country_pools` (ISO 3166-1 alpha-2) and `pop_pools`.
 */
export const placePatterns = { country: /^[A-Z]{2}$/, dataCentre: /^[A-Z]{3}$/ } as const;

/**
 * Seconds that resolvers keep the answer of a load balancer that is not proxied, where nothing is said.
 * Source: the example of Cloudflare API reference, load_balancers, `ttl`; a default is not published.
 */
export const unproxiedTtlSeconds = 30;

/** Where a pool can be, in degrees. Source: the bounds of geographic coordinates, RFC 7946, section 4. */
export const poolCoordinates = {
  latitude: { minimum: -90, maximum: 90 },
  longitude: { minimum: -180, maximum: 180 },
} as const satisfies Readonly<Record<string, NumberRange>>;

/**
 * Codes on which a request is sent again at once, one time, to another healthy endpoint.
 * Source: Cloudflare docs, load-balancing/understand-basics/adaptive-routing, "No other error codes will trigger".
 * The provider's schema text still names 521, 522 and 523 only.
 */
export const retriedCodes: readonly number[] = [521, 522, 523, 525, 526];

/**
 * Codes that reach the visitor until a monitor has taken the origin out.
 * Source: the same page, for all codes that it does not name.
 */
export const codesNotRetried: readonly number[] = [500, 502, 503, 504, 520, 524, 530];

/**
 * How long an edge may keep using a resolved pool, in seconds. Source: Cloudflare docs,
 * load-balancing/reference/load-balancing-faq.
 */
export const resolvedPoolCacheSeconds = 5;
