import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

describe("plans of networks, made anew by the engine", () => {
  provePlans(corpusBySubject.networks);
});
