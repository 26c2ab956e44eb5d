import { getOrCreate } from "../../core/getOrCreate";
import { modelType } from "../../model/graph/resourceTypes";
import { bucketOrigins } from "../../model/origin/bucketOrigins";
import { readBucketPolicy, type BucketReaders } from "../../model/origin/bucketReaders";
import type { PlanChange } from "../../model/plan/plan";
import type { TrafficModel } from "../../model/traffic/path";
import type { RiskContext } from "../risks/risk";

/**
 * Whether a change of a bucket's policy was judged, although the tables do not read its type: where hostnames lead to the bucket by way of
 * Cloudflare, where the policy says before and after how much of Cloudflare may read, and where it says the same of everybody else.
 * @param change - A change that nobody read.
 * @returns False for every other change.
 */
export function isPolicySeen({ before, after }: RiskContext, change: PlanChange): boolean {
  const [old, now] = [change.before, change.after];
  if (
    modelType(change.type) !== "bucketPolicy" ||
    change.operation !== "update" ||
    old === undefined ||
    now === undefined
  ) {
    return false;
  }
  const [was, is] = [
    readBucketPolicy(before.inventory, old),
    readBucketPolicy(after.inventory, now),
  ];
  const isSame = was.others !== undefined && was.others === is.others;
  return isSame && isKnown(before, was) && isKnown(after, is);
}

/** The buckets of a model, which are read once however many policies change. */
const read = new WeakMap<TrafficModel, ReturnType<typeof bucketOrigins>>();

function isKnown(model: TrafficModel, { bucket, share }: BucketReaders): boolean {
  const origins = getOrCreate(read, model, () => bucketOrigins(model));
  const origin = bucket && origins.get(bucket.key);
  return (
    origin !== undefined &&
    origin.hostnames.every((hostname) => model.pathOf(hostname).proxied === "yes") &&
    share(origin.isWebsite) !== "unknown"
  );
}
