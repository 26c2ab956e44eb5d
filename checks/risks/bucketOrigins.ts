import { bucketStatuses } from "../../facts/aws/bucketStatuses";
import type { ModelResource } from "../../model/graph/resources";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import { faultOf, listsOf, type BucketFault } from "../../model/origin/bucketFaults";
import { bucketOrigins, type BucketOrigin } from "../../model/origin/bucketOrigins";
import { bucketParts } from "../../model/origin/bucketSettings";
import { namedOrigins } from "../../model/origin/leads";
import { names, say, type Phrase } from "../words/words";
import { causesAmong } from "./publicOrigins";
import { changesAnyOf, type Risk, type RiskContext } from "./risk";

const parts: ReadonlySet<ModelTypeName> = new Set([
  ...(["bucket", "bucketPolicy", "bucketPublicAccess", "bucketWebsite", "bucketAcl"] as const),
  ...(["accountPublicAccess", "bucketOwnership", "bucketPayment"] as const),
]);

/** Finds buckets of S3 that hostnames lead to, and that come to answer nobody: they go, or no longer let everybody read. */
export function bucketOriginRisks(context: RiskContext): Risk[] {
  const { before, after, renamed } = context;
  if (!changesAnyOf(context, parts)) {
    return [];
  }
  const now = bucketOrigins(after);
  return [...bucketOrigins(before)].flatMap(([key, origin]): Risk[] => {
    const old = before.inventory.byKey(key);
    const bucket = after.inventory.byKey(renamed.get(key) ?? key);
    const stays = bucket === undefined ? undefined : now.get(bucket.key);
    const left = stays?.hostnames ?? stillLed(context, origin);
    if (old === undefined || left.length === 0) {
      return [];
    }
    const was = faultOf(before.inventory, old, origin.isWebsite);
    const found =
      bucket === undefined || stays === undefined || stays.name !== origin.name
        ? ("gone" as const)
        : faultOf(after.inventory, bucket, origin.isWebsite);
    const isOff =
      found === "not public" &&
      bucket !== undefined &&
      goOff(context, old, bucket, was === undefined);
    const is = isOff ? ("lists off" as const) : found;
    const cause = causesAmong(context, [
      ...bucketParts(before.inventory, old),
      ...(bucket === undefined ? [] : bucketParts(after.inventory, bucket)),
    ]);
    return (was !== undefined && !isOff) || is === undefined || cause.length === 0
      ? []
      : [
          {
            ...{ id: "bucket-shut", severity: "high", subject: key, title: origin.name, cause },
            about: left,
            consequence: say`From this change on ${told[is].what(origin.name)}: visitors of ${names(left)} get Error ${told[is].code}, save for what the edge keeps, until the bucket answers them again.`,
            hint: told[is].hint,
          },
        ];
  });
}

/**
 * Whether the access control lists of a bucket's objects come to count no more. Which lists objects have that the plan does not hold, it does not
 * say: they were let in by them where lists counted.
 */
function goOff(
  { before, after }: RiskContext,
  old: ModelResource,
  bucket: ModelResource,
  wasPublic: boolean,
): boolean {
  const lists = listsOf(before.inventory, old);
  const areOff = listsOf(after.inventory, bucket) === "off";
  return areOff && lists !== "off" && (wasPublic || lists === "on");
}

/** The hostnames whose records and pools name the same places as before. */
function stillLed({ before, after }: RiskContext, { hostnames }: BucketOrigin): string[] {
  const places = (model: RiskContext["before"], hostname: string): string =>
    namedOrigins(model, model.pathOf(hostname))
      .map(({ place }) => String(place.address))
      .join();
  return hostnames.filter((hostname) => places(before, hostname) === places(after, hostname));
}

interface Told {
  readonly code: number;
  readonly what: (bucket: string) => Phrase;
  readonly hint: Phrase;
}

const told: Readonly<Record<BucketFault | "gone" | "lists off", Told>> = {
  blocked: {
    code: bucketStatuses.denied,
    what: (bucket) =>
      say`public access to the bucket ${bucket} is blocked, which counts for more than its policy, and Cloudflare signs no request`,
    hint: say`Leave the block out for the account, or for this bucket, until the hostname leads to what signs its requests.`,
  },
  denied: {
    code: bucketStatuses.denied,
    what: (bucket) =>
      say`the policy of the bucket ${bucket} denies everybody to read it, or to read it by plain HTTP, which is all that a website of S3 speaks`,
    hint: say`Take the statement that denies out, or lead the hostname elsewhere in an update before this one.`,
  },
  "not public": {
    code: bucketStatuses.denied,
    what: (bucket) =>
      say`nothing lets everybody read the bucket ${bucket}, and Cloudflare signs no request`,
    hint: say`Keep the policy that lets everybody read, or lead the hostname elsewhere in an update before this one.`,
  },
  "lists off": {
    code: bucketStatuses.denied,
    what: (bucket) =>
      say`access control lists of the bucket ${bucket} and of its objects count no longer, no policy lets everybody read it, and Cloudflare signs no request`,
    hint: say`Give the bucket a policy that lets everybody read its objects in an update before this one.`,
  },
  "no website": {
    code: bucketStatuses.noWebsite,
    what: (bucket) => say`the bucket ${bucket} is no website any more`,
    hint: say`Keep the website's configuration, or lead the hostname elsewhere in an update before this one.`,
  },
  "paid by who asks": {
    code: bucketStatuses.denied,
    what: (bucket) =>
      say`whoever asks the bucket ${bucket} has to sign and to pay, and Cloudflare signs no request`,
    hint: say`Leave the payment with the bucket's owner as long as the hostname leads there.`,
  },
  "shut in part": {
    code: bucketStatuses.denied,
    what: (bucket) =>
      say`the policy of the bucket ${bucket} lets some of Cloudflare's addresses read and not all, so that it denies some requests`,
    hint: say`Give the policy every range that Cloudflare publishes, or lead the hostname elsewhere in an update before this one.`,
  },
  gone: {
    code: bucketStatuses.gone,
    what: (bucket) => say`there is no bucket ${bucket} any more where the record leads`,
    hint: say`Lead the hostname elsewhere in an update before this one, or keep the bucket.`,
  },
};
