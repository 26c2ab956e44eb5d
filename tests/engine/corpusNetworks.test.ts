import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { networks, networksFurther, networksWithin, machines } = corpusBySubject;

describe("plans of networks and of machines without a load balancer, made anew by the engine", () => {
  provePlans([...networks, ...networksFurther, ...networksWithin, ...machines]);
});
