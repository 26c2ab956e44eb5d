import { SteeringPolicy } from "./loadBalancing";
import { MonitorType } from "./monitors";

/** The plan of a Cloudflare zone. It decides which settings exist and how far they reach. */
export const CloudflarePlan = {
  /** No monthly fee. */
  Free: "free",
  /** For professional sites. */
  Pro: "pro",
  /** For small businesses. */
  Business: "business",
  /** By contract: limits below are the least that the contract gives. */
  Enterprise: "enterprise",
} as const;

/** The plan of a Cloudflare zone. */
export type CloudflarePlan = (typeof CloudflarePlan)[keyof typeof CloudflarePlan];

/**
 * What `cf.zone.plan` is in expressions, by the zone's plan.
 *
 * Source: Cloudflare docs, ruleset-engine/managed-rulesets/override-examples for `ENT`; the others are from memory.
 */
export const zonePlanFields: Readonly<Record<CloudflarePlan, string>> = {
  [CloudflarePlan.Free]: "FREE",
  [CloudflarePlan.Pro]: "PRO",
  [CloudflarePlan.Business]: "BIZ",
  [CloudflarePlan.Enterprise]: "ENT",
};

/** The plans, the lowest first. */
export const planOrder: readonly CloudflarePlan[] = Object.values(CloudflarePlan);

/**
 * The plan behind each rate plan that a subscription of a zone can name. A zone without a subscription is on Free. `lite` is
 * left out, since its limits are not published.
 *
 * Source: Cloudflare API reference, zones/subscription (rate_plan.id); Cloudflare Terraform provider issue 7083 (a zone
 * on Free has no subscription) and pull request 2512 (a new zone is on Free).
 */
export const ratePlans: ReadonlyMap<string, CloudflarePlan> = new Map([
  ["free", CloudflarePlan.Free],
  ["pro", CloudflarePlan.Pro],
  ["pro_plus", CloudflarePlan.Pro],
  ["business", CloudflarePlan.Business],
  ["enterprise", CloudflarePlan.Enterprise],
  ["partners_free", CloudflarePlan.Free],
  ["partners_pro", CloudflarePlan.Pro],
  ["partners_business", CloudflarePlan.Business],
  ["partners_enterprise", CloudflarePlan.Enterprise],
  ["partners_ent", CloudflarePlan.Enterprise],
]);

/** How far a plan reaches. A limit that a contract sets is `Infinity`. */
export interface PlanLimits {
  /** DNS records in one zone. */
  readonly dnsRecords: number;
  /** Characters in a DNS record's comment. */
  readonly dnsCommentLength: number;
  /** Tags on one DNS record; 0 where tags are not part of the plan. */
  readonly dnsTags: number;
  /** The shortest TTL of a DNS-only record, in seconds. */
  readonly dnsMinimumTtlSeconds: number;
  /** Load balancers in an account. */
  readonly loadBalancers: number;
  /** Load balancer pools in an account. */
  readonly pools: number;
  /** Endpoints (origins) in all pools of an account together. */
  readonly endpoints: number;
  /** Load balancer monitors in an account. */
  readonly monitors: number;
  /** Custom rules of one load balancer. */
  readonly loadBalancerRules: number;
  /** The shortest interval of a monitor, in seconds. */
  readonly monitorIntervalSeconds: number;
  /** Protocols a monitor may speak, as the API writes them. */
  readonly monitorTypes: readonly string[];
  /** Whether monitors may probe from every data centre (`ALL_REGIONS`, or no region at all). */
  readonly probesFromEverywhere: boolean;
  /** Steering policies that need no add-on, as the API writes them. */
  readonly steeringPolicies: readonly string[];
  /** Whether pools can be chosen per data centre (`pop_pools`). */
  readonly poolsPerDataCentre: boolean;
  /** Request headers that session affinity may look at. */
  readonly affinityHeaders: number;
  /** Whether notifications can go to PagerDuty. */
  readonly pagerDuty: boolean;
  /** Whether the time that Cloudflare waits for an answer from the origin can be changed. */
  readonly proxyReadTimeout: boolean;
}

/** Monitors that every plan with load balancing may use. */
const commonMonitorTypes = [MonitorType.Http, MonitorType.Https, MonitorType.Tcp] as const;

/** Steering policies that every plan with load balancing may use. */
const commonSteeringPolicies = [SteeringPolicy.Off, SteeringPolicy.Random] as const;

/** What the Pro and Business plans give, and Free but for DNS. */
const paidLimits: PlanLimits = {
  dnsRecords: 3500,
  dnsCommentLength: 500,
  dnsTags: 20,
  dnsMinimumTtlSeconds: 60,
  loadBalancers: 20,
  pools: 20,
  endpoints: 20,
  monitors: 30,
  loadBalancerRules: 1,
  monitorIntervalSeconds: 15,
  monitorTypes: commonMonitorTypes,
  probesFromEverywhere: false,
  steeringPolicies: commonSteeringPolicies,
  poolsPerDataCentre: false,
  affinityHeaders: 1,
  pagerDuty: false,
  proxyReadTimeout: false,
};

/**
 * What each plan gives. Sources, all in Cloudflare's docs:
 *
 * - Records, comments and tags: plans, dns.record_quota, dns.record_comments, dns.record_tags. Free zones made before
 *   2024-09-01 may hold 1,000 records; the number here is that of newer ones.
 * - TTL: dns/manage-dns-records/reference/ttl.
 * - Load balancing: load-balancing/reference/limitations (20 load balancers, pools and endpoints, and 1.5 times as many
 *   monitors as pools).
 * - Monitor interval: the same page says 15 s below Enterprise. The help text beside the monitor form still says 60
 *   s on Pro, 15 s on Business and 10 s on Enterprise, so an account made long ago may answer 1002 `interval is not
 *   in range [60, 3600]`.
 * - Steering: load-balancing/understand-basics/traffic-steering/steering-policies; the rest needs the Traffic
 *   Steering add-on.
 * - Header affinity: load-balancing/understand-basics/session-affinity.
 * - PagerDuty: notifications/get-started/configure-pagerduty. E-mail goes with every plan; webhooks want "at least one zone with a pro
 *   plan or above" in the account (configure-webhooks), of which the plan of one zone says nothing.
 * - Proxy read timeout: fundamentals/reference/connection-limits.
 */
export const planLimits: Readonly<Record<CloudflarePlan, PlanLimits>> = {
  [CloudflarePlan.Free]: { ...paidLimits, dnsRecords: 200, dnsCommentLength: 100, dnsTags: 0 },
  [CloudflarePlan.Pro]: paidLimits,
  [CloudflarePlan.Business]: { ...paidLimits, pagerDuty: true },
  [CloudflarePlan.Enterprise]: {
    ...paidLimits,
    dnsMinimumTtlSeconds: 30,
    loadBalancers: Number.POSITIVE_INFINITY,
    pools: Number.POSITIVE_INFINITY,
    endpoints: Number.POSITIVE_INFINITY,
    monitors: Number.POSITIVE_INFINITY,
    loadBalancerRules: Number.POSITIVE_INFINITY,
    monitorIntervalSeconds: 10,
    monitorTypes: Object.values(MonitorType),
    probesFromEverywhere: true,
    steeringPolicies: Object.values(SteeringPolicy),
    poolsPerDataCentre: true,
    affinityHeaders: 5,
    pagerDuty: true,
    proxyReadTimeout: true,
  },
};
