import { brokenTransitions, transitions } from "./transitions";
import { runTransition } from "./transitionsRun";

describe("a change without a broken moment", () => {
  for (const transition of transitions) {
    it(transition.title, () => runTransition(transition));
  }
});

describe("a change that breaks something, told to the call", () => {
  for (const transition of brokenTransitions) {
    it(transition.title, () => runTransition(transition));
  }
});
