import { anyOf } from "../core/certainty";
import type { Known } from "../core/known";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import {
  affinityTtlSeconds,
  CookieSameSite,
  CookieSecure,
  SessionAffinity,
  SteeringPolicy,
  ZeroDowntimeFailover,
  type NumberRange,
} from "../facts/cloudflare/loadBalancing";
import { CloudflarePlan, planLimits } from "../facts/cloudflare/plans";
import { whenKnown, type Constraint } from "./constraint";

/** What the API looks at in a load balancer, beside its pools; "" where a text is left out. */
export interface LoadBalancerFields {
  /** How it picks a pool, as `steeringOf` has it. */
  readonly steeringPolicy: Known<string>;
  /** Pools by data centre; empty where they are left out. */
  readonly popPools: Known<object>;
  /** What keeps a session on one origin. */
  readonly sessionAffinity: Known<string>;
  /** Seconds that it does; undefined where they are left out. */
  readonly sessionAffinityTtl: Known<number> | undefined;
  /** What happens to a session whose origin fails. */
  readonly "sessionAffinityAttributes.zeroDowntimeFailover": Known<string>;
  /** The SameSite attribute of the cookie. */
  readonly "sessionAffinityAttributes.samesite": Known<string>;
  /** The Secure attribute of the cookie. */
  readonly "sessionAffinityAttributes.secure": Known<string>;
}

/** What a load balancer's zone gives. */
export interface SteeringView {
  /** The zone's plan. */
  readonly plan: CloudflarePlan;
  /** Whether the account has the Traffic Steering add-on; Enterprise needs none. */
  readonly trafficSteering: boolean;
}

type LoadBalancerConstraint = Constraint<LoadBalancerFields, SteeringView>;

/** The constraints on what keeps a session on one origin, which need no view. */
type AffinityConstraint = Constraint<LoadBalancerFields, unknown>;

/**
 * Refuses as load balancing does.
 * @param words - What is wrong.
 * @returns What the API says.
 */
export function notValid(words: string): string {
  return `${words}: validation failed`;
}

/** The steering policy is part of the plan or of the add-on. */
export const steeringEntitled: LoadBalancerConstraint = {
  id: "load-balancer/steering-entitled",
  property: "steeringPolicy",
  must: (_fields, view) =>
    `be one of ${steeringPolicies(view).join(", ")} without the Traffic Steering add-on or Enterprise`,
  error: apiErrors.invalid,
  answer: ({ steeringPolicy }) =>
    notValid(`steering policy ${String(steeringPolicy)} is not allowed with this subscription`),
  holds: ({ steeringPolicy }, view) =>
    whenKnown(steeringPolicy, (policy) => steeringPolicies(view).includes(policy)),
};

/** Pools by data centre are part of the plan. */
export const popPoolsEntitled: LoadBalancerConstraint = {
  id: "load-balancer/pop-pools-entitled",
  property: "popPools",
  must: "be left out below Enterprise",
  error: apiErrors.invalid,
  answer: notValid("pop_pools are not allowed with this subscription"),
  holds: ({ popPools }, { plan }) =>
    whenKnown(
      popPools,
      (pools) => planLimits[plan].poolsPerDataCentre || Object.keys(pools).length === 0,
    ),
};

/** A session stays pinned for as long as its kind allows. Source: that of `affinityTtlSeconds`. */
export const affinityTtlInRange: AffinityConstraint = {
  id: "load-balancer/affinity-ttl-in-range",
  property: "sessionAffinityTtl",
  must: (fields) => {
    const { minimum, maximum } = affinityRange(fields);
    return `be ${minimum} to ${maximum} seconds`;
  },
  error: apiErrors.invalid,
  answer: (fields) => {
    const { minimum, maximum } = affinityRange(fields);
    return notValid(`session_affinity_ttl is not in range [${minimum}, ${maximum}]`);
  },
  holds: (fields) => {
    const { minimum, maximum } = affinityRange(fields);
    return fields.sessionAffinityTtl === undefined
      ? "yes"
      : whenKnown(fields.sessionAffinityTtl, (ttl) => ttl >= minimum && ttl <= maximum);
  },
};

/** A session that headers tell apart cannot move for good. Source: schema text of the Cloudflare provider, load_balancer. */
export const noStickyByHeader: AffinityConstraint = {
  id: "load-balancer/no-sticky-by-header",
  property: "sessionAffinityAttributes.zeroDowntimeFailover",
  must: "not be sticky where the affinity is header",
  error: apiErrors.invalid,
  answer: notValid("zero_downtime_failover sticky is not supported with header session affinity"),
  holds: (fields) =>
    anyOf([
      whenKnown(fields.sessionAffinity, (one) => one !== SessionAffinity.Header),
      whenKnown(
        fields["sessionAffinityAttributes.zeroDowntimeFailover"],
        (one) => one !== ZeroDowntimeFailover.Sticky,
      ),
    ]),
};

/** A cookie that is sent along from everywhere is secure. Source: schema text of the Cloudflare provider, load_balancer. */
export const sameSiteNoneIsSecure: AffinityConstraint = {
  id: "load-balancer/same-site-none-is-secure",
  property: "sessionAffinityAttributes.secure",
  must: "not be Never where sameSite is None",
  error: apiErrors.invalid,
  answer: notValid("samesite None cannot be used with secure Never"),
  holds: (fields) =>
    anyOf([
      whenKnown(fields["sessionAffinityAttributes.samesite"], (one) => one !== CookieSameSite.None),
      whenKnown(fields["sessionAffinityAttributes.secure"], (one) => one !== CookieSecure.Never),
    ]),
};

/** What the API refuses of a load balancer for its own values. */
export const loadBalancerConstraints: readonly LoadBalancerConstraint[] = [
  steeringEntitled,
  popPoolsEntitled,
  affinityTtlInRange,
  noStickyByHeader,
  sameSiteNoneIsSecure,
];

/**
 * The policy by which a load balancer steers.
 * @param policy - What it says; "" for nothing.
 * @param hasRegionPools - Whether it has pools by region.
 * @returns Without a policy the API steers by geography where region pools are given, and else takes the first pool.
 */
export function steeringOf(policy: string, hasRegionPools: boolean): string {
  if (policy !== "") {
    return policy;
  }
  return hasRegionPools ? SteeringPolicy.Geo : SteeringPolicy.Off;
}

/** The steering policies that a zone may use. */
function steeringPolicies({ plan, trafficSteering }: SteeringView): readonly string[] {
  return planLimits[trafficSteering ? CloudflarePlan.Enterprise : plan].steeringPolicies;
}

const unlimited: NumberRange = {
  minimum: Number.NEGATIVE_INFINITY,
  maximum: Number.POSITIVE_INFINITY,
};

function affinityRange({ sessionAffinity }: LoadBalancerFields): NumberRange {
  return sessionAffinity === SessionAffinity.Cookie ||
    sessionAffinity === SessionAffinity.IpCookie ||
    sessionAffinity === SessionAffinity.Header
    ? affinityTtlSeconds[sessionAffinity]
    : unlimited;
}
