import { familyNames } from "../../../facts/addresses";
import { idPrefixes, managedPrefixListId } from "../../../facts/aws/ids";
import { apiErrors } from "../../../facts/aws/apiErrors";
import { securityGroupQuota } from "../../../facts/aws/securityGroups";
import {
  cidrWeight,
  groupWeight,
  permissionIdentity,
  permissionOnce,
  prefixListWeight,
  rulesInQuota,
  totalWeight,
  unknownWeight,
  type RuleWeight,
} from "../../../constraints/securityGroupRules";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuse, refuseBroken } from "../calls/refuse";
import type { Place } from "../resources/handler";
import { list, number, object, text, texts, type Properties } from "../values";
import { admitId } from "./malformedIds";
import { hasGroup } from "./standing";

/** Which way traffic goes. */
export type Direction = "in" | "out";

/** One permission of a security group, as EC2 sees it whoever made it: a protocol, ports and one source. */
export interface Permission {
  /** The same for two permissions that EC2 takes for duplicates. */
  readonly identity: string;
  /** The same for two permissions that the provider takes for one: it looks at what is said of them too. */
  readonly written: string;
  /** What the other end is. */
  readonly source: "ipv4" | "ipv6" | "prefixList" | "group";
  /** The CIDR block or id. */
  readonly value: string;
  /** The object that holds it. Absent for one that is only wanted. */
  readonly holder?: StoredObject;
}

/**
 * Lists the permissions that one rule makes: one per source.
 * @param rule - An ingress or egress rule, a security group rule, or an inline rule.
 * @param groupId - Group that holds the rule; what `self` stands for.
 * @param holder - The object that holds the rule, if there is one.
 * @returns The permissions.
 */
export function permissionsOf(
  rule: Properties,
  groupId: string,
  holder?: StoredObject,
): Permission[] {
  const protocol = text(rule.ipProtocol ?? rule.protocol);
  const ports = { fromPort: number(rule.fromPort), toPort: number(rule.toPort) };
  const groups = [
    ...texts(rule.securityGroups),
    text(rule.referencedSecurityGroupId),
    text(rule.sourceSecurityGroupId),
    rule.self === true ? groupId : "",
  ];
  const sources = [
    ...sourced("ipv4", [...texts(rule.cidrBlocks), text(rule.cidrIpv4)]),
    ...sourced("ipv6", [...texts(rule.ipv6CidrBlocks), text(rule.cidrIpv6)]),
    ...sourced("prefixList", [...texts(rule.prefixListIds), text(rule.prefixListId)]),
    ...sourced("group", groups),
  ];
  return sources.map(({ source, value }) => {
    const identity = permissionIdentity({ protocol, ...ports, peer: value });
    return {
      ...{ identity, written: `${identity} ${text(rule.description)}`, source, value },
      ...(holder === undefined ? {} : { holder }),
    };
  });
}

/**
 * What is left of an inline rule when some of its permissions are revoked.
 * @param rule - The rule.
 * @param groupId - Group that holds it.
 * @param kept - The permissions that stay, as they are written.
 * @returns The rule with the sources that stay; nothing where none does.
 */
export function partOf(rule: Properties, groupId: string, kept: ReadonlySet<string>): Properties[] {
  const staying = permissionsOf(rule, groupId).filter(({ written }) => kept.has(written));
  const valuesOf = (source: Permission["source"]): string[] =>
    staying.filter((permission) => permission.source === source).map(({ value }) => value);
  return staying.length === 0
    ? []
    : [
        {
          ...{ ...rule, self: false, cidrBlocks: valuesOf("ipv4") },
          ...{ ipv6CidrBlocks: valuesOf("ipv6"), prefixListIds: valuesOf("prefixList") },
          securityGroups: valuesOf("group"),
        },
      ];
}

function sourced(source: Permission["source"], values: string[]) {
  return values.filter((value) => value !== "").map((value) => ({ source, value }));
}

/**
 * Lists every permission of a group in one direction, whoever made it.
 * @param groupId - Id of the group.
 * @param direction - Which way.
 * @param place - Where.
 * @returns The permissions, inline ones first.
 */
export function permissionsOfGroup(
  groupId: string,
  direction: Direction,
  place: Place,
): Permission[] {
  const group = place.account.get(types.securityGroup, groupId);
  const inline = direction === "in" ? group?.properties.ingress : group?.properties.egress;
  const rules = [...place.account.find(`rules:${groupId}/${direction}`)];
  return [
    ...list(inline).flatMap((rule) => permissionsOf(object(rule), groupId, group)),
    ...rules.flatMap((rule) => permissionsOf(rule.properties, groupId, rule)),
  ];
}

/**
 * Refuses permissions that a group already has, that it cannot hold, or that name what does not exist.
 * @param direction - Which way.
 * @param wanted - The permissions to add.
 * @param present - The permissions that stay beside them.
 * @param place - Where.
 * @throws {ApiError} InvalidPermission.Duplicate, RulesPerSecurityGroupLimitExceeded or a NotFound.
 */
export function admitPermissions(
  direction: Direction,
  wanted: readonly Permission[],
  present: readonly Permission[],
  place: Place,
): void {
  const known = new Set(present.map((permission) => permission.identity));
  for (const permission of wanted) {
    refuseBroken([permissionOnce], { permission: permission.identity }, { present: known });
    known.add(permission.identity);
    admitSource(permission, place);
  }
  const weight = weightOf([...present, ...wanted], place);
  admitWeight(direction, weight);
}

/**
 * Refuses more rules than one direction of a group may hold.
 * @param direction - Which way.
 * @param weight - What its rules count for.
 * @throws {ApiError} RulesPerSecurityGroupLimitExceeded.
 */
export function admitWeight(direction: Direction, weight: RuleWeight): void {
  refuseBroken(rulesInQuota, weight, {
    rulesPerGroup: securityGroupQuota.rulesPerGroup,
    bound: direction === "in" ? "inbound" : "outbound",
  });
}

function admitSource(permission: Permission, place: Place): void {
  if (permission.source === "prefixList" && !isManaged(permission.value)) {
    const { value } = permission;
    admitId("prefixList", value);
    const held = place.account.get(types.prefixList, value);
    const isStanding = held === undefined && place.seed.standsUnnamed(idPrefixes.prefixList, value);
    if (!isStanding && held?.properties.region !== place.region) {
      refuse(apiErrors.noSuchPrefixList, `The prefix list ID '${permission.value}' does not exist`);
    }
  }
  if (permission.source === "group") {
    const isForeign = permission.value.includes("/");
    if (!isForeign && !hasGroup(permission.value, place)) {
      refuse(apiErrors.noSuchGroup, `The security group '${permission.value}' does not exist`);
    }
  }
}

/** Lists that AWS itself manages have ids of eight digits and are not made by a program. */
function isManaged(prefixListId: string): boolean {
  return managedPrefixListId.test(prefixListId);
}

/**
 * Counts permissions as the quota does, each family apart.
 * @param permissions - The permissions of one direction.
 * @param place - Where.
 */
export function weightOf(permissions: readonly Permission[], place: Place): RuleWeight {
  return totalWeight(
    permissions.map(({ source, value }) => {
      switch (source) {
        case "group":
          return groupWeight;
        case "prefixList":
          return listWeight(place.account.get(types.prefixList, value));
        case "ipv4":
        case "ipv6":
          return cidrWeight(source);
      }
    }),
  );
}

/** Lists that stand in the account without having been made here are of a size that nobody told. */
function listWeight(list: StoredObject | undefined): RuleWeight {
  const { addressFamily, maxEntries } = list?.properties ?? {};
  const family = addressFamily === familyNames.ipv6 ? "ipv6" : "ipv4";
  return list === undefined ? unknownWeight : prefixListWeight(family, number(maxEntries));
}
