import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { firstLinked } from "../../model/graph/targets";
import { bucketOrigins } from "../../model/origin/bucketOrigins";
import { cloudflareShare, otherStatements } from "../../model/origin/bucketPolicies";
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
  if (modelType(change.type) !== "bucketPolicy" || change.operation !== "update") {
    return false;
  }
  const sides = [
    [before, change.before],
    [after, change.after],
  ] as const;
  const [was, is] = sides.map(([, policy]) => otherStatements(policy?.properties.policy));
  return (
    was !== undefined && was === is && sides.every(([model, policy]) => isKnown(model, policy))
  );
}

function isKnown(model: TrafficModel, policy: ModelResource | undefined): boolean {
  const bucket = policy && firstLinked(model.inventory, "bucket", policy.properties.bucket);
  const origin = bucket && bucketOrigins(model).get(bucket.key);
  return (
    origin !== undefined &&
    origin.hostnames.every((hostname) => model.pathOf(hostname).proxied === "yes") &&
    cloudflareShare(policy?.properties.policy, origin.isWebsite) !== "unknown"
  );
}
