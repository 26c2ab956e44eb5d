import { ownEntry } from "../../core/ownEntry";
import { cloudflareResourceRules } from "../../facts/cloudflare/resourceRules";
import type { PlanChange, PlanResource } from "./plan";
import { sameValue } from "./propertyChanges";

/**
 * Whether destroying resources of a type leaves everything in the account as it is.
 * @param type - Pulumi type token.
 * @returns True for settings that cannot be unset.
 */
export function staysWhenDeleted(type: string): boolean {
  return ownEntry(cloudflareResourceRules, type)?.deleteIsEmpty === true;
}

/**
 * Whether a change only makes Pulumi forget a resource, which goes on serving.
 * @param change - The change.
 * @returns True for a deletion that the options, or the resource's type, make empty.
 */
export function isOnlyForgotten({ operation, type, before }: PlanChange): boolean {
  return operation === "delete" && (before?.retainOnDelete === true || staysWhenDeleted(type));
}

/**
 * Whether a setting that is forgotten may be set by another resource from now on.
 * @param forgotten - The resource that goes from the program.
 * @param resources - The resources after the plan.
 * @returns True where one of the same type sets the same thing, or something that is not known yet.
 */
export function isSetByAnother(
  { type, properties }: PlanResource,
  resources: readonly PlanResource[],
): boolean {
  const identity = ownEntry(cloudflareResourceRules, type)?.replaces ?? [];
  const mayBeSame = ({ properties: others }: PlanResource): boolean =>
    identity.every((name) => {
      const other = ownEntry(others, name);
      return typeof other !== "string" || sameValue(other, ownEntry(properties, name));
    });
  return staysWhenDeleted(type) && resources.some((each) => each.type === type && mayBeSame(each));
}
