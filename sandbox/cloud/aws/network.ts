import { subnetApart, subnetInVpc } from "../../../constraints/networks";
import { apiErrors } from "../../../facts/aws/apiErrors";
import { idPrefixes } from "../../../facts/aws/ids";
import { types } from "../account/indexes";
import { refuse, refuseBroken } from "../calls/refuse";
import { ec2Id } from "../resources/ids";
import type { Place, ResourceHandler } from "../resources/handler";
import { isAbsent, list, number, text, type Properties } from "../values";
import { arn, awsHandler } from "./action";
import { admitVpc } from "./securityGroups";
import { availabilityZones, companions, standingVpc } from "./standing";

/** VPCs. */
export const vpcHandler: ResourceHandler = awsHandler(types.vpc, "ec2", named("Vpc"), {
  newId: () => ec2Id(idPrefixes.vpc),
  standing: standingVpc,
  computeOutputs: (_vpc, place, id) => ({
    arn: arn(place, "ec2", `vpc/${id}`),
    ownerId: place.seed.awsAccountId,
    ...companions(id),
  }),
});

/** Subnets. */
export const subnetHandler: ResourceHandler = awsHandler(types.subnet, "ec2", named("Subnet"), {
  newId: () => ec2Id(idPrefixes.subnet),
  validate: (subnet, place, current) => {
    const vpcId = text(subnet.vpcId);
    admitVpc(vpcId, place);
    // Of a VPC that stood there before, the block is known where the sandbox was told of it.
    const vpc =
      place.account.get(types.vpc, vpcId)?.properties ?? place.seed.network(place.region, vpcId);
    const others = [...place.account.find(`subnets-of:${vpcId}`)]
      .filter(({ key }) => key !== current?.key)
      .map(({ properties }) => text(properties.cidrBlock));
    const view = { vpcCidr: text(vpc?.cidrBlock), others };
    refuseBroken([subnetInVpc, subnetApart], { cidrBlock: text(subnet.cidrBlock) }, view);
  },
  computeOutputs: (subnet, place, id) => ({
    arn: arn(place, "ec2", `subnet/${id}`),
    ownerId: place.seed.awsAccountId,
    availabilityZone: isAbsent(subnet.availabilityZone)
      ? emptiestZone(subnet, place, id)
      : subnet.availabilityZone,
  }),
});

/** Where a program names no zone, EC2 takes one; here that with the fewest subnets of the VPC. */
function emptiestZone(subnet: Properties, { account, region }: Place, own: string): string {
  const taken = [...account.find(`subnets-of:${text(subnet.vpcId)}`)]
    .filter(({ id }) => id !== own)
    .map(({ properties }) => text(properties.availabilityZone));
  const zones = availabilityZones(region);
  const counts = zones.map((zone) => taken.filter((each) => each === zone).length);
  return zones[counts.indexOf(Math.min(...counts))] ?? `${region}a`;
}

/** Route tables. */
export const routeTableHandler: ResourceHandler = awsHandler(
  types.routeTable,
  "ec2",
  named("RouteTable"),
  {
    newId: () => ec2Id(idPrefixes.routeTable),
    validate: (table, place) => admitVpc(text(table.vpcId), place),
    computeOutputs: (_table, place, id) => ({
      arn: arn(place, "ec2", `route-table/${id}`),
      ownerId: place.seed.awsAccountId,
    }),
  },
);

/** Single entries of a prefix list. */
export const prefixListEntryHandler: ResourceHandler = awsHandler(
  types.prefixListEntry,
  "ec2",
  {
    create: "ModifyManagedPrefixList",
    read: "GetManagedPrefixListEntries",
    update: "ModifyManagedPrefixList",
    delete: "ModifyManagedPrefixList",
  },
  {
    newId: (entry) => `${text(entry.prefixListId)},${text(entry.cidr)}`,
    validate: (entry, place, current) => {
      const id = text(entry.prefixListId);
      const prefixList = place.account.get(types.prefixList, id);
      if (prefixList === undefined) {
        return refuse(apiErrors.noSuchPrefixList, `The prefix list ID '${id}' does not exist`);
      }
      const held =
        place.account.find(`entries:${id}`).size + list(prefixList.properties.entries).length;
      if (current === undefined && held >= (number(prefixList.properties.maxEntries) ?? 0)) {
        refuse(apiErrors.prefixListFull, `The prefix list ${id} is full`);
      }
    },
  },
);

function named(what: string) {
  return {
    create: `Create${what}`,
    read: `Describe${what}s`,
    update: `Modify${what}Attribute`,
    delete: `Delete${what}`,
  };
}
