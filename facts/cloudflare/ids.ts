/**
 * What the id of a Cloudflare account, zone, pool, monitor, policy or record looks like.
 *
 * Source: Cloudflare API reference, schemas of `account_id` and `zone_id` (identifier, 32 characters).
 */
export const cloudflareIdPattern = /^[0-9a-f]{32}$/;
