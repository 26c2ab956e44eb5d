import { brokenTransitions } from "./transitions";
import { runTransition } from "./transitionsRun";

describe("a change that breaks something, told to the call", () => {
  for (const transition of brokenTransitions) {
    it(transition.title, () => runTransition(transition));
  }
});
