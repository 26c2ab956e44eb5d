import type { StoredObject } from "../account/account";
import type { Place } from "../resources/handler";
import {
  isAbsent,
  list,
  number,
  text,
  texts,
  type Properties,
  type PropertyValue,
} from "../values";

/**
 * Reads a security group as EC2 describes it: every rule of the group is listed, whoever made it. That is why inline
 * rules and single ones on the same group take each other away.
 * @param group - The group.
 * @param place - Where.
 * @returns Its inbound and outbound rules, in the form of inline ones.
 */
export function observeGroup(group: StoredObject, place: Place): Properties {
  const all = (inline: PropertyValue | undefined, direction: "in" | "out"): PropertyValue[] => {
    const single = [...place.account.find(`rules:${group.id}/${direction}`)];
    return [...list(inline), ...single.map((rule) => inlineForm(rule.properties))];
  };
  return {
    ingress: all(group.properties.ingress, "in"),
    egress: all(group.properties.egress, "out"),
  };
}

function inlineForm(rule: Properties): Properties {
  const one = (value: PropertyValue | undefined): string[] =>
    isAbsent(value) ? [] : [text(value)];
  return {
    protocol: text(rule.ipProtocol ?? rule.protocol),
    fromPort: number(rule.fromPort) ?? 0,
    toPort: number(rule.toPort) ?? 0,
    cidrBlocks: [...texts(rule.cidrBlocks), ...one(rule.cidrIpv4)],
    ipv6CidrBlocks: [...texts(rule.ipv6CidrBlocks), ...one(rule.cidrIpv6)],
    prefixListIds: [...texts(rule.prefixListIds), ...one(rule.prefixListId)],
    securityGroups: [...one(rule.referencedSecurityGroupId), ...one(rule.sourceSecurityGroupId)],
  };
}
