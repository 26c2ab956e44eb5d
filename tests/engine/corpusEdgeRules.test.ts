import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { edgeRules } = corpusBySubject;

describe("plans of what rules of the edge do to a site, made anew by the engine", () => {
  provePlans([...edgeRules]);
});
