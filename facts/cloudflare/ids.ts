/**
 * What the id of a Cloudflare account, zone, pool, monitor, policy, record or destination of notifications looks like.
 *
 * Source: Cloudflare API reference, schemas of `account_id` and `zone_id` (identifier, 32 characters), and of
 * alerting/destinations/pagerduty (a UUID of 32 characters, without hyphens in the examples).
 */
export const cloudflareIdPattern = /^[0-9a-f]{32}$/;

/** An id that nothing has, for places where one is not known yet. Source: `cloudflareIdPattern`. */
export const cloudflareIdExample = "0".repeat(32);
