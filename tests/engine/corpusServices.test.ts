import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { services } = corpusBySubject;

describe("plans of services behind load balancers, made anew by the engine", () => {
  provePlans([...services]);
});
