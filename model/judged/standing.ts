import { otherTypes } from "../../facts/resourceTypes";
import { accessAuthorityTypes, accessProviderTypes } from "../../facts/typesAlike";
import { getOrCreate } from "../../core/getOrCreate";
import { ownEntry } from "../../core/ownEntry";
import { modelType } from "../graph/resourceTypes";
import { awsModulesWithoutPart, awsNewWithoutPart, awsTypesWithoutPart } from "./awsNoPart";
import { metricAlarmReadType } from "./alarmReadTypes";
import { awsReadTypes } from "./awsReadTypes";
import { cloudflareNewWithoutPart, cloudflareTypesWithoutPart } from "./cloudflareNoPart";
import {
  cloudflareReadTypes,
  goingCloudflareTypes,
  healthcheckReadType,
} from "./cloudflareReadTypes";
import { accessAuthorityReadType, accessProviderReadType } from "./edgeReadTypes";
import { providersWithoutPart } from "./otherProviders";
import { networkReadTypes } from "./networkReadTypes";
import { ListedPaths, type ReadType } from "./readType";
import { tlsReadTypes } from "./tlsReadTypes";

/** What a resource type is to the judge of plans. */
export type Standing =
  | {
      /** The model, the rules and the risks read it. */
      readonly part: "read";
      /** What of it. */
      readonly type: ReadType;
      /** The paths of its properties that the tables list. */
      readonly paths: ListedPaths;
    }
  | {
      /** It has no part in the path of traffic. */
      readonly part: "none";
      /** Why. */
      readonly reason: string;
    }
  | {
      /** Nobody read what a change of it does. */
      readonly part: "not judged";
      /** Why one that is new has no part in the path of traffic; undefined where it may have. */
      readonly whenNew: string | undefined;
    };

/** Types beside the model's of which something is read. */
const otherReadTypes = new Map<string, ReadType>([
  [otherTypes.metricAlarm, metricAlarmReadType],
  [otherTypes.healthcheck, healthcheckReadType],
  ...accessProviderTypes.map((token): [string, ReadType] => [token, accessProviderReadType]),
  ...accessAuthorityTypes.map((token): [string, ReadType] => [token, accessAuthorityReadType]),
  ...Object.entries(goingCloudflareTypes).map(([token, read]): [string, ReadType] => [
    token,
    { read, unread: ["create"] },
  ]),
]);

/** What the tables list of a type is put together once. */
const listedPaths = new WeakMap<ReadType, ListedPaths>();

/**
 * Says what a resource type is to the judge of plans. What no table lists is not judged, so that a type of a newer provider is too.
 * @param token - Pulumi type token.
 * @returns Its standing.
 */
export function standingOf(token: string): Standing {
  const type = readTypeOf(token);
  if (type !== undefined) {
    const paths = getOrCreate(listedPaths, type, () => new ListedPaths(type));
    return { part: "read", type, paths };
  }
  const [provider = "", module = ""] = token.split(":", 2);
  const [folder = "", name = ""] = module.split("/", 2);
  const reason =
    provider === "aws"
      ? (ownEntry(awsModulesWithoutPart, folder) ?? ownEntry(awsTypesWithoutPart, token))
      : provider === "cloudflare"
        ? ownEntry(cloudflareTypesWithoutPart, name)
        : ownEntry(providersWithoutPart, provider);
  return reason === undefined
    ? {
        part: "not judged",
        whenNew: ownEntry(awsNewWithoutPart, token) ?? ownEntry(cloudflareNewWithoutPart, token),
      }
    : { part: "none", reason };
}

function readTypeOf(token: string): ReadType | undefined {
  const name = modelType(token);
  return name === undefined
    ? otherReadTypes.get(token)
    : (cloudflareReadTypes[name] ??
        networkReadTypes[name] ??
        awsReadTypes[name] ??
        tlsReadTypes[name]);
}
