import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { readText } from "../graph/reading";
import { idsOf } from "../graph/resourcesOfType";
import type { ModelResource, ModelValue } from "../graph/resources";
import { linkedResource } from "../graph/targets";

/** What a bucket is called: by its program, or as its resource. */
export function nameOf({ properties, name }: ModelResource): string {
  const own = readText(properties.bucket);
  return typeof own === "string" ? own : name;
}

const settingTypes = [
  ...(["bucketPolicy", "bucketPublicAccess", "bucketWebsite", "bucketAcl"] as const),
  ...(["bucketLifecycle", "bucketOwnership", "bucketPayment"] as const),
];

/**
 * Lists the settings of a bucket that are resources of their own.
 * @param inventory - The resources.
 * @param bucket - The bucket.
 * @param type - What they are.
 */
export function settingsOf(
  inventory: Inventory,
  bucket: ModelResource,
  type: (typeof settingTypes)[number],
): ModelResource[] {
  return inventory
    .ofType(type)
    .filter(({ properties }) => namesBucket(inventory, properties.bucket, bucket));
}

/** Whether a value names a bucket. */
export function namesBucket(
  inventory: Inventory,
  value: ModelValue | undefined,
  bucket: ModelResource,
): boolean {
  const tokens = [bucket.key, nameOf(bucket), ...idsOf(bucket)];
  return linkTokens(value).some(
    (token) =>
      tokens.includes(token) || linkedResource(inventory, "bucket", token)?.key === bucket.key,
  );
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
