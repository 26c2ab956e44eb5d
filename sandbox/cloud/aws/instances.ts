import { createHash } from "node:crypto";
import { parseCidr } from "../../../core/cidrs";
import { idPrefixes } from "../../../facts/aws/ids";
import { machineNames } from "../../../facts/aws/hostnames";
import { pathTypes } from "../../../facts/resourceTypes";
import { types } from "../account/indexes";
import { ec2Id } from "../resources/ids";
import type { Place, ResourceHandler } from "../resources/handler";
import { isAbsent, text, type Properties } from "../values";
import { arn, awsHandler } from "./action";

/** Instances of EC2. Each has a private address of its subnet, and names that follow from its addresses. */
export const instanceHandler: ResourceHandler = awsHandler(
  pathTypes.instance,
  "ec2",
  {
    create: "RunInstances",
    read: "DescribeInstances",
    update: "ModifyInstanceAttribute",
    delete: "TerminateInstances",
  },
  {
    hasNoRules: true,
    newId: () => ec2Id(idPrefixes.instance),
    computeOutputs: (instance, place, id, current) => {
      const privateIp = isAbsent(instance.privateIp)
        ? text(current?.properties.privateIp) || privateAddress(instance, place, id)
        : text(instance.privateIp);
      const publicIp = text(current?.properties.publicIp) || publicAddress(id);
      const isPublic = instance.associatePublicIpAddress !== false;
      return {
        ...{ arn: arn(place, "ec2", `instance/${id}`), instanceState: "running", privateIp },
        privateDns: machineNames.private(privateIp, place.region),
        publicIp: isPublic ? publicIp : "",
        publicDns: isPublic ? machineNames.public(publicIp, place.region) : "",
      };
    },
  },
);

/** The first four addresses of a subnet and its last one are AWS's own. Source: Amazon VPC user guide, subnet-sizing. */
const firstOfSubnet = 4;
const keptByAws = 5;

/** An address of the subnet that follows from the id; of a subnet that another program made, one of a network of one's own. */
function privateAddress({ subnetId }: Properties, { account }: Place, id: string): string {
  const block = text(account.get(types.subnet, text(subnetId))?.properties.cidrBlock);
  const cidr = parseCidr(block) ?? parseCidr("10.255.0.0/16");
  const [first, last] = [cidr?.first ?? 0n, cidr?.last ?? 0n];
  const room = last - first + 1n - BigInt(keptByAws);
  const at = room > 0n ? number(id) % room : 0n;
  return dotted(first + BigInt(firstOfSubnet) + at);
}

/** The upper half of a network for documents: programs and tests take theirs from the beginning. Source: RFC 5737. */
function publicAddress(id: string): string {
  return `198.51.100.${128 + Number(number(`${id} public`) % 127n)}`;
}

function number(seed: string): bigint {
  return BigInt(`0x${createHash("sha256").update(seed).digest("hex").slice(0, 12)}`);
}

function dotted(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join(".");
}
