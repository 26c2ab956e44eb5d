import type { PoolFields, PoolView } from "../../constraints/pools";
import type { CloudflarePlan } from "../../facts/cloudflare/plans";

/**
 * Says what the API is to be asked for in a pool of this component.
 * @param fields - What of it is judged. The rest is what breaks no constraint.
 * @returns All that the API looks at; a monitor always looks after such a pool.
 */
export function poolFields(fields: Partial<PoolFields>): PoolFields {
  return {
    ...{ origins: [], checkRegions: [], isMonitored: true },
    ...{ latitude: undefined, longitude: undefined },
    ...fields,
  };
}

/**
 * The account as far as this component knows it: it has no other pools.
 * @param plan - The account's plan.
 */
export function alone(plan: CloudflarePlan): PoolView {
  return { plan, endpointsElsewhere: 0 };
}
