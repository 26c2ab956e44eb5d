import { cloudflareResourceRules } from "../../facts/cloudflare/resourceRules";
import { ownEntry } from "../../core/ownEntry";
import type { PlanChange } from "./plan";

/**
 * Whether a deletion leaves what stands there as it is: Pulumi only forgets it, or its provider has nothing to delete.
 * @param change - Any change.
 */
export function isForgotten({ operation, before, type }: PlanChange): boolean {
  return (
    operation === "delete" &&
    (before?.retainOnDelete === true ||
      ownEntry(cloudflareResourceRules, type)?.deleteIsEmpty === true)
  );
}
