import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { edgeLater } = corpusBySubject;

describe("plans of what holds for a whole zone, of its errors, programs and sessions, made anew by the engine", () => {
  provePlans([...edgeLater]);
});
