import { familyNames } from "../../../facts/addresses";
import { apiErrors } from "../../../facts/aws/apiErrors";
import { prefixListEntriesPerCall } from "../../../facts/aws/apiCalls";
import { idPrefixes } from "../../../facts/aws/ids";
import { nameLengths } from "../../../facts/aws/names";
import { prefixListWeight, totalWeight } from "../../../constraints/securityGroupRules";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import { ec2Id } from "../resources/ids";
import type { Flow, Place, ResourceHandler } from "../resources/handler";
import { storeChanged } from "../resources/store";
import { list, number, object, same, text, type Properties } from "../values";
import { action, arn, awsHandler } from "./action";
import { admitWeight, permissionsOfGroup, weightOf } from "./permissions";

/** Customer-managed prefix lists with inline entries. */
export const prefixListHandler: ResourceHandler = awsHandler(
  types.prefixList,
  "ec2",
  {
    create: "CreateManagedPrefixList",
    read: "DescribeManagedPrefixLists",
    update: "ModifyManagedPrefixList",
    delete: "DeleteManagedPrefixList",
  },
  {
    autoName: { property: "name", maximumLength: nameLengths.prefixList },
    newId: () => ec2Id(idPrefixes.prefixList),
    validate: admitList,
    computeOutputs: (wanted, place, id, current) => ({
      arn: arn(place, "ec2", `prefix-list/${id}`),
      ownerId: place.seed.awsAccountId,
      entries: wanted.entries ?? [],
      version: versionAfter(wanted, current),
    }),
    update: updateList,
  },
);

function entriesOf(properties: Properties): Properties[] {
  return list(properties.entries).map(object);
}

/** Entries make a version; name and size do not. */
function versionAfter(wanted: Properties, current?: StoredObject): number {
  const version = number(current?.properties.version) ?? 0;
  const changed = !same(wanted.entries ?? [], current?.properties.entries ?? []);
  return current === undefined ? 1 : changed ? version + 1 : version;
}

function admitList(wanted: Properties, place: Place, current?: StoredObject): void {
  const entries = entriesOf(wanted);
  const before = current === undefined ? [] : entriesOf(current.properties);
  const added = entries.filter((entry) => !before.some((old) => same(old, entry)));
  const removed = before.filter((old) => !entries.some((entry) => same(old, entry)));
  if (added.length > prefixListEntriesPerCall || removed.length > prefixListEntriesPerCall) {
    refuse(
      apiErrors.prefixListEntriesPerCall,
      `The number of entries per request cannot exceeds limit (${prefixListEntriesPerCall}).`,
    );
  }
  const most = number(wanted.maxEntries) ?? 0;
  if (entries.length > most) {
    refuse(apiErrors.prefixListFull, `The prefix list holds at most ${most} entries`);
  }
  const cidrs = entries.map((entry) => text(entry.cidr));
  const isIpv6 = wanted.addressFamily === familyNames.ipv6;
  const foreign = cidrs.find((cidr) => cidr.includes(":") !== isIpv6);
  if (foreign !== undefined) {
    refuse(apiErrors.invalidParameter, `${foreign} does not belong to the list's address family`);
  }
  if (new Set(cidrs).size !== cidrs.length) {
    refuse(apiErrors.invalidParameter, "A prefix list holds each CIDR once");
  }
  if (current !== undefined) {
    admitSize(wanted, place, current, added.length + removed.length > 0);
  }
}

/** Size and entries cannot change in one call; a larger size must fit every group that refers to the list. */
function admitSize(
  wanted: Properties,
  place: Place,
  current: StoredObject,
  entriesChange: boolean,
): void {
  const grows = (number(wanted.maxEntries) ?? 0) - (number(current.properties.maxEntries) ?? 0);
  if (grows === 0) {
    return;
  }
  if (entriesChange) {
    refuse(
      apiErrors.prefixListEntriesAndSize,
      "You cannot change the entries of a prefix list and its size in one request",
    );
  }
  const family = wanted.addressFamily === familyNames.ipv6 ? "ipv6" : "ipv4";
  for (const rule of place.account.find(`references:${current.id}`)) {
    const groupId = text(rule.properties.securityGroupId) || rule.id;
    for (const direction of ["in", "out"] as const) {
      const permissions = permissionsOfGroup(groupId, direction, place);
      const times = permissions.filter((permission) => permission.value === current.id).length;
      if (times > 0) {
        const grown = prefixListWeight(family, times * grows);
        admitWeight(direction, totalWeight([weightOf(permissions, place), grown]));
      }
    }
  }
}

/**
 * An entry whose description alone changes leaves the list in one call and comes back in the next, as the provider does it:
 * one call may not name a CIDR in both directions.
 */
async function updateList(
  wanted: Properties,
  prefixList: StoredObject,
  flow: Flow,
): Promise<StoredObject> {
  const before = entriesOf(prefixList.properties);
  const after = entriesOf(wanted);
  const cidrOf = (entry: Properties) => text(entry.cidr);
  const redescribed = new Set(
    after
      .filter((entry) => before.some((old) => cidrOf(old) === cidrOf(entry) && !same(old, entry)))
      .map(cidrOf),
  );
  const version = number(prefixList.properties.version) ?? 0;
  if (redescribed.size === 0) {
    return modify(wanted, prefixList, version, flow);
  }
  const entries = before.filter((entry) => !redescribed.has(cidrOf(entry)));
  const without = { ...prefixList.properties, entries };
  const between = await modify(without, prefixList, version, flow);
  return modify(wanted, between, number(between.properties.version) ?? 0, flow);
}

function modify(
  wanted: Properties,
  prefixList: StoredObject,
  version: number,
  flow: Flow,
): Promise<StoredObject> {
  const { type } = prefixListHandler;
  const route = action("ec2", "ModifyManagedPrefixList", flow.place);
  const body: Properties = { currentVersion: version, entries: entriesOf(wanted) };
  for (const name of ["maxEntries", "name"] as const) {
    body[name] = wanted[name] ?? null;
  }
  return flow.client.send(
    {
      ...route,
      service: "aws",
      type,
      id: prefixList.id,
      body,
      secrets: flow.secrets,
    },
    () => {
      const held = flow.place.account.get(type, prefixList.key)?.properties;
      if (held !== undefined && held.version !== version) {
        refuse(
          apiErrors.prefixListVersion,
          `The prefix list has the version ${number(held.version) ?? 0}, not ${version}`,
        );
      }
      return storeChanged(prefixListHandler, wanted, flow, prefixList);
    },
  );
}
