import { expect } from "chai";
import { reviewSteps, type Step } from "../report/plans";

/** Plans as strangers write them: the steps, what must be said, and what nobody can judge. */
export type StrangersPlans = readonly (readonly [
  name: string,
  steps: readonly Step[],
  risks: readonly string[],
  notJudged?: readonly string[],
])[];

/**
 * Adds a test for each plan.
 * @param plans - The plans.
 */
export function judgesAsExpected(plans: StrangersPlans): void {
  for (const [name, steps, risks, notJudged = []] of plans) {
    it(name, () => {
      const review = reviewSteps(steps);
      expect(
        review.risks.map(({ severity, id, title }) => `${severity} ${id} ${title}`),
      ).to.deep.equal(risks);
      expect(
        review.notJudged.map(
          ({ change, properties }) => `${change.name}: ${properties.join(", ")}`,
        ),
      ).to.deep.equal(notJudged);
    });
  }
}
