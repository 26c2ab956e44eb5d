import { bucketStatuses } from "../../facts/aws/bucketStatuses";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { bucketParts } from "../../model/origin/bucketSettings";
import { frontBucketOf } from "../../model/origin/frontBuckets";
import { hostnamesAtGateway } from "../../model/origin/gatewayLeads";
import { names, say } from "../words/words";
import { causesAmong } from "./publicOrigins";
import { changesAnyOf, type Risk, type RiskContext } from "./risk";

const parts = new Set(["bucket", "bucketPolicy", "distribution"] as const);

/** Finds distributions of CloudFront that go on signing what they ask of a bucket, which no longer lets them read. */
export function frontBucketRisks(context: RiskContext): Risk[] {
  const { before, renamed } = context;
  return !changesAnyOf(context, parts)
    ? []
    : before.inventory
        .ofType("distribution")
        .flatMap((old) => shutRisk(context, old, renamed.get(old.key) ?? old.key));
}

function shutRisk(context: RiskContext, old: ModelResource, key: string): Risk[] {
  const { before, after } = context;
  const now = after.inventory.byKey(key);
  const was = frontBucketOf(before.inventory, old);
  const is = now && frontBucketOf(after.inventory, now);
  if (was?.mayRead !== "yes" || now === undefined || is?.mayRead !== "no" || !is.isSigned) {
    return [];
  }
  const hostnames = hostnamesAtGateway(after, now);
  const cause = causesAmong(context, [
    ...[now, ...bucketParts(before.inventory, was.bucket)],
    ...bucketParts(after.inventory, is.bucket),
  ]);
  return hostnames.length === 0 || cause.length === 0
    ? []
    : [
        {
          ...{ id: "bucket-shut", severity: "high", subject: is.bucket.key, cause },
          ...{ title: title(is.bucket), about: hostnames },
          consequence: say`From this change on no policy of the bucket ${title(is.bucket)} lets ${title(now)} read it, which signs what it asks there: visitors of ${names(hostnames)} get Error ${bucketStatuses.denied} from CloudFront, save for what the edge keeps, until one does.`,
          hint: say`Let the policy name ${title(now)} by its ARN, or by the identity that it signs with, and give it what it comes to need in an update before this one.`,
        },
      ];
}
