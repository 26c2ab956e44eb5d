import { expect } from "chai";
import { reviewSteps, type Step } from "../report/plans";

/** Plans as strangers write them: the steps, what must be said, and what nobody can judge. */
export type StrangersPlans = readonly (readonly [
  name: string,
  steps: readonly Step[],
  risks: readonly string[],
  notJudged?: readonly string[],
])[];

/** The zone in which plans about a hostname stand. */
export const zoneId = "f".repeat(32);

/** A hostname at Cloudflare's proxy, which a plan leaves as it is. */
export const www: Step = {
  ...{ op: "same", type: "record", name: "www", id: "r-www" },
  old: {
    ...{ zoneId, name: "www.example.com", type: "A" },
    ...{ content: "203.0.113.10", proxied: true, ttl: 1 },
  },
};

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
