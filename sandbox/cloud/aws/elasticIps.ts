import { machineNames } from "../../../facts/aws/hostnames";
import { idPrefixes } from "../../../facts/aws/ids";
import { networkTypes } from "../../../facts/resourceTypes";
import { ec2Id } from "../resources/ids";
import { storeNew } from "../resources/store";
import type { Place, ResourceHandler } from "../resources/handler";
import { isAbsent, text, type Properties } from "../values";
import { action, arn, awsHandler } from "./action";
import { admitExisting } from "./missingIds";

/** The first two numbers and the third of each network that documents may use. Source: RFC 5737. */
const documentation = ["203.0.113", "198.51.100", "192.0.2"];

/** Elastic IP addresses. Each has an address of a network that documents may use, the lowest that is free. */
export const elasticIpHandler: ResourceHandler = awsHandler(
  networkTypes.elasticIp,
  "ec2",
  {
    create: "AllocateAddress",
    read: "DescribeAddresses",
    update: "AssociateAddress",
    delete: "ReleaseAddress",
  },
  {
    newId: () => ec2Id(idPrefixes.elasticIp),
    // The provider unties an address before it gives it back.
    beforeDelete: ({ id }, place) => removeAssociations(id, place),
    computeOutputs: (address, place, id, current) => {
      const publicIp =
        current === undefined ? freeAddress(place) : text(current.properties.publicIp);
      return {
        arn: arn(place, "ec2", `elastic-ip/${id}`),
        ...{ allocationId: id, publicIp },
        publicDns: machineNames.public(publicIp, place.region),
        domain: isAbsent(address.domain) ? "vpc" : address.domain,
      };
    },
  },
);

/** What ties an elastic address to a machine. */
export const elasticIpAssociationHandler: ResourceHandler = awsHandler(
  networkTypes.elasticIpAssociation,
  "ec2",
  {
    create: "AssociateAddress",
    read: "DescribeAddresses",
    update: "AssociateAddress",
    delete: "DisassociateAddress",
  },
  {
    newId: () => ec2Id(idPrefixes.elasticIpAssociation),
    validate: (association, place) => {
      admitExisting("elasticIp", text(association.allocationId), place);
      admitExisting("instance", text(association.instanceId), place);
      admitExisting("networkInterface", text(association.networkInterfaceId), place);
    },
    create: async (wanted, flow) => {
      const { client, place, secrets } = flow;
      const { type } = elasticIpAssociationHandler;
      const request = { ...action("ec2", "AssociateAddress", place), service: "aws" as const };
      return client.send({ ...request, type, body: wanted, secrets }, () => {
        const stored = storeNew(elasticIpAssociationHandler, wanted, flow);
        // An address is at one machine: it goes over from the other one, unless that was forbidden, which the provider cannot say.
        removeAssociations(text(stored.properties.allocationId), place, stored.key);
        return stored;
      });
    },
    computeOutputs: ({ allocationId, publicIp }, { account }): Properties => {
      const address = account
        .ofType(networkTypes.elasticIp)
        .find(({ id, properties }) => id === allocationId || properties.publicIp === publicIp);
      return address === undefined
        ? {}
        : { allocationId: address.id, publicIp: text(address.properties.publicIp) };
    },
  },
);

function removeAssociations(allocationId: string, { account }: Place, except?: string): void {
  const others = account
    .ofType(networkTypes.elasticIpAssociation)
    .filter(({ key, properties }) => key !== except && properties.allocationId === allocationId);
  if (allocationId !== "") {
    others.forEach(({ type, key }) => account.remove(type, key));
  }
}

function freeAddress({ account }: Place): string {
  const taken = new Set(
    account.ofType(networkTypes.elasticIp).map(({ properties }) => text(properties.publicIp)),
  );
  const all = documentation.flatMap((network) =>
    Array.from({ length: 254 }, (_none, index) => `${network}.${index + 1}`),
  );
  return all.find((address) => !taken.has(address)) ?? `${documentation[0] ?? ""}.0`;
}
