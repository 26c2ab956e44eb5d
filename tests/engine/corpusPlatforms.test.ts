import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { applications, buckets, platforms, reached, running } = corpusBySubject;

describe("plans of a platform behind one load balancer, of what its applications need and what runs there, of websites in buckets, and of what stands before load balancers, made anew by the engine", () => {
  provePlans([...platforms, ...applications, ...buckets, ...reached, ...running]);
});
