/**
 * Begins the work of all cases before the first test, for work that mostly waits; each test then awaits its own.
 * @param cases - The cases.
 * @param work - What each takes, without a hold on the others.
 * @returns What gives a test the outcome of its case.
 */
export function sideBySide<C, T>(
  cases: readonly C[],
  work: (one: C) => Promise<T>,
): (one: C) => Promise<T> {
  const begun = new Map<C, Promise<T>>();
  before(() => {
    for (const one of cases) {
      const outcome = work(one);
      // A failure is its own test's.
      outcome.catch(() => undefined);
      begun.set(one, outcome);
    }
  });
  return (one) => begun.get(one) ?? work(one);
}
