import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { balancers, pools, monitors } = corpusBySubject;

describe("plans of load balancers, pools and monitors, made anew by the engine", () => {
  provePlans([...balancers, ...pools, ...monitors]);
});
