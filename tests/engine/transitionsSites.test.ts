import { transitions } from "./transitions";
import { runTransition } from "./transitionsRun";

describe("a change of steering, hostnames, records, alerts and maintenance without a broken moment", () => {
  for (const transition of [
    ...transitions.steering,
    ...transitions.hostnames,
    ...transitions.records,
    ...transitions.alerts,
    ...transitions.maintenance,
  ]) {
    it(transition.title, () => runTransition(transition));
  }
});
