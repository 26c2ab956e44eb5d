import { s3Hostnames } from "../../facts/aws/hostnames";
import type { Inventory } from "../graph/inventory";
import { isObject, readText } from "../graph/reading";
import type { ModelResource, ModelValue } from "../graph/resources";
import { firstLinked } from "../graph/targets";
import { nameOf, settingsOf } from "./bucketSettings";
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
