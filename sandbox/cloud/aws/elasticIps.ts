import { idPrefixes } from "../../../facts/aws/ids";
import { networkTypes } from "../../../facts/resourceTypes";
import { ec2Id } from "../resources/ids";
import type { Place, ResourceHandler } from "../resources/handler";
import { isAbsent, text } from "../values";
import { arn, awsHandler } from "./action";

/** The first two numbers and the third of each network that documents may use. Source: RFC 5737. */
const documentation = ["203.0.113", "198.51.100", "192.0.2"];

/** The region whose names of machines leave it out. Source: Amazon VPC user guide, vpc-dns. */
const firstRegion = { name: "us-east-1", label: "compute-1" };

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
    computeOutputs: (address, place, id, current) => {
      const publicIp =
        current === undefined ? freeAddress(place) : text(current.properties.publicIp);
      const { region } = place;
      const label = region === firstRegion.name ? firstRegion.label : `${region}.compute`;
      return {
        arn: arn(place, "ec2", `elastic-ip/${id}`),
        ...{ allocationId: id, publicIp },
        publicDns: `ec2-${publicIp.replaceAll(".", "-")}.${label}.amazonaws.com`,
        domain: isAbsent(address.domain) ? "vpc" : address.domain,
      };
    },
  },
);

function freeAddress({ account }: Place): string {
  const taken = new Set(
    account.ofType(networkTypes.elasticIp).map(({ properties }) => text(properties.publicIp)),
  );
  const all = documentation.flatMap((network) =>
    Array.from({ length: 254 }, (_none, index) => `${network}.${index + 1}`),
  );
  return all.find((address) => !taken.has(address)) ?? `${documentation[0] ?? ""}.0`;
}
