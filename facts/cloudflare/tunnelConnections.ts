/**
 * How cloudflared reaches Cloudflare: at one port, by QUIC (UDP) or HTTP/2 (TCP); that of HTTPS is for its updates alone.
 * Source: Cloudflare docs, cloudflare-tunnel/configure-tunnels/tunnel-with-firewall.
 */
export const tunnelConnections = { port: 7844, protocols: ["udp", "tcp"] } as const;

/** How the program that connects a tunnel is called in images and commands. Source: that of `tunnelConnections`. */
export const connectorName = "cloudflared";

/** What names end with by which tunnels are asked in DNS. Source: Cloudflare docs, cloudflare-tunnel/routing-to-tunnel/dns. */
export const tunnelDomain = ".cfargotunnel.com";

/** What cloudflared answers where no rule takes a request. Source: Cloudflare docs, cloudflare-tunnel, configuration file (catch-all rule). */
export const unroutedStatus = 404;

/** How long a tunnel's password is at least, in bytes. Source: Cloudflare API reference, zero_trust/tunnels/cloudflared. */
export const leastSecretBytes = 32;
