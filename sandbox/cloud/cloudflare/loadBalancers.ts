import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import {
  affinityTtlSeconds,
  CookieSameSite,
  CookieSecure,
  SessionAffinity,
  SteeringPolicy,
  unproxiedTtlSeconds,
  weightedSteeringPolicies,
  ZeroDowntimeFailover,
} from "../../../facts/cloudflare/loadBalancing";
import { canonicalHostname } from "../../../model/graph/hostnames";
import { planLimits } from "../../../facts/cloudflare/plans";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuse } from "../api/refuse";
import type { Zone } from "../premises";
import type { Place, ResourceKind } from "../provider/kind";
import { isAbsent, list, number, object, text, texts, type Properties } from "../values";
import { admitQuota, invalid, missingPools, withoutSubscription } from "./loadBalancing";
import { restKind, zoneOf, zonePath } from "./rest";

/** Load balancers: `/zones/<zone>/load_balancers`. */
export const loadBalancerKind: ResourceKind = restKind(
  types.loadBalancer,
  { collection: (balancer) => `${zonePath(balancer)}/load_balancers` },
  {
    admit: admitLoadBalancer,
    answer: (balancer, place) => ({
      name: nameOf(balancer),
      zoneName: zoneOf(balancer, place).name,
      ...(balancer.proxied === true ? {} : { ttl: balancer.ttl ?? unproxiedTtlSeconds }),
    }),
  },
);

function admitLoadBalancer(balancer: Properties, place: Place, current?: StoredObject): void {
  const zone = zoneOf(balancer, place);
  const name = nameOf(balancer);
  if (!zone.loadBalancing) {
    withoutSubscription("Load Balancing Not Enabled");
  }
  if (name !== zone.name && !name.endsWith(`.${zone.name}`)) {
    invalid(`name must belong to the zone ${zone.name}`);
  }
  if (texts(balancer.defaultPools).length === 0) {
    invalid("default_pools must name at least one pool");
  }
  const missing = missingPools(balancer, place);
  if (missing.length > 0) {
    invalid(`pool ${missing.join(", ")} does not exist`);
  }
  if (balancer.proxied === true && !isAbsent(balancer.ttl)) {
    invalid("can't set ttl with proxied");
  }
  admitSteering(balancer, zone);
  admitAffinity(balancer);
  for (const other of place.account.find(`load-balancer-name:${zone.id}/${name}`)) {
    if (other.key !== current?.key) {
      refuse(apiErrors.loadBalancerNameTaken, "a load balancer with that hostname already exists");
    }
  }
  if (current === undefined) {
    admitQuota(place, "load-balancers", planLimits[zone.plan].loadBalancers, "load balancers");
  }
}

function admitSteering(balancer: Properties, zone: Zone): void {
  const limits = planLimits[zone.plan];
  const policy = steeringOf(balancer);
  if (!zone.trafficSteering && !limits.steeringPolicies.includes(policy)) {
    invalid(`steering policy ${policy} is not allowed with this subscription`);
  }
  if (Object.keys(object(balancer.popPools)).length > 0 && !limits.poolsPerDataCentre) {
    invalid("pop_pools are not allowed with this subscription");
  }
  if (list(balancer.rules).length > limits.loadBalancerRules) {
    invalid(`the subscription allows ${limits.loadBalancerRules} rules per load balancer`);
  }
  const weights = Object.keys(object(object(balancer.randomSteering).poolWeights));
  if (weights.length > 0 && !weightedSteeringPolicies.some((one) => one === policy)) {
    invalid(`random_steering needs a steering policy by weight, not ${policy}`);
  }
}

function admitAffinity(balancer: Properties): void {
  const affinity = text(balancer.sessionAffinity);
  const attributes = object(balancer.sessionAffinityAttributes);
  const ttl = number(balancer.sessionAffinityTtl);
  const range =
    affinity === SessionAffinity.Cookie ||
    affinity === SessionAffinity.IpCookie ||
    affinity === SessionAffinity.Header
      ? affinityTtlSeconds[affinity]
      : undefined;
  if (ttl !== undefined && range !== undefined && (ttl < range.minimum || ttl > range.maximum)) {
    invalid(`session_affinity_ttl is not in range [${range.minimum}, ${range.maximum}]`);
  }
  if (
    affinity === SessionAffinity.Header &&
    attributes.zeroDowntimeFailover === ZeroDowntimeFailover.Sticky
  ) {
    invalid("zero_downtime_failover sticky is not supported with header session affinity");
  }
  if (attributes.samesite === CookieSameSite.None && attributes.secure === CookieSecure.Never) {
    invalid("samesite None cannot be used with secure Never");
  }
}

/** Without a policy the API steers by geography where region pools are given, and else takes the first pool. */
function steeringOf(balancer: Properties): string {
  const policy = text(balancer.steeringPolicy);
  if (policy !== "") {
    return policy;
  }
  return Object.keys(object(balancer.regionPools)).length > 0
    ? SteeringPolicy.Geo
    : SteeringPolicy.Off;
}

/** The hostname of a load balancer as the API says it back. */
function nameOf({ name }: Properties): string {
  return canonicalHostname(text(name));
}
