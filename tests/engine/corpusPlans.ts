import { expect } from "chai";
import { findEngine } from "../../sandbox/testing";
import type { CorpusCase } from "../corpus/corpusCase";
import { reviewOf, saidBy } from "../corpus/judged";
import { PlanMaker } from "../corpus/makePlan";
import { normalised, storedPlan, storePlan } from "../corpus/storedPlan";

/**
 * Declares one test per case: its plan, made anew by the engine, is the stored one and says the same. With
 * `UPDATE_CORPUS=1` it is stored.
 * @param cases - The cases.
 */
export function provePlans(cases: readonly CorpusCase[]): void {
  let maker: PlanMaker;

  before(async () => {
    maker = new PlanMaker(await findEngine(), cases);
  });

  after(() => maker.close());

  for (const each of cases) {
    it(each.name, async () => {
      const { json, events } = await maker.make(each);
      const plan = normalised(json);
      if (process.env.UPDATE_CORPUS === "1") {
        storePlan(each, plan);
      }
      expect(plan, "the plan differs: UPDATE_CORPUS=1 stores it anew").to.equal(storedPlan(each));
      const said = saidBy(reviewOf(plan, each));
      expect(saidBy(reviewOf(json, each)), "what is normalised decides nothing").to.deep.equal(
        said,
      );
      // Events do not say what depends on what, so less follows from them; what happens is the same.
      const { changes, drift } = saidBy(reviewOf(JSON.stringify(events), each));
      expect({ changes, drift }).to.deep.equal({ changes: said.changes, drift: said.drift });
    });
  }
}
