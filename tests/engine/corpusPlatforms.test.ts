import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { applications, buckets, gateways, platforms, reached, running } = corpusBySubject;

describe("plans of a platform behind one load balancer, of what its applications need and what runs there, of websites in buckets, of what stands before load balancers, and of gateways, made anew by the engine", () => {
  provePlans([...platforms, ...applications, ...buckets, ...reached, ...gateways, ...running]);
});
