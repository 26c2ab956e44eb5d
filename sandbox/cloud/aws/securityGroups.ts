import { apiErrors } from "../../../facts/aws/apiErrors";
import { idPrefixes } from "../../../facts/aws/ids";
import { nameLengths } from "../../../facts/aws/names";
import { newGroupEgress } from "../../../facts/aws/securityGroups";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import { ec2Id } from "../resources/ids";
import { PartlyCreated } from "../resources/partlyCreated";
import type { Flow, Place, ResourceHandler } from "../resources/handler";
import { storeChanged, storeNew } from "../resources/store";
import { isAbsent, list, object, text, type Properties, type PropertyValue } from "../values";
import { action, arn, awsHandler } from "./action";
import { observeGroup } from "./groupReading";
import {
  admitPermissions,
  partOf,
  permissionsOf,
  permissionsOfGroup,
  type Permission,
} from "./permissions";
import { defaultVpcId, standingVpc } from "./standing";

/** What EC2 gives every new group, and the provider takes away again. */
const defaultEgress: Properties = {
  ...newGroupEgress,
  cidrBlocks: [...newGroupEgress.cidrBlocks],
};

const names = [
  ["ingress", "in", "Ingress"],
  ["egress", "out", "Egress"],
] as const;

/** Security groups, with or without inline rules. */
export const securityGroupHandler: ResourceHandler = awsHandler(
  types.securityGroup,
  "ec2",
  {
    create: "CreateSecurityGroup",
    read: "DescribeSecurityGroups",
    update: "CreateTags",
    delete: "DeleteSecurityGroup",
  },
  {
    autoName: { property: "name", maximumLength: nameLengths.securityGroup },
    newId: () => ec2Id(idPrefixes.securityGroup),
    validate: admitGroup,
    beforeDelete: removeRules,
    computeOutputs: (group, place, id) => ({
      arn: arn(place, "ec2", `security-group/${id}`),
      ownerId: place.seed.awsAccountId,
      vpcId: vpcOf(group, place),
      ingress: group.ingress ?? [],
      egress: group.egress ?? [],
    }),
    observe: observeGroup,
    create: createGroup,
    update: updateGroup,
  },
);

function vpcOf({ vpcId }: Properties, { region }: Place): string {
  return isAbsent(vpcId) ? defaultVpcId(region) : text(vpcId);
}

function admitGroup(group: Properties, place: Place, current?: StoredObject): void {
  const name = text(group.name);
  const prefix = `${idPrefixes.securityGroup}-`;
  if (name.startsWith(prefix)) {
    refuse(apiErrors.invalidParameter, `Group names may not begin with ${prefix}`);
  }
  if (!isAbsent(group.vpcId)) {
    admitVpc(text(group.vpcId), place);
  }
  for (const other of place.account.find(
    `group-name:${place.region}/${vpcOf(group, place)}/${name}`,
  )) {
    if (other.key !== current?.key) {
      refuse(apiErrors.groupExists, `The security group '${name}' already exists for this VPC`);
    }
  }
}

/**
 * Refuses a VPC that the region does not have.
 * @param vpcId - Id of the VPC.
 * @param place - Where.
 * @throws {ApiError} InvalidVpcID.NotFound.
 */
export function admitVpc(vpcId: string, place: Place): void {
  const made = place.account.get(types.vpc, vpcId)?.properties.region === place.region;
  if (!made && standingVpc(vpcId, place) === undefined) {
    refuse(apiErrors.noSuchVpc, `The vpc ID '${vpcId}' does not exist`);
  }
}

function removeRules(group: StoredObject, place: Place): void {
  for (const [, direction] of names) {
    for (const rule of [...place.account.find(`rules:${group.id}/${direction}`)]) {
      place.account.remove(rule.type, rule.key);
    }
  }
}

async function createGroup(wanted: Properties, flow: Flow): Promise<StoredObject> {
  const bare = { ...wanted, ingress: [], egress: [defaultEgress] };
  let group = await call("CreateSecurityGroup", bare, flow, () =>
    storeNew(securityGroupHandler, bare, flow),
  );
  const closed = { ...bare, egress: [] };
  try {
    group = await call("RevokeSecurityGroupEgress", { egress: [defaultEgress] }, flow, () =>
      storeChanged(securityGroupHandler, closed, flow, group),
    );
    return await updateGroup(wanted, group, flow);
  } catch (error) {
    const now = flow.place.account.get(group.type, group.key) ?? group;
    throw new PartlyCreated(now.id, now.properties, error as Error);
  }
}

async function updateGroup(
  wanted: Properties,
  object: StoredObject,
  flow: Flow,
): Promise<StoredObject> {
  let group = object;
  for (const [name, direction, word] of names) {
    const rules = wanted[name];
    if (!isAbsent(rules)) {
      group = await reconcile(group, name, direction, word, list(rules), flow);
    }
  }
  const rest: Properties = { ...wanted };
  for (const [name] of names) {
    rest[name] = rulesHeld(group, name);
  }
  return JSON.stringify(object.properties.tags) === JSON.stringify(wanted.tags)
    ? group
    : call("CreateTags", { tags: wanted.tags ?? {} }, flow, () =>
        storeChanged(securityGroupHandler, rest, flow, group),
      );
}

/**
 * Inline rules own the whole direction: what they do not name is revoked, whoever made it. Revoked first, then added, also where only the
 * description of a rule changes. Source: AWS Terraform provider, internal/service/ec2/vpc_security_group.go, updateSecurityGroupRules.
 */
async function reconcile(
  group: StoredObject,
  name: "ingress" | "egress",
  direction: "in" | "out",
  word: string,
  rules: PropertyValue[],
  flow: Flow,
): Promise<StoredObject> {
  const { place } = flow;
  const wanted = rules.flatMap((rule) => permissionsOf(object(rule), group.id));
  const present = permissionsOfGroup(group.id, direction, place);
  const wantedOnes = new Set(wanted.map(({ written }) => written));
  const presentOnes = new Set(present.map(({ written }) => written));
  const revoked = present.filter(({ written }) => !wantedOnes.has(written));
  const added = wanted.filter(({ written }) => !presentOnes.has(written));
  const kept = rulesHeld(group, name).flatMap((rule) => partOf(rule, group.id, wantedOnes));
  let current = group;
  if (revoked.length > 0) {
    current = await call(
      `RevokeSecurityGroup${word}`,
      { [name]: identities(revoked) },
      flow,
      () => {
        revokeHeldElsewhere(revoked, group, place);
        return put(current, name, added.length === 0 ? rules : kept, place);
      },
    );
  }
  if (added.length === 0) {
    return current;
  }
  return call(`AuthorizeSecurityGroup${word}`, { [name]: rules }, flow, () => {
    const staying = present.filter(({ written }) => wantedOnes.has(written));
    admitPermissions(direction, added, staying, place);
    return put(current, name, rules, place);
  });
}

function rulesHeld(group: StoredObject, name: "ingress" | "egress"): Properties[] {
  return list(group.properties[name]).map(object);
}

function identities(permissions: readonly Permission[]): string[] {
  return permissions.map((permission) => permission.identity);
}

function revokeHeldElsewhere(
  revoked: readonly Permission[],
  group: StoredObject,
  place: Place,
): void {
  for (const { holder } of revoked) {
    if (holder !== undefined && holder.type !== group.type) {
      place.account.remove(holder.type, holder.key);
    }
  }
}

function put(
  group: StoredObject,
  name: "ingress" | "egress",
  rules: PropertyValue[],
  place: Place,
): StoredObject {
  const changed = { ...group, properties: { ...group.properties, [name]: rules } };
  place.account.put(changed);
  return changed;
}

function call(
  name: string,
  body: Properties,
  flow: Flow,
  effect: () => StoredObject,
): Promise<StoredObject> {
  const route = action("ec2", name, flow.place);
  const { type } = securityGroupHandler;
  return flow.client.send({ ...route, service: "aws", type, body, secrets: flow.secrets }, effect);
}
