import { tunnelDomain } from "./tunnelConnections";

/** How the hostnames of projects of Pages end. Source: that of `ownHostnames`. */
export const pagesSuffix = ".pages.dev";

/**
 * Ends of hostnames that Cloudflare itself answers for: no origin of anybody's own stands there.
 * Source: Cloudflare docs, pages/configuration/custom-domains, workers/configuration/routing/workers-dev,
 * r2/buckets/public-buckets and cloudflare-one/networks/connectors/cloudflare-tunnel/routing-to-tunnel/dns.
 */
export const ownHostnames: readonly string[] = [
  pagesSuffix,
  ".workers.dev",
  ".r2.dev",
  tunnelDomain,
];
