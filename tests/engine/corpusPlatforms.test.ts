import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { platforms } = corpusBySubject;

describe("plans of a platform behind one load balancer, made anew by the engine", () => {
  provePlans([...platforms]);
});
