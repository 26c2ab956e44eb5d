/** Why a site answers 502, or one of its relatives. */
export interface CauseFact {
  /** What is the matter, as a sentence without a full stop. */
  readonly what: string;
  /** Where the article that this project answers to names it: its causes are numbered there, 1 the origin, 2 Cloudflare, 3 the network. */
  readonly group: "origin" | "cloudflare" | "network";
  /** The errors that visitors may see. */
  readonly errors: readonly number[];
}

/**
 * Writes a cause.
 * @param group - Where the article names it.
 * @param errors - The errors that visitors may see.
 * @param what - What is the matter, as a sentence without a full stop.
 */
export function cause(
  group: CauseFact["group"],
  errors: readonly number[],
  what: string,
): CauseFact {
  return { what, group, errors };
}
