import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { fronts, probedFronts } = corpusBySubject;

describe("plans of one load balancer before one application, made anew by the engine", () => {
  provePlans([...fronts, ...probedFronts]);
});
