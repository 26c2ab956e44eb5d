/**
 * How cloudflared reaches Cloudflare: at one port, by QUIC (UDP) or HTTP/2 (TCP); that of HTTPS is for its updates alone.
 * Source: Cloudflare docs, cloudflare-tunnel/configure-tunnels/tunnel-with-firewall.
 */
export const tunnelConnections = { port: 7844, protocols: ["udp", "tcp"] } as const;

/** How the program that connects a tunnel is called in images and commands. Source: that of `tunnelConnections`. */
export const connectorName = "cloudflared";
