import { dayMilliseconds } from "../../core/days";
import { unknownValue, type Known } from "../../core/known";
import { otherTypes } from "../../facts/resourceTypes";
import {
  isObject,
  knownObjects,
  readFlag,
  readNumber,
  readText,
  readTexts,
} from "../graph/reading";
import { linkTokens } from "../graph/links";
import type { ModelResource } from "../graph/resources";
import { servedName } from "./edgeServices";

/** That objects of a bucket go when they are so old. */
export interface Deletion {
  /** How the keys of the objects begin; "" for all. */
  readonly prefix: string;
  /** After how many days. */
  readonly days: number;
}

/**
 * Reads what the lifecycle of a bucket of R2 deletes.
 * Source: Cloudflare docs, r2/buckets/object-lifecycles; API reference, R2, lifecycle (`maxAge` in seconds).
 * @param lifecycle - An `R2BucketLifecycle`.
 * @returns What it deletes by age, as far as the plan says it.
 */
export function deletionsOf(lifecycle: ModelResource): Deletion[] {
  return knownObjects(lifecycle.properties.rules).flatMap((rule): Deletion[] => {
    const { conditions, deleteObjectsTransition, enabled } = rule;
    const prefix = isObject(conditions) ? (readText(conditions.prefix) ?? "") : "";
    const condition = isObject(deleteObjectsTransition)
      ? deleteObjectsTransition.condition
      : undefined;
    const age = isObject(condition) ? readNumber(condition.maxAge) : undefined;
    return readFlag(enabled, "yes") === "no" || prefix === unknownValue || typeof age !== "number"
      ? []
      : [{ prefix, days: Math.ceil((age * 1_000) / dayMilliseconds) }];
  });
}

/**
 * Reads the sites whose pages a bucket of R2 lets read its objects by scripts.
 * Source: Cloudflare docs, r2/buckets/cors.
 * @param cors - An `R2BucketCors`.
 * @returns Their origins, `*` for all.
 */
export function sitesLetIn(cors: ModelResource): Known<readonly string[]> {
  const known = knownObjects(cors.properties.rules).flatMap(
    ({ allowed }): readonly Known<string>[] => {
      const origins = isObject(allowed) ? readTexts(allowed.origins) : unknownValue;
      return origins === unknownValue ? [unknownValue] : origins;
    },
  );
  const texts = known.filter((origin) => typeof origin === "string");
  return texts.length < known.length ? unknownValue : texts;
}

/**
 * Lists the hostnames at which the objects of a bucket of R2 are public.
 * @param resources - The resources of a plan.
 * @param setting - What is set for a bucket.
 */
export function hostnamesOfBucket(
  resources: readonly ModelResource[],
  { properties }: ModelResource,
): string[] {
  const bucket = linkTokens(properties.bucketName);
  return resources
    .filter(({ type }) => type === otherTypes.r2CustomDomain)
    .filter((domain) =>
      linkTokens(domain.properties.bucketName).some((each) => bucket.includes(each)),
    )
    .flatMap((domain) => servedName(domain) ?? [])
    .sort();
}
