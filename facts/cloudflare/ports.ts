/** The port of an origin that is spoken to without TLS and names no other. Source: RFC 9110, section 4.2.1. */
export const defaultHttpPort = 80;

/** The port of an origin that is spoken to with TLS and names no other. Source: RFC 9110, section 4.2.2. */
export const defaultHttpsPort = 443;

/**
 * Ports at which Cloudflare takes HTTP for a name that goes through it, and asks its origin. Source: Cloudflare docs,
 * fundamentals/reference/network-ports.
 */
export const proxiedHttpPorts: readonly number[] = [
  defaultHttpPort,
  2052,
  2082,
  2086,
  2095,
  8080,
  8880,
];

/**
 * Ports at which Cloudflare takes HTTPS for a name that goes through it; others it takes for Spectrum alone. Source: Cloudflare docs,
 * fundamentals/reference/network-ports.
 */
export const proxiedHttpsPorts: readonly number[] = [
  defaultHttpsPort,
  2053,
  2083,
  2087,
  2096,
  8443,
];

/** Where visitors can ask Cloudflare, which asks an origin of which nothing else is said at the same port. */
export const proxiedPorts: readonly number[] = [...proxiedHttpPorts, ...proxiedHttpsPorts];

/** TCP ports there are. Source: RFC 9293, section 3.1; 0 means "the default one" to Cloudflare and is never sent. */
export const portRange = { minimum: 1, maximum: 65_535 } as const;
