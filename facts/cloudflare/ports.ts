/**
 * Ports of visitors that Cloudflare's proxy serves in clear. Source: Cloudflare docs,
 * fundamentals/reference/network-ports.
 */
export const proxiedHttpPorts: readonly number[] = [80, 8080, 8880, 2052, 2082, 2086, 2095];

/**
 * Ports of visitors that Cloudflare's proxy serves with TLS. Source: Cloudflare docs,
 * fundamentals/reference/network-ports.
 */
export const proxiedHttpsPorts: readonly number[] = [443, 2053, 2083, 2087, 2096, 8443];

/** Proxied ports whose answers are never cached. Source: Cloudflare docs, fundamentals/reference/network-ports. */
export const uncachedPorts: readonly number[] = [
  2052, 2053, 2082, 2083, 2086, 2087, 2095, 2096, 8880, 8443,
];

/** The port of an origin that is spoken to with TLS and names no other. */
export const defaultHttpsPort = 443;

/** TCP ports there are. Source: RFC 9293, section 3.1; 0 means "the default one" to Cloudflare and is never sent. */
export const portRange = { minimum: 1, maximum: 65_535 } as const;
