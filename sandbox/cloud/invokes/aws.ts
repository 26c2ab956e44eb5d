import { apiErrors } from "../../../facts/aws/apiErrors";
import { refuse } from "../calls/refuse";
import { arn } from "../aws/action";
import { availabilityZones } from "../aws/standing";
import { derivedEc2Id } from "../resources/ids";
import type { Place } from "../resources/handler";
import { text, type Properties } from "../values";
import { type Invoke, type InvokeCall } from "../provider/invokeCall";
import { awsGet } from "./call";
import { foundAnswer } from "./lookup";
import { networkInvokes } from "./network";
import { policyDocument } from "./policyDocument";

/** Functions of the AWS provider that are more than a look for one object, by token. */
export const awsInvokes: Readonly<Record<string, Invoke>> = {
  "aws:index/getRegion:getRegion": (args, place) => ({
    request: awsGet("ec2", "DescribeRegions", place),
    answer: () => {
      const region = text(args.region) || text(args.name) || place.region;
      const endpoint = `ec2.${region}.amazonaws.com`;
      const properties = { id: region, name: region, region, endpoint, description: region };
      return { properties };
    },
  }),
  "aws:index/getPartition:getPartition": (_args, place) => ({
    request: awsGet("sts", "GetPartition", place),
    answer: () => ({
      properties: {
        id: "aws",
        partition: "aws",
        dnsSuffix: "amazonaws.com",
        reverseDnsPrefix: "com.amazonaws",
      },
    }),
  }),
  "aws:index/getCallerIdentity:getCallerIdentity": (_args, place) => ({
    request: awsGet("sts", "GetCallerIdentity", place),
    answer: () => {
      const { awsAccountId } = place.seed;
      const own = `arn:aws:iam::${awsAccountId}:user/sandbox`;
      const user = { accountId: awsAccountId, arn: own, userId: "AIDASANDBOX" };
      return { properties: { id: awsAccountId, ...user } };
    },
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": (args, place) => ({
    request: awsGet("ec2", "DescribeAvailabilityZones", place),
    answer: () => {
      const { region } = place;
      const names = availabilityZones(region);
      const zoneIds = names.map((_name, index) => `${region}-az${index + 1}`);
      const groupNames = [region];
      return { properties: { ...args, id: region, region, names, zoneIds, groupNames } };
    },
  }),
  ...networkInvokes,
  "aws:ec2/getAmi:getAmi": (args, place) => ({
    request: awsGet("ec2", "DescribeImages", place),
    answer: () => {
      const id = derivedEc2Id("ami", `${place.region} ${JSON.stringify(args)}`);
      const own = { architecture: "x86_64", arn: arn(place, "ec2", `image/${id}`) };
      return { properties: { ...args, id, imageId: id, ...own } };
    },
  }),
  "aws:ssm/getParameter:getParameter": getParameter,
  "aws:iam/getPolicyDocument:getPolicyDocument": (args, place) => ({
    request: awsGet("iam", "GetPolicyDocument", place),
    answer: () => ({ properties: policyDocument(args) }),
  }),
};

/** Parameters that AWS itself publishes, of images above all, have some value; others are what programs made. */
function getParameter(args: Properties, place: Place): InvokeCall {
  const name = text(args.name);
  return {
    request: awsGet("ssm", "GetParameter", place),
    answer: () => {
      const made = place.account.ofType("aws:ssm/parameter:Parameter");
      const found = made.find(({ properties }) => properties.name === name);
      if (found !== undefined) {
        return foundAnswer(args, found, name);
      }
      if (!name.startsWith("/aws/service/")) {
        const words = `no program has made the parameter ${name} in this account`;
        return refuse(apiErrors.notFound, words);
      }
      const value = derivedEc2Id("ami", `${place.region} ${name}`);
      const own = { id: name, value, insecureValue: value, type: "String", version: 1 };
      return { properties: { ...args, ...own, arn: arn(place, "ssm", `parameter${name}`) } };
    },
  };
}
