import type { NumberRange } from "../cloudflare/loadBalancing";

/**
 * How long an Application Load Balancer may keep a connection that nobody uses, in seconds.
 * Source: Elastic Load Balancing user guide, edit-load-balancer-attributes.
 */
export const albIdleTimeoutSeconds: NumberRange = { minimum: 1, maximum: 4000 };

/**
 * How long a target that is taken out may end what it has begun, in seconds.
 * Source: Elastic Load Balancing user guide, edit-target-group-attributes.
 */
export const deregistrationDelaySeconds: NumberRange = { minimum: 0, maximum: 3600 };

/** By how many seconds a target gets longer than its longest request takes: a choice, for what is on its way when it is taken out. */
export const deregistrationMarginSeconds = 5;

/**
 * What a rule of a listener can ask of a header. Values are compared whatever their case, and `*` and `?` in them stand for any text.
 * Source: Elastic Load Balancing user guide, rule-condition-types (HTTP header conditions).
 */
export const headerCondition = { longestName: 40, longestValue: 128, wildcards: /[*?]/ } as const;

/**
 * Who calls a function of Lambda for a load balancer, in the permission that lets it.
 * Source: Elastic Load Balancing user guide, lambda-functions (permissions to invoke the Lambda function).
 */
export const loadBalancerPrincipal = "elasticloadbalancing.amazonaws.com";

/**
 * What listeners speak, by the type of their load balancer.
 * Source: AWS Terraform provider 7, aws_lb_listener, argument protocol; the order of the older ones as in pulumi/pulumi-aws issue 1193 and
 * hashicorp/terraform-provider-aws issue 6173.
 */
export const listenerProtocols = {
  application: ["HTTPS", "HTTP"],
  network: ["TLS", "TCP", "TCP_UDP", "UDP", "QUIC", "TCP_QUIC"],
} as const;

/**
 * Of which target groups of a network load balancer the targets see the addresses of the clients where nobody says whether they do: of all
 * but those of addresses that speak TCP or TLS. All others see addresses of the load balancer.
 * Source: Elastic Load Balancing, user guide for Network Load Balancers, edit-target-group-attributes (client IP preservation).
 */
export const clientAddressesHidden = { targetType: "ip", protocols: ["TCP", "TLS"] } as const;

/**
 * Types of targets, as `targetType` of a target group names them.
 * Source: Elastic Load Balancing API reference, CreateTargetGroup (TargetType).
 */
export const targetTypes = {
  instance: "instance",
  ip: "ip",
  lambda: "lambda",
  alb: "alb",
} as const;

/** What listeners and target groups speak with TLS, and without. Source: that of `listenerProtocols`. */
export const protocolsByTls = { encrypted: ["HTTPS", "TLS"], clear: ["HTTP", "TCP"] } as const;

/**
 * The statuses by which a listener answers who is not logged in where it asks for a login: it leads there, or refuses.
 * Source: Elastic Load Balancing user guide, listener-authenticate-users (OnUnauthenticatedRequest).
 */
export const loginStatuses = { login: 302, deny: 401 } as const;

/** How a redirect of a listener names its status. Source: Elastic Load Balancing API reference, RedirectActionConfig (StatusCode). */
export const redirectStatuses: ReadonlyMap<string, number> = new Map([
  ["HTTP_301", 301],
  ["HTTP_302", 302],
]);

/** In how many availability zones an Application Load Balancer stands at least. Source: that of `apiErrors.subnetsOfOneZone`. */
export const fewestZones = 2;

/**
 * Policies by which a network load balancer agrees on HTTP/2 where the client asks for it.
 * Source: Elastic Load Balancing, user guide for Network Load Balancers, create-tls-listener (ALPN policies).
 */
export const http2Policies = ["HTTP2Only", "HTTP2Preferred"] as const;

/** The port of a check that is the same as that of the traffic. Source: Elastic Load Balancing API reference, CreateTargetGroup (HealthCheckPort). */
export const trafficPort = "traffic-port";

/** Where a provider of identities sends visitors back to whom a load balancer had sign in. Source: Elastic Load Balancing user guide, listener-authenticate-users. */
export const loginReturnPath = "/oauth2/idpresponse";
