import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { edgeFurther } = corpusBySubject;

describe("plans of settings, rarer rules, routes and certificates of the edge, made anew by the engine", () => {
  provePlans([...edgeFurther]);
});
