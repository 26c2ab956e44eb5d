import { bucketStatuses } from "../../facts/aws/bucketStatuses";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { objectsEnd, type ObjectsEnd } from "../../model/origin/bucketLifecycles";
import { bucketOrigins } from "../../model/origin/bucketOrigins";
import { bucketParts } from "../../model/origin/bucketSettings";
import { frontBucketOf } from "../../model/origin/frontBuckets";
import { hostnamesAtGateway } from "../../model/origin/gatewayLeads";
import type { TrafficModel } from "../../model/traffic/path";
import { names, say } from "../words/words";
import { causesAmong } from "./publicOrigins";
import { changesAnyOf, type Risk, type RiskContext } from "./risk";

const parts = new Set(["bucketLifecycle", "bucket"] as const);

/** Finds buckets of S3 that hostnames are served from, and of which every object comes to end some days after it was put there. */
export function bucketLifecycleRisks(context: RiskContext): Risk[] {
  const { before, after, formerly } = context;
  if (!changesAnyOf(context, parts)) {
    return [];
  }
  const ending = after.inventory.ofType("bucket").flatMap((bucket) => {
    const old = before.inventory.byKey(formerly.get(bucket.key) ?? bucket.key);
    const was = old && objectsEnd(before.inventory, old);
    const is = objectsEnd(after.inventory, bucket);
    const isSooner = is !== undefined && (was === undefined || is.days < was.days);
    return old !== undefined && isSooner ? [{ bucket, is }] : [];
  });
  return ending.flatMap(({ bucket, is }) => endRisk(context, bucket, is));
}

function endRisk(context: RiskContext, bucket: ModelResource, { days, does }: ObjectsEnd): Risk[] {
  const { after } = context;
  const hostnames = servedFrom(after, bucket);
  const cause = causesAmong(context, bucketParts(after.inventory, bucket));
  const what = does === "deleted" ? "is deleted" : "is archived where nobody reads it";
  const code = does === "deleted" ? say`Error 404 or 403` : say`Error ${bucketStatuses.denied}`;
  return hostnames.length === 0 || cause.length === 0
    ? []
    : [
        {
          ...{ id: "bucket-shut", severity: days > longest ? "medium" : "high", cause },
          ...{ subject: bucket.key, title: title(bucket), about: hostnames },
          consequence: say`From this change on every object of the bucket ${title(bucket)} ${[what]} ${days} days after it was put there, and what is older within a day or two: visitors of ${names(hostnames)} get ${code} for it, save for what the edge keeps, until it is put there again.`,
          hint: say`Give the rule the prefix of what may go, such as logs, and leave the files of the site out.`,
        },
      ];
}

/** How many days a file of a site mostly stays as it is. */
const longest = 365;

/** The hostnames that lead to a bucket, or to a distribution of CloudFront that asks it. */
function servedFrom(model: TrafficModel, bucket: ModelResource): string[] {
  const { inventory } = model;
  const fronts = inventory
    .ofType("distribution")
    .filter((front) => frontBucketOf(inventory, front)?.bucket.key === bucket.key);
  const direct = bucketOrigins(model).get(bucket.key)?.hostnames ?? [];
  const fronted = fronts.flatMap((front) => hostnamesAtGateway(model, front));
  return [...new Set([...direct, ...fronted])].sort();
}
