import { unknownValue } from "../../core/known";
import { SteeringPolicy } from "../../facts/cloudflare/loadBalancing";
import type { Target } from "../../model/graph/targets";
import { modelType } from "../../model/graph/resourceTypes";
import type { UnjudgedChange } from "../../model/judged/unjudged";
import type { RiskContext } from "../risks/risk";

const coordinates: readonly string[] = ["latitude", "longitude"];

/**
 * Whether a pool alone comes to stand elsewhere on the map, of which no load balancer of the plan takes account.
 * Source: Cloudflare docs, load-balancing/understand-basics/traffic-steering/steering-policies/proximity-steering.
 * @returns False for every other change, and where the load balancers that name the pool may stand in another program.
 */
export function isPlacementSeen(
  { plan, before, after }: RiskContext,
  { change, properties }: UnjudgedChange,
): boolean {
  const { Proximity } = SteeringPolicy;
  return (
    plan.whole &&
    modelType(change.type) === "pool" &&
    properties.length > 0 &&
    properties.every((property) => coordinates.includes(property)) &&
    after.loadBalancers.some(({ targets }) => isAmong(targets, change.key)) &&
    [before, after].every(({ loadBalancers }) =>
      loadBalancers.every(({ steering }) => steering !== Proximity && steering !== unknownValue),
    )
  );
}

function isAmong(targets: readonly Target[], key: string): boolean {
  return targets.some(({ resources }) => resources.some((pool) => pool.key === key));
}
