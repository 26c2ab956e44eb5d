import { transitions } from "./transitions";
import { runTransition } from "./transitionsRun";

describe("a change of pools and origins without a broken moment", () => {
  for (const transition of [...transitions.pools, ...transitions.origins]) {
    it(transition.title, () => runTransition(transition));
  }
});
