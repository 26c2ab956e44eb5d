import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { edgeServices } = corpusBySubject;

describe("plans of waiting rooms, certificates of the edge and pages for errors, made anew by the engine", () => {
  provePlans([...edgeServices]);
});
