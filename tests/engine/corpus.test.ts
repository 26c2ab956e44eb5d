import { expect } from "chai";
import { findEngine, type Engine } from "../../sandbox/testing";
import { corpus } from "../corpus/cases";
import { reviewOf, saidBy } from "../corpus/judged";
import { makePlan } from "../corpus/makePlan";
import { normalised, storedPlan, storePlan } from "../corpus/storedPlan";

describe("the corpus of plans, made anew by the engine", () => {
  let engine: Engine;

  before(async () => {
    engine = await findEngine();
  });

  for (const each of corpus) {
    it(each.name, async () => {
      const { json, events } = await makePlan(engine, each);
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
});
