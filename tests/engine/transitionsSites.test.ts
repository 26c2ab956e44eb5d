import { transitions } from "./transitions";
import { runTransition } from "./transitionsRun";

describe("a change of steering, hostnames, records and alerts without a broken moment", () => {
  for (const transition of [
    ...transitions.steering,
    ...transitions.hostnames,
    ...transitions.records,
    ...transitions.alerts,
  ]) {
    it(transition.title, () => runTransition(transition));
  }
});
