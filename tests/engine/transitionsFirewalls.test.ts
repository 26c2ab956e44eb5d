import { transitions } from "./transitions";
import { runTransition } from "./transitionsRun";

describe("a change of firewalls without a broken moment", () => {
  for (const transition of transitions.firewalls) {
    it(transition.title, () => runTransition(transition));
  }
});
