/** How bad something is, the worst first. */
export const severities = ["high", "medium", "low"] as const;

/** How bad something is: `high` for an outage or an open origin, `low` for what only makes work. */
export type Severity = (typeof severities)[number];

/**
 * Finds the worst of several.
 * @param found - What each of them is.
 * @returns The worst severity; undefined where there is nothing.
 */
export function worstOf(found: readonly { readonly severity: Severity }[]): Severity | undefined {
  return severities.find((severity) => found.some((each) => each.severity === severity));
}
