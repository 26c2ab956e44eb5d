import { weightedSteeringPolicies } from "../../facts/cloudflare/loadBalancing";
import { poolError } from "../../model/origin/answeredErrors";
import { takesInOrder } from "../../model/traffic/loadBalancers";
import { readPoolWeights } from "../../model/traffic/sessions";
import { counted, names, say } from "../words/words";
import type { BalancerPair } from "./balancerPairs";
import { causeOf, type Risk } from "./risk";

/**
 * Finds load balancers that come to spread requests over a pool that answers everybody with an error, and was only for the worst until now.
 * Source: Cloudflare docs, load-balancing/understand-basics/traffic-steering/steering-policies (off takes the first healthy pool; a pool
 * without a monitor counts as healthy).
 */
export function spreadRisk({
  context,
  hostname,
  old,
  now,
  newPools,
}: BalancerPair): Risk | undefined {
  const change = context.changes.get(now.resource.key);
  const isSpread = weightedSteeringPolicies.some((policy) => policy === now.steering);
  if (change === undefined || !takesInOrder(old) || !isSpread) {
    return undefined;
  }
  const weights = readPoolWeights(now.resource);
  const asked = newPools.filter(
    ({ id, onlyFallback, node }) =>
      !onlyFallback && (weights.of(node?.resource.id ?? id) ?? weights.usual) !== 0,
  );
  const failing = asked.flatMap(({ node, title }) => {
    // What a monitor finds down gets nothing.
    const code =
      node !== undefined && node.monitor === undefined
        ? poolError(context.after, node.resource, hostname)
        : undefined;
    return code === undefined ? [] : [{ title, code }];
  });
  const [first] = failing;
  return first === undefined || failing.length === asked.length
    ? undefined
    : {
        ...{ id: "steering-changed", severity: "high" },
        ...{ subject: now.resource.key, title: hostname },
        consequence: say`From this change on requests for ${hostname} are spread over ${[counted(asked.length, "pool")]}, and ${names(failing.map(({ title }) => title))} answers everybody with Error ${first.code}: it was asked only where the pools before it were down, and now gets its share of visitors at once, until it is out of the pools or has the weight 0.`,
        cause: [causeOf(change)],
        hint: say`Leave such a pool to be the fallback pool alone, or give it the weight 0 in randomSteering.`,
      };
}
