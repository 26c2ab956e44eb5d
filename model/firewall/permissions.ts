import { permissionIdentity } from "../../constraints/securityGroupRules";
import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { linkTokens, unknownLink } from "../graph/links";
import { isList, isObject } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { idsOf } from "../graph/resourcesOfType";
import { groupRules, type GroupRule, type RuleDirection } from "./groupRules";

/**
 * Lists what a rule lets through, one peer at one port each, as EC2 tells permissions apart.
 * @param rule - The rule.
 * @returns A text for each permission.
 */
export function permissionsOf(rule: GroupRule): string[] {
  const own = ownTokens(rule);
  const named = rule.groups.flatMap(linkTokens).filter((token) => token !== unknownLink);
  const groups = named.map((token) => (own.includes(token) ? itself : token));
  const isOwn = rule.fromGroups && rule.groups.length === 0;
  const peers = [
    ...[...rule.cidrs, ...rule.prefixLists.flatMap(linkTokens), ...groups],
    ...(isOwn ? [itself] : []),
  ];
  return peers.map((peer) => identityOf(rule, peer));
}

/** What a group is called among its own peers: a rule may name it or say that it means it. Source: Amazon EC2 API reference, UserIdGroupPair. */
const itself = "itself";

/** What the group that a rule belongs to is called. */
function ownTokens({ resource }: GroupRule): string[] {
  const { securityGroupId } = resource.properties;
  return securityGroupId === undefined
    ? [resource.key, ...idsOf(resource)]
    : linkTokens(securityGroupId).filter((token) => token !== unknownLink);
}

/** What is not known yet is like nothing that is. */
function identityOf({ protocol, fromPort, toPort }: GroupRule, peer: unknown): string {
  return permissionIdentity({
    protocol: String(protocol),
    fromPort: fromPort === unknownValue ? Number.NaN : fromPort,
    toPort: toPort === unknownValue ? Number.NaN : toPort,
    peer: String(peer),
  });
}

/**
 * Lists what a group lets through.
 * @param inventory - Where its rules are.
 * @param group - The group.
 * @param direction - Which way.
 * @returns The permissions, by the key of the resource that says so.
 */
export function permissionsByHolder(
  inventory: Inventory,
  group: ModelResource,
  direction: RuleDirection,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const rule of groupRules(inventory, group, direction).rules) {
    const known = getOrCreate(found, rule.resource.key, () => []);
    permissionsOf(rule).forEach((each) => known.push(each));
  }
  return found;
}

/**
 * Takes permissions out of what is written inside a group.
 * @param inventory - Where its rules are.
 * @param group - The group.
 * @param gone - The permissions.
 * @param direction - Which way they go.
 * @returns The group with what is left inside it; undefined where it loses nothing.
 */
export function withoutPermissions<Group extends ModelResource>(
  inventory: Inventory,
  group: Group,
  gone: ReadonlySet<string>,
  direction: RuleDirection,
): Group | undefined {
  const written = group.properties[direction];
  const inside = groupRules(inventory, group, direction).rules.filter(
    ({ resource }) => resource.key === group.key,
  );
  if (!isList(written) || !inside.flatMap(permissionsOf).some((each) => gone.has(each))) {
    return undefined;
  }
  const objects = written.filter(isObject);
  const left = objects.map((rule, index) => {
    const own = inside[index];
    const stays = (peer: ModelValue): boolean =>
      own === undefined || !gone.has(identityOf(own, peer));
    return narrowed(rule, stays);
  });
  return { ...group, properties: { ...group.properties, [direction]: left } };
}

const sources = new Set(["cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "securityGroups"]);

function narrowed(rule: ModelObject, stays: (source: ModelValue) => boolean): ModelObject {
  return Object.fromEntries(
    Object.entries(rule).map(([name, value]) => [
      name,
      sources.has(name) && isList(value) ? value.filter(stays) : value,
    ]),
  );
}
