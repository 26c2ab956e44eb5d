import { corpusBySubject } from "../corpus/cases";
import { provePlans } from "./corpusPlans";

const { buckets, platforms } = corpusBySubject;

describe("plans of a platform behind one load balancer, and of websites in buckets, made anew by the engine", () => {
  provePlans([...platforms, ...buckets]);
});
