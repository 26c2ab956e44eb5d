import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { groupTokensOn } from "../../model/firewall/protectedEndpoints";
import { carrierOf } from "../../model/origin/admission";
import type { GroupUse } from "../../model/origin/forwards";
import type { OriginPaths } from "../../model/origin/originPaths";
import { partsOfTarget } from "../../model/origin/targetParts";
import { title } from "../../model/graph/title";
import { errorOf, say } from "../words/words";
import type { OriginSides } from "./originSides";
import { changesOf, touches, type Risk } from "./risk";

const properties = ["networkConfiguration", "networkInterfaces", "vpcSecurityGroupIds"] as const;

/**
 * Finds tasks and machines behind a load balancer that come to have no security group of the program's, and so the default one of their network.
 * Source: Amazon ECS API reference, AwsVpcConfiguration (securityGroups); Amazon VPC user guide, default-security-group (it lets in its own members).
 */
export function lostGroupRisks(sides: OriginSides): Risk[] {
  const changes = changesOf(sides.context, ["ecsService", "launchTemplate"], ["update"]).filter(
    (change) => touches(change, properties) && losesGroups(sides, change.key),
  );
  const uses = changes.length === 0 ? new Map<string, GroupUse>() : usesByMaker(sides.after);
  return changes.flatMap(({ key, after }): Risk[] => {
    const use = uses.get(key);
    return use === undefined || after === undefined
      ? []
      : [
          {
            ...{ id: "targets-shut", severity: "medium", subject: key, title: title(after) },
            consequence: say`What ${title(after)} makes from this change on has no security group of this program, and so the default one of its network, which as AWS makes it lets in its own members alone: the load balancer gets no answer from there, and as that takes over, ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.unreachableTargets)} until it has one that lets the load balancer in.`,
            cause: sides.causes([after]),
            hint: say`Name the security group that lets the load balancer in.`,
          },
        ];
  });
}

function losesGroups({ before, after, context }: OriginSides, key: string): boolean {
  const old = before.model.inventory.byKey(context.formerly.get(key) ?? key);
  const now = after.model.inventory.byKey(key);
  return (
    old !== undefined &&
    now !== undefined &&
    groupTokensOn(before.model.inventory, old).size > 0 &&
    groupTokensOn(after.model.inventory, now).size === 0
  );
}

/** How what is made next gets requests, by the key of what says which groups it carries. */
function usesByMaker(paths: OriginPaths): ReadonlyMap<string, GroupUse> {
  const { inventory } = paths.model;
  const found = new Map<string, GroupUse>();
  for (const use of paths.distinctUses) {
    for (const serves of paths.sources(use.group).flatMap((source) => source.serves ?? [])) {
      const carrier = carrierOf(inventory, serves);
      if (carrier !== undefined && partsOfTarget(inventory, serves).includes(carrier)) {
        found.set(carrier.key, found.get(carrier.key) ?? use);
      }
    }
  }
  return found;
}
