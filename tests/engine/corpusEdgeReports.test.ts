import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { edgeNeighbours, edgePaths, edgeReports, edgeSilence, edgeTunnels } = corpusBySubject;

describe("plans of what strangers reported of rules, tunnels and names, made anew by the engine", () => {
  provePlans([...edgeReports, ...edgeSilence, ...edgeNeighbours, ...edgePaths, ...edgeTunnels]);
});
