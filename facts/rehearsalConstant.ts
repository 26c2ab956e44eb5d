import type { ConnectionLimit } from "./cloudflare/timeouts";

/** A constant of Cloudflare's or an ALB's behaviour that a rehearsal runs by. */
export interface RehearsalConstant {
  /** What it says, as a sentence without a full stop. */
  readonly what: string;
  /** Its value; of a list, every element. */
  readonly value: number | string | readonly number[];
  /** Its unit, in the plural: `seconds`, `status codes`. */
  readonly unit: string;
  /**
   * `documented` where a page of the vendor says so; `derived` where it follows from what pages say; `contested` where sources differ,
   * or none says it and it is a choice.
   */
  readonly standing: "documented" | "derived" | "contested";
  /** What other sources say. */
  readonly otherValues: readonly (number | string)[];
  /** Where it stands. */
  readonly source: string;
}

type Row = RehearsalConstant;

/** Source of the limits between Cloudflare and origins. */
export const limitsPage = "Cloudflare docs, fundamentals/reference/connection-limits";

/**
 * A row of which a page of the vendor says the value.
 * @param what - What it says, as a sentence without a full stop.
 * @param value - The value.
 * @param unit - Its unit.
 * @param source - The page.
 */
export function documented(what: string, value: Row["value"], unit: string, source: string): Row {
  return { what, value, unit, standing: "documented", otherValues: [], source };
}

/**
 * A row whose value no page says.
 * @param what - What it says, as a sentence without a full stop.
 * @param value - The value.
 * @param unit - Its unit.
 * @param source - What there is of a page.
 */
export function chosen(what: string, value: Row["value"], unit: string, source: string): Row {
  return { ...documented(what, value, unit, source), standing: "contested" };
}

/**
 * The row of a limit between Cloudflare and an origin.
 * @param what - What it says, as a sentence without a full stop.
 * @param connectionLimit - The limit.
 */
export function limit(what: string, { seconds, alsoDocumented }: ConnectionLimit): Row {
  return {
    ...documented(what, seconds, "seconds", limitsPage),
    standing: alsoDocumented.length === 0 ? "documented" : "contested",
    otherValues: alsoDocumented,
  };
}
