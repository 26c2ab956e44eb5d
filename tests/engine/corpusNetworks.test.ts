import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { networks } = corpusBySubject;

describe("plans of networks, made anew by the engine", () => {
  provePlans([...networks]);
});
