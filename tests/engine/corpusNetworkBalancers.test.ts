import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { networkBalancers } = corpusBySubject;

describe("plans of network load balancers, nodes and awsx, made anew by the engine", () => {
  provePlans([...networkBalancers]);
});
