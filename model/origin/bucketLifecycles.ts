import { archivingClasses } from "../../facts/aws/bucketStatuses";
import type { Inventory } from "../graph/inventory";
import { isObject, knownObjects, readFlag, readNumber, readText } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { settingsOf } from "./bucketSettings";

/** What becomes of every object of a bucket some time after it was put there. */
export interface ObjectsEnd {
  /** How many days after. */
  readonly days: number;
  /** Whether it is deleted, or kept where nobody reads it before it is restored. */
  readonly does: "deleted" | "archived";
}

/**
 * Finds what ends every object of a bucket.
 * Source: Amazon S3 user guide, intro-lifecycle-rules (a rule without a filter, or with an empty one, is for all objects) and
 * storage-class-intro (archived objects are not read in real time).
 * @param inventory - The resources.
 * @param bucket - The bucket.
 * @returns What ends them first; undefined where nothing does for certain.
 */
export function objectsEnd(inventory: Inventory, bucket: ModelResource): ObjectsEnd | undefined {
  const apart = settingsOf(inventory, bucket, "bucketLifecycle").flatMap(({ properties }) =>
    knownObjects(properties.rules).filter(({ status }) => readText(status) === "Enabled"),
  );
  const own = knownObjects(bucket.properties.lifecycleRules).filter(
    ({ enabled }) => readFlag(enabled, "no") === "yes",
  );
  return [...apart, ...own]
    .filter(isOfAll)
    .flatMap(endsOf)
    .sort((one, other) => one.days - other.days)[0];
}

function isOfAll({ filter, prefix, tags }: ModelObject): boolean {
  const parts = isObject(filter) ? Object.entries(filter) : [];
  return (
    isEmpty(prefix) &&
    tags === undefined &&
    parts.every(([name, value]) => name === "prefix" && isEmpty(value))
  );
}

function isEmpty(text: ModelValue | undefined): boolean {
  return (text ?? undefined) === undefined || text === "";
}

function endsOf({ expiration, transitions }: ModelObject): ObjectsEnd[] {
  const deleted = isObject(expiration) ? [expiration] : [];
  const archived = knownObjects(transitions).filter(({ storageClass }) =>
    archivingClasses.includes(String(readText(storageClass))),
  );
  const ends = (all: readonly ModelObject[], does: ObjectsEnd["does"]): ObjectsEnd[] =>
    all.flatMap((each) => {
      const days = readNumber(each.days);
      return typeof days === "number" && days > 0 ? [{ days, does }] : [];
    });
  return [...ends(deleted, "deleted"), ...ends(archived, "archived")];
}
