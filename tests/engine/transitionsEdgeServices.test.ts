import { edgeServiceTransitions } from "./transitionsEdgeServices";
import { runTransition } from "./transitionsRun";

describe("a change of waiting rooms, Tiered Cache, Argo or monitors, under the watch", () => {
  for (const transition of edgeServiceTransitions) {
    it(transition.title, () => runTransition(transition));
  }
});
