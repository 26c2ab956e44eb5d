import { getOrCreate } from "../../core/getOrCreate";
import type { Inventory } from "../graph/inventory";
import type { ModelResource } from "../graph/resources";
import { accessRules } from "./accessApplications";
import { attackModeRules } from "./attackModes";
import { cloudConnectorRules } from "./cloudConnectors";
import type { MetRules } from "./metRules";
import { phaseRules, type PhaseRules } from "./edgeRules";
import { olderProducts } from "./olderProducts";
import { snippetRules } from "./snippetRules";

/**
 * Reads the rules of every phase and product.
 * @param inventory - The resources.
 * @param balancers - The load balancers whose rules are read. Defaults to all.
 * @returns Those of zones and accounts.
 */
export function allRules(
  inventory: Inventory,
  balancers: readonly ModelResource[] = inventory.ofType("loadBalancer"),
): readonly PhaseRules[] {
  return [
    ...phaseRules(inventory),
    ...olderProducts(inventory, balancers),
    ...snippetRules(inventory),
    ...cloudConnectorRules(inventory),
    ...accessRules(inventory),
    ...attackModeRules(inventory),
  ];
}

/**
 * Lists the rules that requests to a zone meet.
 * @param all - The rules of zones and accounts.
 * @param zone - The zone as `zoneOf` calls it.
 * @returns The rules by phase, those of accounts first.
 */
export function phasesMet(all: readonly PhaseRules[], zone: string): MetRules["phases"] {
  const phases = new Map<string, PhaseRules[]>();
  const own = all.filter(({ owner, isOfAccount }) => !isOfAccount && owner === zone);
  const above = all.filter(({ isOfAccount }) => isOfAccount);
  for (const rules of [...above, ...own]) {
    getOrCreate(phases, rules.phase, () => []).push(rules);
  }
  return phases;
}
