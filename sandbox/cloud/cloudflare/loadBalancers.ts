import { isInZone } from "../../../core/hostnames";
import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import {
  unproxiedTtlSeconds,
  weightedSteeringPolicies,
} from "../../../facts/cloudflare/loadBalancing";
import {
  loadBalancerConstraints,
  steeringOf,
  type LoadBalancerFields,
} from "../../../constraints/loadBalancers";
import { canonicalHostname } from "../../../model/graph/hostnames";
import { planLimits } from "../../../facts/cloudflare/plans";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuse, refuseBroken } from "../calls/refuse";
import type { Zone } from "../accountSeed";
import type { Place, ResourceHandler } from "../resources/handler";
import { isAbsent, list, number, object, text, texts, type Properties } from "../values";
import { admitQuota, invalid, missingPools, withoutSubscription } from "./loadBalancing";
import { restHandler, zoneOf, zonePath } from "./rest";

/** Load balancers: `/zones/<zone>/load_balancers`. */
export const loadBalancerHandler: ResourceHandler = restHandler(
  types.loadBalancer,
  { collection: (balancer) => `${zonePath(balancer)}/load_balancers` },
  {
    validate: admitLoadBalancer,
    computeOutputs: (balancer, place) => ({
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
  if (!isInZone(name, zone.name)) {
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
  const fields = fieldsOf(balancer);
  refuseBroken(loadBalancerConstraints, fields, zone);
  admitRules(balancer, String(fields.steeringPolicy), zone);
  for (const other of place.account.find(`load-balancer-name:${zone.id}/${name}`)) {
    if (other.key !== current?.key) {
      refuse(apiErrors.loadBalancerNameTaken, "a load balancer with that hostname already exists");
    }
  }
  if (current === undefined) {
    admitQuota(place, "load-balancers", planLimits[zone.plan].loadBalancers, "load balancers");
  }
}

function fieldsOf(balancer: Properties): LoadBalancerFields {
  const attributes = object(balancer.sessionAffinityAttributes);
  const hasRegionPools = Object.keys(object(balancer.regionPools)).length > 0;
  return {
    steeringPolicy: steeringOf(text(balancer.steeringPolicy), hasRegionPools),
    popPools: object(balancer.popPools),
    sessionAffinity: text(balancer.sessionAffinity),
    sessionAffinityTtl: number(balancer.sessionAffinityTtl),
    "sessionAffinityAttributes.zeroDowntimeFailover": text(attributes.zeroDowntimeFailover),
    "sessionAffinityAttributes.samesite": text(attributes.samesite),
    "sessionAffinityAttributes.secure": text(attributes.secure),
  };
}

function admitRules(balancer: Properties, policy: string, zone: Zone): void {
  const limits = planLimits[zone.plan];
  if (list(balancer.rules).length > limits.loadBalancerRules) {
    invalid(`the subscription allows ${limits.loadBalancerRules} rules per load balancer`);
  }
  const weights = Object.keys(object(object(balancer.randomSteering).poolWeights));
  if (weights.length > 0 && !weightedSteeringPolicies.some((one) => one === policy)) {
    invalid(`random_steering needs a steering policy by weight, not ${policy}`);
  }
}

/** The hostname of a load balancer as the API says it back. */
function nameOf({ name }: Properties): string {
  return canonicalHostname(text(name));
}
