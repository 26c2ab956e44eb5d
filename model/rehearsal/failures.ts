import { lowestServerErrorStatus } from "../../facts/httpStatus";
import type { Measured, RehearsedFault } from "./rehearsal";

/**
 * Whether visitors got an error: a status of 5xx, or an answer that broke off.
 * @param answered - What they got: its status, and why it was an error.
 */
export function hasFailed({
  status,
  cause = null,
}: {
  readonly status: number;
  readonly cause?: string | null | undefined;
}): boolean {
  return status >= lowestServerErrorStatus || cause !== null;
}

/**
 * Finds the first change by which monitors took an origin out after a fault began.
 * @param health - Changes of health, in their order.
 * @returns Undefined where they took none.
 */
export function firstOut(health: Measured["health"]): Measured["health"][number] | undefined {
  return health.find(({ seconds, healthy }) => seconds >= 0 && !healthy);
}

/**
 * Whether a site did what it declares under a fault.
 * @param fault - What was measured.
 * @returns Null where that cannot be told.
 */
export function holds({ verdicts }: Pick<RehearsedFault, "verdicts">): boolean | null {
  const all = verdicts.map((each) => each.holds);
  return all.includes(false) ? false : all.includes(null) ? null : true;
}
