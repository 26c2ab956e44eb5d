import { managedPrefixListId } from "../../facts/aws/ids";
import { overlap, readRange, type AddressRange } from "../../core/cidrs";
import { unknownValue, type Known } from "../../core/known";
import { groupRules, type GroupRule } from "../firewall/groupRules";
import { groupTokensOn, isAttached } from "../firewall/protectedEndpoints";
import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { tokensOf } from "../graph/resourcesOfType";
import { linkedResource, targetOf } from "../graph/targets";
import type { ModelResource, ModelValue } from "../graph/resources";
import { privateRanges } from "../network/privateRanges";
import { rangeOf } from "../network/subnets";
import { carrierOf, groupsOfTarget } from "./admission";
import { isOfAll, type Dependency, type PortSpan } from "./dependencies";
import { subnetsOfTarget } from "./targetSubnets";

/** A security group, and the ports at which it is asked. */
type Asked = Pick<Dependency, "group" | "ports">;

/**
 * Whether a security group lets in what serves behind a load balancer at one of several ports, or may: also by addresses, those of subnets apart in which it does not serve, and
 * by groups that are not known.
 * @param inventory - The resources.
 * @param serves - An instance, an Auto Scaling group or a service.
 * @param dependency - The group as it is there, and the ports.
 */
export function mayBeLetIn(
  inventory: Inventory,
  serves: ModelResource,
  { group, ports }: Asked,
): boolean {
  const tokens = new Set(groupsOfTarget(inventory, serves).flatMap(tokensOf));
  const { rules, maybeMore } = groupRules(inventory, group);
  const ranges = subnetsOfTarget(inventory, serves).map(rangeOf);
  const isOwn = (token: string): boolean => tokens.has(token) || !isHeld(inventory, token);
  return (
    maybeMore ||
    rules.some(
      (rule) =>
        isThere(rule, ports) &&
        (rule.cidrs.some((cidr) => mayHold(cidr, ranges)) ||
          rule.prefixLists.length > 0 ||
          rule.groups.flatMap(linkTokens).some(isOwn)),
    )
  );
}

/**
 * Whether the security groups of what serves behind a load balancer let it out to what another group guards at one of several ports, or may: also by
 * any addresses of the network, which that may have, and by groups that it may carry too.
 * @param inventory - The resources.
 * @param serves - An instance, an Auto Scaling group or a service.
 * @param dependency - The other group, and the ports.
 */
export function mayBeLetOut(
  inventory: Inventory,
  serves: ModelResource,
  { group, ports }: Asked,
): boolean {
  const carrier = carrierOf(inventory, serves);
  const own = carrier === undefined ? [] : [...groupTokensOn(inventory, carrier)];
  if (own.length === 0 || !own.every((token) => isHeld(inventory, token))) {
    return true;
  }
  const asked = new Set(tokensOf(group));
  const isOther = (token: string): boolean => {
    const named = linkedResource(inventory, "securityGroup", token);
    return asked.has(token) || named === undefined || !isAttached(inventory, named);
  };
  const all = groupsOfTarget(inventory, serves).map((each) =>
    groupRules(inventory, each, "egress"),
  );
  return (
    all.some(({ maybeMore }) => maybeMore) ||
    all
      .flatMap(({ rules }) => rules)
      .filter((rule) => isThere(rule, ports))
      .some(
        ({ cidrs, prefixLists, groups }) =>
          cidrs.some((cidr) => mayHold(cidr, privateRanges)) ||
          prefixLists.some((list) => !isOfAws(inventory, list)) ||
          groups.flatMap(linkTokens).some(isOther),
      )
  );
}

function isThere({ protocol, fromPort, toPort }: GroupRule, ports: PortSpan): boolean {
  return (
    protocol === unknownValue ||
    fromPort === unknownValue ||
    toPort === unknownValue ||
    isOfAll(protocol) ||
    (fromPort <= ports.last && (toPort === -1 || ports.first <= toPort))
  );
}

/** Whether addresses may be among those of some ranges: where one of these is not known, all may. */
function mayHold(cidr: Known<string>, ranges: readonly (AddressRange | undefined)[]): boolean {
  const range = cidr === unknownValue ? undefined : readRange(cidr);
  return (
    ranges.length === 0 ||
    ranges.some((own) => own === undefined || range === undefined || overlap(own, range))
  );
}

function isHeld(inventory: Inventory, token: string): boolean {
  return (
    inventory.byKey(token) !== undefined || inventory.byId("securityGroup", token) !== undefined
  );
}

/** The lists of AWS itself hold its own services. */
function isOfAws(inventory: Inventory, list: ModelValue): boolean {
  return managedPrefixListId.test(targetOf(inventory, list, "prefixList")?.id ?? "");
}
