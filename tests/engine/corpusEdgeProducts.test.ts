import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { edgeProducts } = corpusBySubject;

describe("plans of what else stands before a site, made anew by the engine", () => {
  provePlans([...edgeProducts]);
});
