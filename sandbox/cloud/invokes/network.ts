import { types } from "../account/indexes";
import { arn } from "../aws/action";
import { admitId } from "../aws/malformedIds";
import {
  availabilityZones,
  companions,
  defaultVpcId,
  standingSubnets,
  standingVpc,
} from "../aws/standing";
import type { Place } from "../resources/handler";
import { list, object, text, texts, type Properties, isAbsent } from "../values";
import type { Invoke, InvokeAnswer } from "../provider/invokeCall";
import { awsGet } from "./call";
import { lookupOf } from "./lookup";

/** Functions that find parts of networks, those too that stood in the account before any program ran, by token. */
export const networkInvokes: Readonly<Record<string, Invoke>> = {
  "aws:ec2/getVpc:getVpc": besideMade("vpc", "getVpc", standingVpcAnswer),
  "aws:ec2/getSubnet:getSubnet": besideMade("subnet", "getSubnet", standingSubnetAnswer),
  "aws:ec2/getSecurityGroup:getSecurityGroup": besideMade(
    "securityGroup",
    "getSecurityGroup",
    standingGroupAnswer,
  ),
  "aws:ec2/getSubnets:getSubnets": (args, place) => ({
    request: awsGet("ec2", "DescribeSubnets", place),
    answer: () => ({ properties: subnetsAnswer(args, place) }),
  }),
};

/** Answers with what stood there before, and else with what a program made. */
function besideMade(
  kind: "vpc" | "subnet" | "securityGroup",
  name: string,
  standing: (args: Properties, place: Place) => Properties | undefined,
): Invoke {
  const type = types[kind];
  return (args, place) => {
    const found = standing(args, place);
    const made = (): InvokeAnswer => {
      const answer = lookupOf(`aws:ec2/${name}:${name}`, [type])?.(args, place).answer();
      const own = type === types.vpc ? madeVpc : {};
      return { ...answer, properties: { ...answer?.properties, ...own } };
    };
    return {
      request: awsGet("ec2", name.replace(/^get(\w+)$/, "Describe$1s"), place),
      answer: () => {
        if (!isAbsent(args.id)) {
          admitId(kind, text(args.id));
        }
        return found === undefined ? made() : { properties: found };
      },
    };
  };
}

const madeVpc: Properties = { default: false, state: "available" };

function standingVpcAnswer(args: Properties, place: Place): Properties | undefined {
  const id = args.default === true ? defaultVpcId(place.region) : text(args.id);
  const isMade = id !== "" && place.account.get(types.vpc, id) !== undefined;
  const standing = id === "" || isMade ? undefined : standingVpc(id, place);
  return standing && { ...standing, default: args.default === true, state: "available" };
}

function standingSubnetAnswer(args: Properties, place: Place): Properties | undefined {
  const id = text(args.id);
  for (const vpcId of knownVpcs(args, place)) {
    const index = standingSubnets(vpcId, place).indexOf(id);
    if (index >= 0) {
      const availabilityZone = availabilityZones(place.region)[index] ?? null;
      const own = { id, vpcId, availabilityZone, region: place.region, state: "available" };
      return { ...args, ...own, arn: arn(place, "ec2", `subnet/${id}`) };
    }
  }
  return undefined;
}

/** Every VPC has a group that is called default. */
function standingGroupAnswer(args: Properties, place: Place): Properties | undefined {
  const isAsked = (vpcId: string): boolean =>
    args.id === companions(vpcId).defaultSecurityGroupId ||
    (args.name === "default" && text(args.vpcId) === vpcId);
  const vpcId = knownVpcs(args, place).find(
    (each) => isAsked(each) && standingVpc(each, place) !== undefined,
  );
  if (vpcId === undefined) {
    return undefined;
  }
  const id = companions(vpcId).defaultSecurityGroupId;
  const own = { id, vpcId, name: "default", description: "default VPC security group" };
  return {
    ...args,
    ...own,
    region: place.region,
    arn: arn(place, "ec2", `security-group/${id}`),
    tags: {},
  };
}

/** VPCs of which it is known that they stood there before: the region's own, those named, and the one asked about. */
function knownVpcs(args: Properties, { region, seed }: Place): readonly string[] {
  return [defaultVpcId(region), ...seed.vpcsOf(region), text(args.vpcId)].filter(Boolean);
}

/** Subnets that programs made, and where a VPC stood there before, those that stood in it. */
function subnetsAnswer(args: Properties, place: Place): Properties {
  const made = lookupOf("aws:ec2/getSubnets:getSubnets", [types.subnet])?.(args, place).answer();
  const vpcs = list(args.filters)
    .map(object)
    .filter(({ name }) => name === "vpc-id")
    .flatMap(({ values }) => texts(values));
  const ids = vpcs.flatMap((vpcId) => standingSubnets(vpcId, place));
  return {
    ...args,
    id: place.region,
    region: place.region,
    ids: [...texts(made?.properties.ids), ...ids],
  };
}
