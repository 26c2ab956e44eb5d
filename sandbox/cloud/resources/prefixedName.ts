import type { StoredObject } from "../account/account";
import { isAbsent, text, type Properties } from "../values";
import { ownEntry } from "../../../core/ownEntry";
import type { ResourceHandler } from "./handler";

/** How many objects of this process were named so. */
let count = 0;

/**
 * Names what a program gives only the beginning of a name, `namePrefix`, as the AWS provider does: 26 characters follow it, the time
 * and a counter. Once named, an object keeps its name.
 * @param handler - The resource type.
 * @param wanted - What was sent.
 * @param object - The object as it stands; undefined for a new one.
 * @returns What was sent, with a name.
 */
export function withPrefixedName(
  handler: ResourceHandler,
  wanted: Properties,
  object?: StoredObject,
): Properties {
  const property = handler.autoName?.property;
  if (
    property === undefined ||
    isAbsent(wanted.namePrefix) ||
    !isAbsent(ownEntry(wanted, property))
  ) {
    return wanted;
  }
  const former = ownEntry(object?.properties ?? {}, property);
  return { ...wanted, [property]: former ?? `${text(wanted.namePrefix)}${uniqueSuffix()}` };
}

/** Source: terraform-plugin-sdk, helper/id, `PrefixedUniqueId`: a timestamp of 18 digits and a counter of 8 hexadecimal ones. */
function uniqueSuffix(): string {
  count += 1;
  const timestamp = new Date().toISOString().replace(/\D/g, "").padEnd(18, "0");
  return `${timestamp}${count.toString(16).padStart(8, "0")}`;
}
