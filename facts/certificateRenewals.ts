import { tunnelDomain } from "./cloudflare/tunnelConnections";

/**
 * The path at which authorities look for the proof that who asks for a certificate has the hostname (HTTP-01).
 *
 * Source: RFC 8555, section 8.3 (the path, at port 80; redirects are followed, which lead to HTTPS most often).
 */
export const renewalPath = "/.well-known/acme-challenge/";

/**
 * Ends of names of services whose certificate is not renewed by requests for a visitor's hostname: they show one of their own, or one
 * that is validated by DNS.
 *
 * Source: AWS Certificate Manager user guide, domain-ownership-validation (DNS or e-mail; by HTTP for CloudFront alone, from its own
 * console); Cloudflare docs, ssl/edge-certificates/changing-dcv-method (full zones renew by TXT records) and tunnel, routing-to-tunnel.
 */
export const certifiedServices: readonly string[] = [
  ...[".amazonaws.com", ".amazonaws.com.cn", ".awsglobalaccelerator.com", ".cloudfront.net"],
  ...[".on.aws", tunnelDomain, ".pages.dev", ".r2.dev", ".workers.dev"],
];
