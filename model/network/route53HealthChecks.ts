import type { Certainty } from "../../core/certainty";
import type { Inventory } from "../graph/inventory";
import { readFlag, readText } from "../graph/reading";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";

/** How Route 53 takes what a health check finds. */
export interface HealthCheckNode {
  /** Whether what it asks counts as well whatever it answers. */
  readonly isDisabled: Certainty;
  /** Whether what answers counts as unwell. */
  readonly isInverted: Certainty;
}

/**
 * Reads a health check of Route 53.
 * @param check - A `HealthCheck`.
 */
export function readHealthCheck({ properties }: ModelResource): HealthCheckNode {
  return {
    isDisabled: readFlag(properties.disabled, "no"),
    isInverted: readFlag(properties.invertHealthcheck, "no"),
  };
}

/**
 * Lists the records of Route 53 that are told while a health check finds them well.
 * @param inventory - The resources.
 * @param check - The health check.
 * @returns Those that have others beside them: of a single one nothing else could be told. Source: Amazon Route 53 developer guide,
 * dns-failover-how-it-works.
 */
export function recordsOfCheck(inventory: Inventory, check: ModelResource): ModelResource[] {
  return inventory
    .linkedToAny(tokensOf(check), "route53Record")
    .filter(({ properties }) => (readText(properties.setIdentifier) ?? "") !== "");
}
