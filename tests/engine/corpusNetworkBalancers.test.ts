import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

describe("plans of network load balancers, nodes and awsx, made anew by the engine", () => {
  provePlans(corpusBySubject.networkBalancers);
});
