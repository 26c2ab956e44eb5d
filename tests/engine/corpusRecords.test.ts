import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { records, zones, drift } = corpusBySubject;

describe("plans of records, zones and drift, made anew by the engine", () => {
  provePlans([...records, ...zones, ...drift]);
});
