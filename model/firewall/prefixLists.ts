import { familyNames } from "../../facts/addresses";
import {
  prefixListWeight,
  unknownWeight,
  type RuleWeight,
} from "../../constraints/securityGroupRules";
import { addressFamilies } from "../../core/cidrs";
import type { Inventory } from "../graph/inventory";
import { isObject, readList, readNumber, readText } from "../graph/reading";
import { type Known, unknownValue } from "../../core/known";
import { type ModelResource, type ModelValue } from "../graph/resources";
import { targetOf } from "../graph/targets";

/** What a managed prefix list holds. */
export interface PrefixListEntries {
  /** CIDRs that it holds for certain, sorted. */
  readonly cidrs: readonly string[];
  /** Whether it may hold more that the model does not know. */
  readonly maybeMore: boolean;
}

/**
 * Reads the entries of a prefix list, those written in it and those that stand alone.
 * @param inventory - Where the entries that stand alone are.
 * @param list - A `ManagedPrefixList`.
 * @returns The entries.
 */
export function prefixListEntries(inventory: Inventory, list: ModelResource): PrefixListEntries {
  const inline = readList(list.properties.entries);
  const own: (Known<string> | undefined)[] =
    inline === unknownValue
      ? [unknownValue]
      : inline.map((entry) => (isObject(entry) ? readText(entry.cidr) : unknownValue));
  const alone = inventory.linkedTo(list, "prefixListEntry").map((entry) => {
    const target = targetOf(inventory, entry.properties.prefixListId, "prefixList");
    return target?.state === "found" ? readText(entry.properties.cidr) : unknownValue;
  });
  const all = [...own, ...alone].filter((cidr) => cidr !== undefined);
  const known = all.filter((cidr) => cidr !== unknownValue);
  return {
    cidrs: [...new Set(known)].sort(),
    maybeMore: known.length < all.length,
  };
}

/**
 * What a prefix list counts for in a security group, at least.
 * @param inventory - Where the list is.
 * @param id - What refers to it.
 * @returns Its maximum number of entries in its family; nothing where it is not known.
 */
export function weightOfPrefixList(inventory: Inventory, id: ModelValue): RuleWeight {
  const target = targetOf(inventory, id, "prefixList");
  const [list] = target?.state === "found" ? target.resources : [];
  const name = readText(list?.properties.addressFamily);
  const family = addressFamilies.find((each) => familyNames[each] === name);
  const entries = readNumber(list?.properties.maxEntries);
  return family === undefined
    ? unknownWeight
    : prefixListWeight(family, entries === unknownValue ? undefined : entries);
}
