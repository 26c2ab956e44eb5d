import { originPullsTransitions } from "./transitionsOriginPulls";
import { runTransition } from "./transitionsRun";

describe("a step of an environment's origin pulls without a broken moment", () => {
  for (const transition of originPullsTransitions) {
    it(transition.title, () => runTransition(transition));
  }
});
