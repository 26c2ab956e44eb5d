/**
 * Leaves out a test, or all of a suite, that this machine cannot run, and says why.
 * @param context - Mocha's `this` in the test or in a hook before it.
 * @param reason - Why, to be read after "skipped:".
 */
export function skipBecause(context: Mocha.Context, reason: string): never {
  console.log(`    skipped: ${reason}`);
  return context.skip();
}
