import { linuxEphemeralPorts } from "../../facts/aws/networkAcls";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { Dependencies, type Dependency } from "../../model/origin/dependencies";
import { storePlaces, storeSubnets } from "../../model/origin/storeSubnets";
import { aclsBetween, subnetsOfTarget, type AclsBetween } from "../../model/origin/targetSubnets";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { TrafficModel } from "../../model/traffic/path";
import { storeBehind } from "../../model/origin/askedStores";
import { askedStore } from "./askedStores";
import type { OriginSides, Serving } from "./originSides";
import { causedRisk, changesAnyOf, type Risk } from "./risk";
import { errorOf, names, say } from "../words/words";

const parts = new Set<ModelTypeName>(["networkAcl", "networkAclRule", "networkAclAssociation"]);

/** Finds network ACLs that come to turn away what serves where stores of data stand, at a port at which one of them lets it in. */
export function shutStoreRisks(sides: OriginSides): Risk[] {
  if (!changesAnyOf(sides.context, parts)) {
    return [];
  }
  const { plan } = sides.context;
  const places = [storePlaces(plan.before), storePlaces(plan.after)] as const;
  if (places.some(({ length }) => length === 0)) {
    return [];
  }
  const dependencies = new Dependencies(sides.before.model.inventory);
  return sides.serving.flatMap((serving) =>
    dependencies
      .of(serving.old)
      .flatMap((each) => storeRisk(sides, serving, each, places))
      .slice(0, 1),
  );
}

function storeRisk(
  sides: OriginSides,
  { place, old, serves }: Serving,
  { group, ports }: Dependency,
  places: readonly [before: readonly ModelResource[], after: readonly ModelResource[]],
): Risk[] {
  if (ports.first !== ports.last) {
    return [];
  }
  const was = between(sides.before.model, places[0], old, ports.first);
  const is = between(sides.after.model, places[1], serves, ports.first);
  const isCut = was.some(isThrough) && is.length > 0 && !is.some(isThrough);
  const shutting = is.flatMap((each) => each.shutting);
  const acls = names([...new Set(shutting.map((acl) => acl.title))]);
  const cause = isCut ? sides.causes([...was, ...is].flatMap(partsOf)) : [];
  return causedRisk(serves, cause, () => {
    const now = sides.after.model.inventory.byKey(sides.nameAfter(group));
    const store = now && storeBehind(sides.after, serves, { group: now, ports }, () => true);
    const asks =
      store === undefined
        ? say`what ${title(serves)} asks at port ${ports.first} where stores of its network stand, or what they answer: where it needs an answer from what the security group ${title(group)} guards, `
        : say`what ${title(serves)} asks at port ${ports.first} of ${askedStore(store)}, or what that answers: `;
    return {
      ...{ id: "egress-shut", severity: store === undefined ? "medium" : sides.severity(place) },
      about: [group.key, title(group)],
      consequence: say`From this change on the network ACL ${acls} turns away ${asks}${sides.visitors(place)} get ${errorOf(loadBalancerErrors.lostDependency)} until it lets that through.`,
      hint: say`Network ACLs know no connections: let port ${ports.first} in from the subnets of ${title(serves)}, and high ports back out to them, by rules with lower numbers than those that turn them away.`,
    };
  });
}

function isThrough({ shutting }: AclsBetween): boolean {
  return shutting.length === 0;
}

function partsOf({ acls }: AclsBetween): ModelResource[] {
  return acls.flatMap((acl) => [...acl.parts]);
}

/** The network ACLs between each subnet of what serves and each in which stores stand. */
function between(
  { inventory, network }: TrafficModel,
  places: readonly ModelResource[],
  serves: ModelResource,
  port: number,
): AclsBetween[] {
  return subnetsOfTarget(inventory, serves).flatMap((near) =>
    storeSubnets(inventory, places, near.vpcTokens).map((far) =>
      aclsBetween(network, near, far, port, linuxEphemeralPorts),
    ),
  );
}
