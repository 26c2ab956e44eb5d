import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

describe("plans of services behind load balancers, made anew by the engine", () => {
  provePlans(corpusBySubject.services);
});
