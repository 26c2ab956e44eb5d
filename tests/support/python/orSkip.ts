import { skipBecause } from "../skipped";
import { NoPython } from "./environment";

/**
 * Waits for what needs Python; where that cannot be had, leaves the suite out and says why.
 * @param context - Mocha's `this` in a hook before the tests.
 * @param wanted - What is waited for.
 * @returns The same.
 */
export async function orSkip<T>(context: Mocha.Context, wanted: Promise<T>): Promise<T> {
  try {
    return await wanted;
  } catch (error) {
    if (error instanceof NoPython) {
      skipBecause(context, error.message);
    }
    throw error;
  }
}
