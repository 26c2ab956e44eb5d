import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import { isList, isObject, readFlag, readNumber } from "../graph/reading";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelObject, ModelResource } from "../graph/resources";
import type { AclDirection } from "./networkAcls";

function directionOf({ properties }: ModelResource): AclDirection {
  return readFlag(properties.egress, "no") === "yes" ? "egress" : "ingress";
}

/**
 * Lists the rules of network ACLs that go and that no other resource of its own stands for: of one ACL, direction and number.
 * @param inventory - Where the others are.
 * @param going - `NetworkAclRule`s.
 */
export function withoutTwins(
  inventory: Inventory,
  going: readonly ModelResource[],
): readonly ModelResource[] {
  const numberOf = ({ properties }: ModelResource) => readNumber(properties.ruleNumber);
  return going.filter((rule) =>
    inventory
      .linkedToAny(tokensAt(rule, "networkAclId"), "networkAclRule")
      .every(
        (other) => directionOf(other) !== directionOf(rule) || numberOf(other) !== numberOf(rule),
      ),
  );
}

/**
 * Takes rules that were resources of their own out of what is written inside a network ACL.
 * @param acl - The ACL.
 * @param gone - The rules.
 * @returns Its properties with what is left; undefined where it loses nothing.
 */
export function withoutAclRules(
  acl: ModelResource,
  gone: readonly ModelResource[],
): ModelObject | undefined {
  const names = tokensOf(acl);
  const own = gone.filter((rule) =>
    tokensAt(rule, "networkAclId").some((token) => names.includes(token)),
  );
  const left = (["ingress", "egress"] as const).flatMap((direction) => {
    const numbers = own
      .filter((rule) => directionOf(rule) === direction)
      .map(({ properties }) => readNumber(properties.ruleNumber));
    const written = acl.properties[direction];
    const stays = (isList(written) ? written : []).filter(
      (rule) => !isObject(rule) || !numbers.includes(readNumber(rule.ruleNo)),
    );
    return isList(written) && stays.length < written.length ? [[direction, stays] as const] : [];
  });
  return left.length === 0 ? undefined : { ...acl.properties, ...Object.fromEntries(left) };
}
