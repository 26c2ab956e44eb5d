import { modelTypes } from "../../../model/graph/resourceTypes";
import { same, type Step } from "../report/plans";
import { zoneId } from "./strangersPlans";

/** The name of the load balancer. */
export const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";

/** What the provider answers of a resource: its ARN is its name. */
export function known(step: Step, outputs: object = {}): Step {
  return { ...step, outputs: { arn: step.name, ...outputs } };
}

/** The hostname that visitors ask for. */
export const record = same("record", "www", {
  ...{ zoneId, name: "www.example.com", type: "CNAME", content: dnsName, proxied: true, ttl: 1 },
});

/** A load balancer that carries the group `front`. */
export function balancer(more: object = {}): Step {
  const own = { name: "edge", securityGroups: ["front"], ...more };
  return known(same(modelTypes.awsLoadBalancer, "edge", own), { dnsName });
}

/** Sends requests to the target group `app`. */
export const forward = { type: "forward", targetGroupArn: "app" };

/** A listener at the port of HTTPS. */
export function listens(more: object = {}): object {
  return {
    ...{ loadBalancerArn: "edge", port: 443, protocol: "HTTPS", defaultActions: [forward] },
    ...more,
  };
}

/** The target group `app`. */
export function targets(more: object = {}): object {
  return { name: "app", port: 8080, protocol: "HTTP", ...more };
}

/** A hostname before a load balancer of HTTP. */
export const front: readonly Step[] = [
  ...[record, balancer(), known(same(modelTypes.listener, "https", listens()))],
  same(modelTypes.securityGroup, "front", { vpcId: "vpc-1" }),
];
