import { allOf, anyOf, negated, type Certainty } from "../../core/certainty";
import { unknownValue } from "../../core/known";
import { s3Hostnames } from "../../facts/aws/hostnames";
import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { isList, isObject, knownList, readFlag, readList, readText } from "../graph/reading";
import { idsOf } from "../graph/resourcesOfType";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { linkedResource } from "../graph/targets";
import { recordPlace } from "./originMachines";
import type { TrafficModel } from "./path";

/** A bucket of S3 that a hostname leads to, by its website or by itself. */
export interface BucketOrigin {
  /** The bucket's name. */
  readonly name: string;
  /** The hostnames that lead there, sorted. */
  readonly hostnames: readonly string[];
  /** Whether it is asked as a website by any of them, which has to be set up. */
  readonly isWebsite: boolean;
}

/**
 * Finds the buckets that hostnames lead to.
 * @param model - The paths of hostnames.
 * @returns Those that the program makes, by their names.
 */
export function bucketOrigins(model: TrafficModel): Map<string, BucketOrigin> {
  const { inventory } = model;
  const found = new Map<string, BucketOrigin>();
  const buckets = inventory.ofType("bucket").map((bucket) => ({
    ...{ bucket, sites: settingsOf(inventory, bucket, "bucketWebsite") },
  }));
  for (const { hostname, records } of buckets.length === 0 ? [] : model.hostnames) {
    for (const record of records) {
      const { address, addressFrom } = recordPlace(record);
      for (const candidate of buckets) {
        const way = wayTo(candidate, String(address), addressFrom);
        if (way !== undefined) {
          const { bucket } = candidate;
          const other = found.get(bucket.key);
          found.set(bucket.key, {
            ...{ name: nameOf(bucket), isWebsite: way === "website" || other?.isWebsite === true },
            hostnames: [...new Set([...(other?.hostnames ?? []), hostname])].sort(),
          });
        }
      }
    }
  }
  return found;
}

/** A bucket, and what makes it a website. */
interface Candidate {
  readonly bucket: ModelResource;
  readonly sites: readonly ModelResource[];
}

/** How an address leads to a bucket; undefined where it does not. */
function wayTo(
  { bucket, sites }: Candidate,
  address: string,
  addressFrom: readonly string[],
): "website" | "itself" | undefined {
  const isSite = sites.some(
    ({ key, properties }) =>
      addressFrom.includes(key) || readText(properties.websiteEndpoint) === address,
  );
  const [, website] = s3Hostnames.website.exec(address) ?? [];
  if (isSite || website === nameOf(bucket)) {
    return "website";
  }
  const { bucketDomainName, bucketRegionalDomainName } = bucket.properties;
  const own: readonly (ModelValue | undefined)[] = [bucketDomainName, bucketRegionalDomainName];
  const [, named] = s3Hostnames.bucket.exec(address) ?? [];
  const isOwn = addressFrom.includes(bucket.key) || own.some((each) => readText(each) === address);
  return isOwn || named === nameOf(bucket) ? "itself" : undefined;
}

function nameOf({ properties, name }: ModelResource): string {
  const own = readText(properties.bucket);
  return typeof own === "string" ? own : name;
}

const settingTypes = [
  ...(["bucketPolicy", "bucketPublicAccess", "bucketWebsite", "bucketAcl"] as const),
];

/** The settings of a bucket that are resources of their own. */
function settingsOf(
  inventory: Inventory,
  bucket: ModelResource,
  type: (typeof settingTypes)[number],
): ModelResource[] {
  const tokens = [bucket.key, nameOf(bucket), ...idsOf(bucket)];
  return inventory
    .ofType(type)
    .filter(({ properties }) =>
      linkTokens(properties.bucket).some(
        (token) =>
          tokens.includes(token) || linkedResource(inventory, "bucket", token)?.key === bucket.key,
      ),
    );
}

/** Why a bucket answers nobody who comes without a signature. */
export type BucketFault = "blocked" | "not public" | "no website";

/**
 * Says why a bucket does not answer Cloudflare, which signs nothing.
 * Source: Amazon S3 user guide, access-control-block-public-access (the most restrictive of the account's and the bucket's settings holds;
 * a policy that a condition limits may be no public one, which no block stops) and WebsiteHosting.
 * @param inventory - The resources.
 * @param bucket - The bucket.
 * @param isWebsite - Whether it is asked as a website.
 * @returns The fault; undefined where there is none for certain.
 */
export function faultOf(
  inventory: Inventory,
  bucket: ModelResource,
  isWebsite: boolean,
): BucketFault | undefined {
  const isSet =
    settingsOf(inventory, bucket, "bucketWebsite").length > 0 ||
    isGiven(bucket.properties.website) ||
    // The former type of buckets says it in a list.
    isGiven(bucket.properties.websites);
  if (isWebsite && !isSet) {
    return "no website";
  }
  const { byPolicy, byAcl } = opennessOf(inventory, bucket);
  if (byPolicy === "no" && byAcl === "no") {
    return "not public";
  }
  const blocks = [
    ...settingsOf(inventory, bucket, "bucketPublicAccess"),
    ...inventory.ofType("accountPublicAccess"),
  ].map(({ properties }) => properties);
  const blocked = (name: "restrictPublicBuckets" | "ignorePublicAcls"): Certainty =>
    anyOf(blocks.map((each) => readFlag(each[name], "no")));
  const isOpen = anyOf([
    byPolicy === "unknown"
      ? "unknown"
      : allOf([byPolicy, negated(blocked("restrictPublicBuckets"))]),
    allOf([byAcl, negated(blocked("ignorePublicAcls"))]),
  ]);
  return isOpen === "no" ? "blocked" : undefined;
}

function isGiven(website: ModelValue | undefined): boolean {
  return (website ?? undefined) !== undefined && !(isList(website) && website.length === 0);
}

/**
 * Whether a policy, or an access control list, lets everybody read. A bucket's list says who may list it: its objects have lists of their
 * own, which count where it has one. Source: Amazon S3 user guide, acl-overview (READ on a bucket and on an object) and about-object-ownership
 * (access control lists are off by default).
 */
function opennessOf(inventory: Inventory, bucket: ModelResource) {
  const policies: readonly (ModelValue | undefined)[] = [
    bucket.properties.policy,
    ...settingsOf(inventory, bucket, "bucketPolicy").map(({ properties }) => properties.policy),
  ];
  const acls: readonly (ModelValue | undefined)[] = [
    bucket.properties.acl,
    ...settingsOf(inventory, bucket, "bucketAcl").map(
      ({ properties }) => properties.acl ?? properties.accessControlPolicy,
    ),
  ];
  return {
    byPolicy: anyOf(policies.map(letsEverybodyRead)),
    byAcl: anyOf(acls.map((acl) => ((acl ?? undefined) === undefined ? "no" : "unknown"))),
  };
}

/** Whether a policy lets everybody read without a condition, which would make it no public one. */
function letsEverybodyRead(policy: ModelValue | undefined): Certainty {
  const text = readText(policy);
  if (text === unknownValue) {
    return "unknown";
  }
  const statements = text === undefined ? [] : statementsOf(text);
  const open = statements.filter(
    ({ Effect, Principal }) => Effect === "Allow" && isEverybody(Principal),
  );
  return open.some(({ Condition }) => Condition === undefined)
    ? "yes"
    : open.length > 0
      ? "unknown"
      : "no";
}

function statementsOf(text: string): ModelObject[] {
  try {
    const { Statement } = JSON.parse(text) as ModelObject;
    const all = isObject(Statement) ? [Statement] : (knownList(readList(Statement)) ?? []);
    return all.filter(isObject);
  } catch {
    return [];
  }
}

function isEverybody(principal: ModelValue | undefined): boolean {
  if (!isObject(principal)) {
    return principal === "*";
  }
  const { AWS: named } = principal;
  return named === "*" || (isList(named) && named.includes("*"));
}

/**
 * Lists what decides whether a bucket answers.
 * @param inventory - The resources.
 * @param bucket - The bucket.
 */
export function bucketParts(inventory: Inventory, bucket: ModelResource): ModelResource[] {
  return [
    ...[bucket, ...settingTypes.flatMap((type) => settingsOf(inventory, bucket, type))],
    ...inventory.ofType("accountPublicAccess"),
  ];
}
