import { fromBytes } from "../../core/expressions/bytes";
import { partsOf, textsOf } from "../../core/expressions/parts";
import type { ExpressionRequest } from "../../core/expressions/requests";
import { isInZone } from "../../core/hostnames";
import { ownEntry } from "../../core/ownEntry";
import { CloudflarePlan, zonePlanFields } from "../../facts/cloudflare/plans";
import { registrableDomain } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import { isObject, readText } from "../graph/reading";
import { zoneResource } from "../tls/zoneTls";
import type { EdgeRule } from "./edgeRules";

/** A zone, what asks about it, and what is in it. */
interface AskedZone {
  /** The zone as `zoneOf` calls it. */
  readonly zone: string;
  /** The rules that requests to it meet. */
  readonly rules: readonly EdgeRule[];
  /** Its hostnames. */
  readonly hostnames: readonly string[];
}

/** The field that asks for the plan of a zone. */
export const planField = "cf.zone.plan";
const nameField = "cf.zone.name";

/**
 * Finds what rules of an account may ask about a zone: its name and its plan. Where no resource says the name, it is the one domain of all
 * its hostnames, unless rules ask for a zone beneath it that may have them. Where none says the plan, it is Enterprise if rules ask for no
 * other: they apply to zones on it alone.
 *
 * Source: Cloudflare docs, ruleset-engine/managed-rulesets/override-examples (`cf.zone.name`, `cf.zone.plan`); waf/custom-rulesets (those of
 * an account are for its Enterprise zones).
 * @param inventory - The resources.
 * @param asked - The zone.
 * @returns The fields that are known.
 */
export function zoneFields(
  inventory: Inventory,
  { zone, rules, hostnames }: AskedZone,
): NonNullable<ExpressionRequest["fields"]> {
  const name = inventory.zones.name(zone) ?? nameByHostnames(hostnames, askedIn(rules, nameField));
  const enterprise = zonePlanFields[CloudflarePlan.Enterprise];
  const asksNoOther = askedIn(rules, planField).every((text) => text === enterprise);
  const plan = planOf(inventory, zone) ?? (asksNoOther ? enterprise : undefined);
  return {
    ...(name === undefined ? {} : { [nameField]: name }),
    ...(plan === undefined ? {} : { [planField]: plan }),
  };
}

/**
 * Whether no resource says the plan of a zone.
 * @param inventory - The resources.
 * @param zone - The zone as `zoneOf` calls it.
 */
export function isPlanAssumed(inventory: Inventory, zone: string): boolean {
  return planOf(inventory, zone) === undefined;
}

function planOf(inventory: Inventory, zone: string): string | undefined {
  const { plan } = zoneResource(inventory, zone.split(" or "))?.properties ?? {};
  const kind = isObject(plan) ? readText(plan.legacyId) : undefined;
  return typeof kind === "string" ? ownEntry(zonePlanFields, kind) : undefined;
}

function nameByHostnames(
  hostnames: readonly string[],
  asked: readonly string[],
): string | undefined {
  const [domain, ...others] = new Set(hostnames.map(registrableDomain));
  const mayBe = (name: string): boolean =>
    name !== domain && hostnames.every((hostname) => isInZone(hostname, name));
  const isKnown = domain?.includes(" ") === false && others.length === 0;
  return isKnown && !asked.some(mayBe) ? domain : undefined;
}

/** What rules compare a field with. */
function askedIn(rules: readonly EdgeRule[], field: string): string[] {
  return rules.flatMap(({ fields, condition }) =>
    condition === undefined || !fields.has(field)
      ? []
      : partsOf(condition)
          .comparisons.filter(({ operand }) => operand.kind === "field" && operand.name === field)
          .flatMap(({ right }) => textsOf(right).map(fromBytes))
          .filter((text) => text !== undefined),
  );
}
