import { edgeFailures } from "../cloudflare/edgeFailures";

/** What visitors of Cloudflare see of something that is amiss behind a load balancer of AWS. */
export interface LoadBalancerError {
  /** The codes, any of which it may be, in order. */
  readonly codes: readonly number[];
  /** When that is, as a sentence without a full stop. */
  readonly when: string;
  /** Whether the vendor's document says the code of this case, or it follows from what is said of others. */
  readonly standing: "documented" | "inferred";
  /** Where it is said. */
  readonly source: string;
}

const troubleshooting =
  "Elastic Load Balancing, user guide for Application Load Balancers, load-balancer-troubleshooting";

/** The errors, by what is amiss. The troubleshooting page was read in the copy that AWS published on GitHub, which is older than the page of today. */
export const loadBalancerErrors = {
  noTargets: {
    codes: [503],
    when: "no target is registered in the target groups of an Application Load Balancer",
    standing: "documented",
    source: `${troubleshooting} (HTTP 503)`,
  },
  noTargetsBehindNetwork: {
    codes: [edgeFailures.refused.code, edgeFailures.connectTimeout.code],
    when: "no target is registered behind a Network Load Balancer: it fails open, to nobody; whether a connection is then reset or left without an answer is not published, so both of Cloudflare's codes stand here",
    standing: "inferred",
    source:
      "Elastic Load Balancing, user guide for Network Load Balancers, target-group-health-checks (empty target groups); Cloudflare docs, error 521 and 522",
  },
  unreachableIdentityProvider: {
    codes: [500],
    when: "a listener rule asks who visitors are, and the load balancer does not reach the token or user info endpoint of the identity provider",
    standing: "documented",
    source: `${troubleshooting} (HTTP 500)`,
  },
  closedConnection: {
    codes: [502],
    when: "a target closes a connection while a request is outstanding on it, as where it keeps idle ones for less long than the load balancer does",
    standing: "documented",
    source: `${troubleshooting} (HTTP 502)`,
  },
  unreachableTargets: {
    codes: [504],
    when: "packets to targets, or their answers, are dropped: no connection within 10 seconds, or a network ACL without the ephemeral ports",
    standing: "documented",
    source: `${troubleshooting} (HTTP 504)`,
  },
  unreachableBehindNetwork: {
    codes: [edgeFailures.connectTimeout.code],
    when: "packets to targets behind a Network Load Balancer are dropped: Cloudflare's own connection gets no answer",
    standing: "inferred",
    source:
      "Elastic Load Balancing, user guide for Network Load Balancers, load-balancer-troubleshooting; Cloudflare docs, error 522",
  },
  shutEgress: {
    codes: [502, 504],
    when: "the load balancer itself is let out nowhere: a connection that times out is 504, one that is answered by an ICMP message 502",
    standing: "inferred",
    source: `${troubleshooting} (HTTP 502 and 504)`,
  },
  unhealthyTargets: {
    codes: [502, 503, 504],
    when: "all targets are unhealthy: requests go to all of them, which refuse (502) or do not answer (504), until what replaces them has taken the last one out (503)",
    standing: "inferred",
    source: `${troubleshooting} (HTTP 502, 503 and 504; the load balancer sends requests to unhealthy targets)`,
  },
  overloadedTargets: {
    codes: [502, 503, 504],
    when: "fewer targets serve than requests need: they end connections (502), answer that they are busy (503, their own), or do not answer in time (504)",
    standing: "inferred",
    source: `${troubleshooting} (HTTP 502 and 504; a target generates an HTTP error)`,
  },
  lostDependency: {
    codes: [500, 502, 503, 504],
    when: "an application does not get what it asks for: it answers so itself (500, 503), ends (502) or waits (504)",
    standing: "inferred",
    source: `${troubleshooting} (HTTP 502 and 504; a target generates an HTTP error)`,
  },
  refusedThenEmpty: {
    codes: [edgeFailures.refused.code, 503],
    when: "a load balancer was just made: nothing listens there yet, and then no target is healthy",
    standing: "inferred",
    source: `${troubleshooting} (HTTP 503); Cloudflare docs, error 521`,
  },
  otherProtocolVersion: {
    codes: [464],
    when: "a request comes by another version of HTTP than the protocol version of the target group takes: by HTTP/1.1 where that is HTTP2 or GRPC",
    standing: "documented",
    source: `${troubleshooting} (HTTP 464); user guide for Application Load Balancers, load-balancer-target-groups (protocol version)`,
  },
  refusedFunction: {
    codes: [502],
    when: "the load balancer may not invoke the function (LambdaAccessDenied); the list of causes of 502 does not name this one, the log entry of a failed function has that code",
    standing: "inferred",
    source:
      "Elastic Load Balancing, user guide for Application Load Balancers, load-balancer-access-logs (error reason codes, example entries) and lambda-functions (permissions)",
  },
  blockedByWebAcl: {
    codes: [403],
    when: "a web ACL of AWS WAF blocks the request",
    standing: "documented",
    source: `${troubleshooting} (HTTP 403)`,
  },
  challengedByWebAcl: {
    codes: [202, 405],
    when: "a web ACL of AWS WAF has the client solve a challenge (202) or a CAPTCHA (405) before its request goes on",
    standing: "documented",
    source: "AWS WAF developer guide, waf-captcha-and-challenge-how-it-works",
  },
  stoppedMachine: {
    codes: [502, 503, edgeFailures.refused.code, edgeFailures.connectTimeout.code],
    when: "a machine is stopped: behind a load balancer its connections end (502) and it is no target that is in use (503); one that Cloudflare asks itself refuses or does not answer",
    standing: "inferred",
    source: `${troubleshooting} (HTTP 502 and 503); Cloudflare docs, error 521 and 522`,
  },
} as const satisfies Readonly<Record<string, LoadBalancerError>>;
