import { edgeRuleTransitions } from "./transitionsEdgeRules";
import { runTransition } from "./transitionsRun";

describe("a change of rules of the zone without a broken moment", () => {
  for (const transition of edgeRuleTransitions) {
    it(transition.title, () => runTransition(transition));
  }
});
