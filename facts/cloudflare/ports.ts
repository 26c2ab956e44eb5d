/**
 * Ports of visitors that Cloudflare's proxy serves in clear. Source: Cloudflare docs,
 * fundamentals/reference/network-ports.
 */
export const proxiedHttpPorts: readonly number[] = [80, 8080, 8880, 2052, 2082, 2086, 2095];

/** The port of an origin that is spoken to without TLS and names no other. Source: RFC 9110, section 4.2.1. */
export const defaultHttpPort = 80;

/** The port of an origin that is spoken to with TLS and names no other. Source: RFC 9110, section 4.2.2. */
export const defaultHttpsPort = 443;

/** TCP ports there are. Source: RFC 9293, section 3.1; 0 means "the default one" to Cloudflare and is never sent. */
export const portRange = { minimum: 1, maximum: 65_535 } as const;
