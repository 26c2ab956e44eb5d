import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { applications, buckets, gateways, platforms, reached } = corpusBySubject;

describe("plans of a platform behind one load balancer, of what its applications need, of websites in buckets, of what stands before load balancers, and of gateways, made anew by the engine", () => {
  provePlans([...platforms, ...applications, ...buckets, ...reached, ...gateways]);
});
