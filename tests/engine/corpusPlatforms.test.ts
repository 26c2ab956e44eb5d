import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { applications, buckets, platforms, reached } = corpusBySubject;

describe("plans of a platform behind one load balancer, of what its applications need, of websites in buckets, and of what stands before load balancers, made anew by the engine", () => {
  provePlans([...platforms, ...applications, ...buckets, ...reached]);
});
