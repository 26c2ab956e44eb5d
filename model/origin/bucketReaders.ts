import type { Inventory } from "../graph/inventory";
import type { ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";
import { cloudflareShare, otherStatements, type CloudflareShare } from "./bucketPolicies";

/** Who may do what with a bucket, by a policy that is a resource of its own. */
export interface BucketReaders {
  /** The bucket; undefined where the inventory does not hold it. */
  readonly bucket: ModelResource | undefined;
  /** What it says of others than everybody who reads, as text; undefined where it is not known. */
  readonly others: string | undefined;
  /**
   * Says how much of Cloudflare it lets read.
   * @param isWebsite - Whether the bucket is asked as a website.
   */
  readonly share: (isWebsite: boolean) => CloudflareShare;
}

/**
 * Reads who may do what with a bucket.
 * @param inventory - Where buckets are.
 * @param policy - A `BucketPolicy`.
 */
export function readBucketPolicy(
  inventory: Inventory,
  { properties: { bucket, policy } }: ModelResource,
): BucketReaders {
  return {
    bucket: firstLinked(inventory, "bucket", bucket),
    others: otherStatements(policy),
    share: (isWebsite) => cloudflareShare(policy, isWebsite),
  };
}
