import { brokenTransitions } from "./transitions";
import { brokenAlbTransitions } from "./transitionsAlbs";
import { runTransition } from "./transitionsRun";

describe("a change that breaks something, told to the call", () => {
  for (const transition of [...brokenTransitions, ...brokenAlbTransitions]) {
    it(transition.title, () => runTransition(transition));
  }
});
