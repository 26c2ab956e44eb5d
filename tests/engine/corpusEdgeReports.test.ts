import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { edgeReports, edgeSilence } = corpusBySubject;

describe("plans of what strangers reported of rules, tunnels and names, made anew by the engine", () => {
  provePlans([...edgeReports, ...edgeSilence]);
});
