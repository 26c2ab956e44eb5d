import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { services, alarms } = corpusBySubject;

describe("plans of services behind load balancers and of what watches them, made anew by the engine", () => {
  provePlans([...services, ...alarms]);
});
