import type { Evidence } from "../../doctor/evidence";

/**
 * Writes the fails among evidence, short enough to be compared.
 * @param evidence - The evidence.
 * @returns `check: causes (weight)` for each, in their order.
 */
export function failsOf(evidence: readonly Evidence[]): string[] {
  return evidence
    .filter(({ outcome }) => outcome === "fail")
    .map(({ check, speaksFor, weight }) => `${check}: ${speaksFor.join(" ")} (${weight})`);
}

/**
 * Writes what checks could not look at.
 * @param evidence - The evidence.
 * @returns The checks, in their order.
 */
export function unknownsOf(evidence: readonly Evidence[]): string[] {
  return evidence.filter(({ outcome }) => outcome === "unknown").map(({ check }) => check);
}
