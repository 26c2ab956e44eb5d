import { allOf, anyOf, negated, type Certainty } from "../../core/certainty";
import { listsOff, requesterPays } from "../../facts/aws/bucketStatuses";
import type { Inventory } from "../graph/inventory";
import { isList, isObject, readFlag, readText } from "../graph/reading";
import type { ModelResource, ModelValue } from "../graph/resources";
import { cloudflareShare, deniesEverybody, letsEverybodyRead } from "./bucketPolicies";
import { bucketPolicies, namesBucket, settingsOf } from "./bucketSettings";

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
  const ofObjects = inventory
    .ofType("bucketObject")
    .filter(({ properties }) => isPublic(properties.acl))
    .filter(({ properties }) => namesBucket(inventory, properties.bucket, bucket));
  const hasLists = ofObjects.length > 0 || acls.some((acl) => (acl ?? undefined) !== undefined);
  return {
    byPolicy: anyOf(policies.map(letsEverybodyRead)),
    byAcl:
      hasLists && listsOf(inventory, bucket) !== "off" ? ("unknown" as const) : ("no" as const),
  };
}

/** Source: Amazon S3 user guide, acl-overview (canned ACLs that grant everybody READ). */
function isPublic(acl: ModelValue | undefined): boolean {
  return String(readText(acl) ?? "").startsWith("public-read");
}

/**
 * Says whether access control lists of a bucket and of its objects count. A new bucket without a word has none that count.
 * Source: Amazon S3 user guide, about-object-ownership.
 * @param inventory - The resources.
 * @param bucket - The bucket.
 * @returns Undefined where nothing says so.
 */
export function listsOf(inventory: Inventory, bucket: ModelResource): "on" | "off" | undefined {
  const [rule] = settingsOf(inventory, bucket, "bucketOwnership").map(
    ({ properties }) => properties.rule,
  );
  const own = isObject(rule) ? readText(rule.objectOwnership) : undefined;
  return typeof own !== "string" ? undefined : own === listsOff ? "off" : "on";
}
