import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { edgeServices, edgeZones } = corpusBySubject;

describe("plans of waiting rooms, certificates of the edge, pages for errors and a small zone, made anew by the engine", () => {
  provePlans([...edgeServices, ...edgeZones]);
});
