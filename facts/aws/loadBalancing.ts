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
