import { albTransitions, takeover } from "./transitionsAlbs";
import { stockLab, type Lab } from "./lab";
import { runTransition } from "./transitionsRun";

/** AWS makes no listener at first. */
const slowListeners: Lab = {
  ...stockLab,
  startCloud: async (options) => {
    const cloud = await stockLab.startCloud(options);
    const match = { path: "/CreateListener" };
    cloud.faults.add({ match, fault: { kind: "rateLimited" }, times: 5 });
    return cloud;
  },
};

describe("a change of load balancers of AWS without a broken moment", () => {
  for (const transition of albTransitions) {
    it(transition.title, () => runTransition(transition));
  }

  it(takeover.title, () => runTransition(takeover, slowListeners));
});
