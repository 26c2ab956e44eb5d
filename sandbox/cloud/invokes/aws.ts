import { apiErrors } from "../../../facts/aws/apiErrors";
import { types } from "../account/indexes";
import { refuse } from "../api/refuse";
import { arn } from "../aws/action";
import { defaultVpcId, standingSubnets, standingVpc } from "../aws/standing";
import { derivedEc2Id } from "../provider/ids";
import type { Place } from "../provider/kind";
import { list, object, text, texts, type Properties } from "../values";
import { awsGet, type Invoke } from "./call";
import { lookupOf } from "./lookup";
import { policyDocument } from "./policyDocument";

/** Functions of the AWS provider that are more than a look for one object, by token. */
export const awsInvokes: Readonly<Record<string, Invoke>> = {
  "aws:index/getRegion:getRegion": (args, place) => ({
    request: awsGet("ec2", "DescribeRegions", place),
    answer: () => {
      const region = text(args.region) || text(args.name) || place.region;
      const endpoint = `ec2.${region}.amazonaws.com`;
      return { id: region, name: region, region, endpoint, description: region };
    },
  }),
  "aws:index/getPartition:getPartition": (_args, place) => ({
    request: awsGet("sts", "GetPartition", place),
    answer: () => ({
      id: "aws",
      partition: "aws",
      dnsSuffix: "amazonaws.com",
      reverseDnsPrefix: "com.amazonaws",
    }),
  }),
  "aws:index/getCallerIdentity:getCallerIdentity": (_args, place) => ({
    request: awsGet("sts", "GetCallerIdentity", place),
    answer: () => {
      const { awsAccountId } = place.premises;
      const own = `arn:aws:iam::${awsAccountId}:user/sandbox`;
      return { id: awsAccountId, accountId: awsAccountId, arn: own, userId: "AIDASANDBOX" };
    },
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": (args, place) => ({
    request: awsGet("ec2", "DescribeAvailabilityZones", place),
    answer: () => {
      const { region } = place;
      const names = ["a", "b", "c"].map((letter) => `${region}${letter}`);
      const zoneIds = names.map((_name, index) => `${region}-az${index + 1}`);
      return { ...args, id: region, region, names, zoneIds, groupNames: [region] };
    },
  }),
  "aws:ec2/getVpc:getVpc": (args, place) => ({
    request: awsGet("ec2", "DescribeVpcs", place),
    answer: () => vpcAnswer(args, place),
  }),
  "aws:ec2/getSubnets:getSubnets": (args, place) => ({
    request: awsGet("ec2", "DescribeSubnets", place),
    answer: () => subnetsAnswer(args, place),
  }),
  "aws:ec2/getAmi:getAmi": (args, place) => ({
    request: awsGet("ec2", "DescribeImages", place),
    answer: () => {
      const id = derivedEc2Id("ami", `${place.region} ${JSON.stringify(args)}`);
      const architecture = "x86_64";
      return { ...args, id, imageId: id, architecture, arn: arn(place, "ec2", `image/${id}`) };
    },
  }),
  "aws:ssm/getParameter:getParameter": (args, place) => ({
    request: awsGet("ssm", "GetParameter", place),
    answer: () => parameterAnswer(args, place),
  }),
  "aws:iam/getPolicyDocument:getPolicyDocument": (args, place) => ({
    request: awsGet("iam", "GetPolicyDocument", place),
    answer: () => policyDocument(args),
  }),
};

function vpcAnswer(args: Properties, place: Place): Properties {
  const id = args.default === true ? defaultVpcId(place.region) : text(args.id);
  const standing = id === "" ? undefined : standingVpc(id, place);
  const made = id !== "" && place.account.get(types.vpc, id) !== undefined;
  if (standing !== undefined && !made) {
    return { ...standing, default: args.default === true, state: "available" };
  }
  const found = lookupOf("aws:ec2/getVpc:getVpc", [types.vpc])?.(args, place).answer();
  return { ...found, default: false, state: "available" };
}

/** Subnets that programs made, and where a VPC stood there before, those that stood in it. */
function subnetsAnswer(args: Properties, place: Place): Properties {
  const made = lookupOf("aws:ec2/getSubnets:getSubnets", [types.subnet])?.(args, place).answer();
  const vpcs = list(args.filters)
    .map(object)
    .filter(({ name }) => name === "vpc-id")
    .flatMap(({ values }) => texts(values));
  const ids = vpcs.flatMap((vpcId) => standingSubnets(vpcId, place));
  return { ...args, id: place.region, region: place.region, ids: [...texts(made?.ids), ...ids] };
}

/** Parameters that AWS itself publishes, of images above all, have some value; others are what programs made. */
function parameterAnswer(args: Properties, place: Place): Properties {
  const name = text(args.name);
  const made = place.account.ofType("aws:ssm/parameter:Parameter");
  const found = made.find(({ properties }) => properties.name === name);
  if (found !== undefined) {
    return { ...args, ...found.properties, id: name };
  }
  if (!name.startsWith("/aws/service/")) {
    return refuse(apiErrors.notFound, `no program has made the parameter ${name} in this account`);
  }
  const value = derivedEc2Id("ami", `${place.region} ${name}`);
  const own = { id: name, value, insecureValue: value, type: "String", version: 1 };
  return { ...args, ...own, arn: arn(place, "ssm", `parameter${name}`) };
}
