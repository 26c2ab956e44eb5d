import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { options, strangers } = corpusBySubject;

describe("plans of options and strangers' programs, made anew by the engine", () => {
  provePlans([...options, ...strangers]);
});
