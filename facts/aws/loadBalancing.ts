import type { NumberRange } from "../cloudflare/loadBalancing";

/**
 * How long an Application Load Balancer may keep a connection that nobody uses, in seconds.
 * Source: Elastic Load Balancing user guide, edit-load-balancer-attributes.
 */
export const albIdleTimeoutSeconds: NumberRange = { minimum: 1, maximum: 4000 };
