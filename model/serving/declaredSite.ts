import type { SslMode } from "../../facts/cloudflare/zoneSettings";
import type { Certainty } from "../../core/certainty";
import type { OriginSteeringPolicy } from "../../facts/cloudflare/loadBalancing";
import type { ExpressionRequest } from "../../core/expressions/requests";
import type { DeclaredRules } from "./ruled";

/** What a hostname's visitors meet, as a plan or an account declares it, in plain values: what a rehearsal runs. */
export interface DeclaredSite {
  /** The hostname, canonical. */
  readonly hostname: string;
  /** How Cloudflare connects to origins: `off`, `flexible`, `full` or `strict`. */
  readonly encryptionMode: SslMode;
  /** Seconds that Cloudflare waits for an answer. Defaults to that of `originConnectionLimits.read`. */
  readonly readTimeoutSeconds: number;
  /** Whether Cloudflare shows origins a client certificate, and whose: the one that all accounts share, or the zone's own. */
  readonly clientCertificate: "none" | "shared" | "own";
  /** Whether Cloudflare offers origins HTTP/2. Defaults to true, as zones do. */
  readonly speaksHttp2?: boolean;
  /** What answers: a load balancer, or the records' own addresses. */
  readonly loadBalancer: DeclaredLoadBalancer | undefined;
  /** What the rules of the edge do. Defaults to nothing. */
  readonly rules?: DeclaredRules | undefined;
  /** Headers that rules set on requests to origins, as far as origins demand them. Defaults to none. */
  readonly sentHeaders?: Readonly<Record<string, string>>;
  /** Where the records lead that answer, or would if the load balancer was switched off. */
  readonly addresses: readonly DeclaredOrigin[];
  /**
   * What was assumed where the plan does not say, a sentence each without a full stop: it stands in the report, for a figure
   * that rests on it is not the plan's own.
   */
  readonly assumptions: readonly string[];
}

/** A load balancer of Cloudflare's, every reference followed. */
export interface DeclaredLoadBalancer {
  /** Steering policy, as the API calls it: `off`, `random`, `geo` and so on. */
  readonly steeringPolicy: string;
  /** The pools in their order. */
  readonly pools: readonly DeclaredPool[];
  /** Pools by region and country; a visitor of another place meets `pools`. */
  readonly regionPools: Readonly<Record<string, readonly DeclaredPool[]>>;
  readonly countryPools: Readonly<Record<string, readonly DeclaredPool[]>>;
  /** The share of each pool by its name where the steering policy goes by weights; 1 for those that are not named. Defaults to none named. */
  readonly poolWeights?: Readonly<Record<string, number>>;
  /** Where requests go when every other pool is down, whatever its health. */
  readonly fallbackPool: DeclaredPool;
  /** Whether a request that fails is sent again to another pool. */
  readonly failoverAcrossPools: boolean;
  /** `none`, `cookie`, `ip_cookie` or `header`. */
  readonly sessionAffinity: string;
  /** Seconds for which a session is kept. Defaults to the usual time of its kind. */
  readonly sessionSeconds?: number | undefined;
  /** Headers that affinity by header looks at, in lower case. Defaults to none. */
  readonly affinityHeaders?: readonly string[];
  /** Whether a request must have all of these headers to be of a session. Defaults to that one is enough. */
  readonly requiresAllHeaders?: boolean;
  /** Attributes of the cookie that keeps a session, as they are written in it: `SameSite=Lax`. Defaults to none. */
  readonly cookieAttributes?: readonly string[];
  /** `none`, `temporary` or `sticky`. */
  readonly zeroDowntimeFailover: string;
  /** Seconds for which requests of old sessions still reach an origin that is being drained. */
  readonly drainDurationSeconds: number;
  /** What rules say in its place for single requests, in the order in which they are asked. Defaults to no rules. */
  readonly overrides?: readonly DeclaredOverride[];
}

/** What a rule of a load balancer says in its place for the requests that it is about. */
export interface DeclaredOverride {
  /**
   * Whether the rule is about a request; false where that is not known.
   * @param request - The request.
   */
  readonly applies: (request: ExpressionRequest) => boolean;
  /** What it says; all else stays as it is. */
  readonly balancer: Partial<Omit<DeclaredLoadBalancer, "overrides">>;
  /** Whether the rules after it are not asked then. */
  readonly terminates: boolean;
}

/** A pool. */
export interface DeclaredPool {
  readonly name: string;
  readonly enabled: boolean;
  readonly minimumOrigins: number;
  readonly originSteering: OriginSteeringPolicy;
  readonly origins: readonly DeclaredOrigin[];
  /** The monitor, or the first that decides of a group; undefined where it has none: then all its origins count as healthy. */
  readonly monitor: DeclaredMonitor | undefined;
  /** The monitors of a group that decide together, the first one among them. Defaults to that the pool has no group. */
  readonly monitorGroup?: readonly GroupedMonitor[] | undefined;
  /** Regions that probe it, as the API calls them; empty for every data center. */
  readonly checkRegions: readonly string[];
  /** Where it is, for steering by proximity. Defaults to nowhere that is said. */
  readonly coordinates?: Coordinates | undefined;
  /** What of its requests it turns away to other pools. Defaults to nothing. */
  readonly shedding?: DeclaredShedding | undefined;
}

/** A monitor of a group that decides whether origins are healthy. */
export interface GroupedMonitor {
  readonly monitor: DeclaredMonitor;
  /** Whether an origin is out as soon as this one holds it unhealthy, whatever the others say. */
  readonly mustBeHealthy: boolean;
}

/** A place, in degrees. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** What of a pool's requests is turned away to other pools. */
export interface DeclaredShedding {
  /** The share of requests without a session, 0 to 1. */
  readonly share: number;
  /** Whether the visitor's address decides; else chance does. */
  readonly isByAddress: boolean;
  /** The share of addresses whose sessions are turned away, 0 to 1. */
  readonly sessionShare: number;
}

/** A monitor. */
export interface DeclaredMonitor {
  /** `http`, `https`, `tcp` and others. */
  readonly type: string;
  readonly method: string;
  readonly path: string;
  /** Undefined for the type's own. */
  readonly port: number | undefined;
  /** The headers that it sends, by their names. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** Codes of a good answer, as the monitor has them; "" for any. */
  readonly expectedCodes: string;
  /** Text that the body must hold, whatever the case; "" for any. */
  readonly expectedBody: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly consecutiveUp: number;
  readonly consecutiveDown: number;
  readonly allowInsecure: boolean;
  readonly followRedirects: boolean;
  /** Whether it probes as the zone connects: with its client certificate. */
  readonly probesAsZone: boolean;
}

/** Something that Cloudflare connects to. */
export interface DeclaredOrigin {
  /** Its name in its pool; the address where a record names it. */
  readonly name: string;
  /** The address or hostname, as it is declared. */
  readonly address: string;
  readonly port: number;
  readonly isEncrypted: boolean;
  readonly enabled: boolean;
  /** 0 to 1. */
  readonly weight: number;
  /** The Host header that it is asked with, and the name in the handshake. */
  readonly host: string;
  /**
   * Whether security groups, network ACLs and routes let an address of Cloudflare's in.
   * @param source - The address, IPv4 or IPv6.
   */
  readonly admits: (source: string) => Certainty;
  /** The tunnel that it is reached by, in place of a connection to it. Defaults to none. */
  readonly tunnel?: DeclaredTunnel | undefined;
  /** What stands there. */
  readonly server: DeclaredServer;
}

/** A tunnel of Cloudflare's: the machine behind it connects to Cloudflare, not the other way round. */
export interface DeclaredTunnel {
  /** The status with which it answers every request by itself; undefined where it leads to a service. */
  readonly status: number | undefined;
}

/** What answers at an origin's address. */
export interface DeclaredServer {
  /** A load balancer of AWS that the plan holds, with what it does to connections; else any server. */
  readonly loadBalancer: DeclaredAlb | undefined;
  /** Names of the certificate that it shows; undefined where the plan does not hold it: then it is taken to be right. */
  readonly certificateNames: readonly string[] | undefined;
  /** Whether it takes no connection without a client certificate, and which. */
  readonly demandsClientCertificate: "none" | "shared" | "own";
  /** The header without which it refuses; undefined for none. */
  readonly requiredHeader:
    { readonly name: string; readonly values: readonly string[] } | undefined;
}

/** What an Application Load Balancer does to connections and requests. */
export interface DeclaredAlb {
  readonly idleTimeoutSeconds: number;
  readonly clientKeepAliveSeconds: number;
  readonly deregistrationDelaySeconds: number;
  /** How many targets stand behind it; undefined where that is not known: then two. */
  readonly targets: number | undefined;
  readonly healthCheckIntervalSeconds: number;
  readonly unhealthyThreshold: number;
  readonly healthyThreshold: number;
  /** How it asks its targets. Defaults to how nobody knows. */
  readonly toTargets?: DeclaredTargetRequests | undefined;
}

/** How a load balancer of AWS asks its targets. */
export interface DeclaredTargetRequests {
  /** The IPv4 ranges of its subnets, as CIDRs, from which it connects; undefined where the plan does not hold each of them. */
  readonly ranges: readonly string[] | undefined;
  /** Path and query of the health check; undefined where it asks for none, or it is not known. */
  readonly healthPath: string | undefined;
  /** Whether it speaks TLS to them. */
  readonly isEncrypted: boolean;
}
