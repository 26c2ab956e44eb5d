import { allOf, anyOf, negated, type Certainty } from "../../core/certainty";
import { requesterPays } from "../../facts/aws/bucketStatuses";
import { s3Hostnames } from "../../facts/aws/hostnames";
import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { isList, isObject, readFlag, readText } from "../graph/reading";
import { idsOf } from "../graph/resourcesOfType";
import type { ModelResource, ModelValue } from "../graph/resources";
import { firstLinked, linkedResource } from "../graph/targets";
import { cloudflareShare, deniesEverybody, letsEverybodyRead } from "./bucketPolicies";
import { namedOrigins } from "./leads";
import type { TrafficModel } from "../traffic/path";

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
  for (const path of buckets.length === 0 ? [] : model.hostnames) {
    const { hostname } = path;
    for (const { place } of namedOrigins(model, path)) {
      const { address, addressFrom } = place;
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
  "bucketPayment" as const,
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
export type BucketFault =
  "blocked" | "denied" | "not public" | "no website" | "paid by who asks" | "shut in part";

/**
 * Says why a bucket does not answer Cloudflare, which signs nothing.
 * Source: Amazon S3 user guide, access-control-block-public-access (the most restrictive of the account's and the bucket's settings holds;
 * a policy that a condition limits may be no public one, which no block stops), RequesterPaysBuckets (nobody without a signature), WebsiteHosting and WebsiteEndpoints (HTTP alone).
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
  const payers = settingsOf(inventory, bucket, "bucketPayment");
  if (payers.some(({ properties }) => readText(properties.payer) === requesterPays)) {
    return "paid by who asks";
  }
  if (bucketPolicies(inventory, bucket).some((policy) => deniesEverybody(policy, isWebsite))) {
    return "denied";
  }
  const { byPolicy, byAcl } = opennessOf(inventory, bucket);
  const [policy] = bucketPolicies(inventory, bucket).filter(isGiven);
  const share = cloudflareShare(policy, isWebsite);
  if (byAcl === "no" && (byPolicy === "no" || share === "none" || share === "some")) {
    return byPolicy === "no" || share === "none" ? "not public" : "shut in part";
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
  const policies = bucketPolicies(inventory, bucket);
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

/**
 * Lists the policies of a bucket, its own and those of resources for it.
 * @param inventory - The resources.
 * @param bucket - The bucket.
 */
export function bucketPolicies(
  inventory: Inventory,
  bucket: ModelResource,
): (ModelValue | undefined)[] {
  return [
    bucket.properties.policy,
    ...settingsOf(inventory, bucket, "bucketPolicy").map(({ properties }) => properties.policy),
  ];
}

/**
 * Whether a bucket has a policy, its own or a resource for it.
 * @param inventory - The resources.
 * @param bucket - The bucket.
 */
export function hasPolicy(inventory: Inventory, bucket: ModelResource): boolean {
  return bucketPolicies(inventory, bucket).some((policy) => (policy ?? undefined) !== undefined);
}

/** A page of a website that a bucket holds. */
export interface BucketPage {
  /** The bucket. */
  readonly bucket: ModelResource;
  /** What the object is called there. */
  readonly key: string;
  /** The first page, that of a folder, or what is shown where there is none. */
  readonly page: "first" | "further" | "error";
}

/**
 * Says which page of a website an object is.
 * @param inventory - The resources.
 * @param object - An object of a bucket.
 * @returns The bucket that holds it, and the page; undefined for every other object.
 */
export function pageOf(
  inventory: Inventory,
  { properties }: ModelResource,
): BucketPage | undefined {
  const bucket = firstLinked(inventory, "bucket", properties.bucket);
  const key = readText(properties.key);
  const site = bucket && settingsOf(inventory, bucket, "bucketWebsite")[0]?.properties;
  if (bucket === undefined || site === undefined || typeof key !== "string") {
    return undefined;
  }
  const [index, error] = [
    isObject(site.indexDocument) ? readText(site.indexDocument.suffix) : undefined,
    isObject(site.errorDocument) ? readText(site.errorDocument.key) : undefined,
  ];
  const isIndex = typeof index === "string" && key.endsWith(`/${index}`);
  const page = key === index ? "first" : key === error ? "error" : isIndex ? "further" : undefined;
  return page && { bucket, key, page };
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
