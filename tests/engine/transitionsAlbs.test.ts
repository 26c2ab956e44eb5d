import { albTransitions } from "./transitionsAlbs";
import { runTransition } from "./transitionsRun";

describe("a change of load balancers of AWS without a broken moment", () => {
  for (const transition of albTransitions) {
    it(transition.title, () => runTransition(transition));
  }
});
