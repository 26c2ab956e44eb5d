import { apiErrors as awsErrors } from "../../../facts/aws/apiErrors";
import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { ownEntry } from "../../../facts/ownEntry";
import { types } from "../account/indexes";
import type { ApiRequest } from "../api/client";
import { refuse } from "../api/refuse";
import { action, arn } from "../aws/action";
import type { Zone } from "../premises";
import type { Place } from "../provider/kind";
import { object, text, type Properties } from "../values";

/** An invoke as a call of an API. */
export interface InvokeCall {
  /** The call. */
  readonly request: ApiRequest;
  /** What the API answers. */
  answer(): Properties;
}

type Invoke = (
  args: Properties,
  place: Place,
) => Omit<InvokeCall, "request"> & {
  request: Omit<ApiRequest, "type">;
};

const invokes: Readonly<Record<string, Invoke>> = {
  "cloudflare:index/getIpRanges:getIpRanges": (args, place) => ({
    request: cloudflareGet("/ips"),
    answer: () => {
      const { ipv4, ipv6 } = place.premises.ranges;
      const etag = `${ipv4.length}-${ipv6.length}`;
      return {
        ...args,
        id: etag,
        etag,
        ipv4Cidrs: [...ipv4],
        ipv6Cidrs: [...ipv6],
        jdcloudCidrs: [],
      };
    },
  }),
  "cloudflare:index/getZone:getZone": (args, place) => ({
    request: cloudflareGet(`/zones/${text(args.zoneId)}`),
    answer: () => {
      const name = text(object(args.filter).name);
      const zone = place.premises.zones.find((one) =>
        name === "" ? one.id === args.zoneId : one.name === name,
      );
      return zone === undefined
        ? refuse(apiErrors.notFound, `zone ${name || text(args.zoneId)} not found`)
        : zoneAnswer(zone, args, place);
    },
  }),
  "cloudflare:index/getZoneSetting:getZoneSetting": (args, place) => ({
    request: cloudflareGet(`/zones/${text(args.zoneId)}/settings/${text(args.settingId)}`),
    answer: () => {
      const key = `${text(args.zoneId)}/${text(args.settingId)}`;
      const setting = place.account.get(types.zoneSetting, key);
      return setting === undefined
        ? refuse(apiErrors.notFound, `nothing has set ${key} in this account yet`)
        : { ...setting.properties };
    },
  }),
  "aws:index/getRegion:getRegion": (_args, place) => ({
    request: awsGet("ec2", "DescribeRegions", place),
    answer: () => {
      const { region } = place;
      const endpoint = `ec2.${region}.amazonaws.com`;
      return { id: region, name: region, region, endpoint, description: region };
    },
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
    answer: () => vpcAnswer(text(args.id), place),
  }),
};

/**
 * Turns an invoke into a call of an API.
 * @param token - Token of the function, e.g. `cloudflare:index/getZone:getZone`.
 * @param args - Its arguments.
 * @param place - Where.
 * @returns The call and its answer.
 * @throws {Error} Where the stand-ins do not serve the function.
 */
export function invokeCall(token: string, args: Properties, place: Place): InvokeCall {
  const found = ownEntry(invokes, token)?.(args, place);
  if (found === undefined) {
    const served = Object.keys(invokes).join(", ");
    throw new Error(`the sandbox does not serve the function ${token}; it serves ${served}`);
  }
  return { ...found, request: { ...found.request, type: token } };
}

/** Functions that the stand-ins serve, by token. */
export const servedInvokes: readonly string[] = Object.keys(invokes);

function cloudflareGet(path: string): Omit<ApiRequest, "type"> {
  return { service: "cloudflare", method: "GET", path };
}

function awsGet(service: string, name: string, place: Place): Omit<ApiRequest, "type"> {
  return { service: "aws", ...action(service, name, place) };
}

function zoneAnswer(zone: Zone, args: Properties, place: Place): Properties {
  return {
    ...args,
    id: zone.id,
    zoneId: zone.id,
    name: zone.name,
    account: { id: place.premises.accountId, name: "sandbox" },
    plan: { legacyId: zone.plan, name: zone.plan },
    status: "active",
    paused: false,
    type: "full",
    nameServers: [`ada.ns.${zone.name}`, `bob.ns.${zone.name}`],
  };
}

function vpcAnswer(id: string, place: Place): Properties {
  const made = place.account.get(types.vpc, id)?.properties;
  if (made !== undefined) {
    return { ...made, default: false, state: "available" };
  }
  const network = place.premises.network(place.region, id);
  if (network === undefined) {
    return refuse(awsErrors.noSuchVpc, `The vpc ID '${id}' does not exist`);
  }
  return {
    id,
    arn: arn(place, "ec2", `vpc/${id}`),
    cidrBlock: network.cidrBlock ?? "10.0.0.0/16",
    default: false,
    enableDnsSupport: true,
    enableDnsHostnames: true,
    instanceTenancy: "default",
    ownerId: place.premises.awsAccountId,
    region: place.region,
    state: "available",
    tags: {},
  };
}
