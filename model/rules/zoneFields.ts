import type { ExpressionRequest } from "../../core/expressions/requests";
import { ownEntry } from "../../core/ownEntry";
import { zonePlanFields } from "../../facts/cloudflare/plans";
import type { Inventory } from "../graph/inventory";
import { isObject, readText } from "../graph/reading";
import { zoneResource } from "../tls/zoneTls";

/**
 * Finds what rules of an account may ask about a zone: its name and its plan.
 *
 * Source: Cloudflare docs, ruleset-engine/managed-rulesets/override-examples (`cf.zone.name`, `cf.zone.plan`).
 * @param inventory - The resources.
 * @param zone - The zone as `zoneOf` calls it.
 * @returns The fields that are known.
 */
export function zoneFields(
  inventory: Inventory,
  zone: string,
): NonNullable<ExpressionRequest["fields"]> {
  const { name, plan } = zoneResource(inventory, zone.split(" or "))?.properties ?? {};
  const title = readText(name);
  const kind = isObject(plan) ? readText(plan.legacyId) : undefined;
  const known = typeof kind === "string" ? ownEntry(zonePlanFields, kind) : undefined;
  return {
    ...(typeof title === "string" ? { "cf.zone.name": title } : {}),
    ...(known === undefined ? {} : { "cf.zone.plan": known }),
  };
}
