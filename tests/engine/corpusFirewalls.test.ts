import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { firewalls, components, further } = corpusBySubject;

describe("plans of firewalls, components and further kinds, made anew by the engine", () => {
  provePlans([...firewalls, ...components, ...further]);
});
