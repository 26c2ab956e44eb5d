import { subnetsOfBalancer } from "../../model/network/subnets";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { OriginSides } from "./originSides";
import { changesOf, touches, type Risk } from "./risk";
import { names, say } from "../words/words";

/**
 * Finds load balancers that leave a subnet and stay. Source: Elastic Load Balancing user guides, load-balancer-subnets and
 * target-group-health-checks (`Target.NotInUse`: the zone of the target is not enabled for its load balancer).
 */
export function leftSubnetRisks(sides: OriginSides): Risk[] {
  const { before, after } = sides;
  const changes = changesOf(sides.context, ["awsLoadBalancer", "classicBalancer"], ["update"]);
  return changes.flatMap((change): Risk[] => {
    const { before: old, after: now } = change;
    if (old === undefined || now === undefined || !touches(change, ["subnets", "subnetMappings"])) {
      return [];
    }
    const stays = new Set(
      subnetsOfBalancer(after.model.inventory, now).flatMap(({ tokens }) => tokens),
    );
    // One that is made anew is another one under the same name.
    const isAnother = (resource: ModelResource): boolean =>
      sides.context.changes.get(sides.nameAfter(resource))?.operation === "replace";
    const left = subnetsOfBalancer(before.model.inventory, old).filter(({ tokens, resource }) =>
      resource === undefined
        ? !tokens.some((token) => stays.has(token))
        : isAnother(resource) ||
          ![...tokens, sides.nameAfter(resource)].some((token) => stays.has(token)),
    );
    // Where no subnet is known any more, nobody knows whether one is left.
    return left.length === 0 || stays.size === 0
      ? []
      : [
          {
            ...{ id: "balancer-leaves-subnet", severity: "medium", subject: now.key },
            title: title(now),
            consequence: say`${title(now)} leaves ${names(left.map((subnet) => subnet.title))}: connections there break off, its address there is handed out until the TTL of a minute is over, and targets in a zone where it has no subnet any more get no requests. Some requests of ${sides.visitors({ machine: now })} end in Error 520, 521 or 522 meanwhile.`,
            cause: sides.causes([now]),
            hint: say`See that targets stand in the zones that remain, and do it at an hour with few visitors.`,
          },
        ];
  });
}
