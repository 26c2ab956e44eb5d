/**
 * Settings of a zone that change how requests, answers or pages look where they are switched one way, by their names on the wire.
 *
 * Source: Cloudflare API reference, zone settings (`response_buffering`, `tls_1_2_only`, `image_resizing`, `ciphers`); Cloudflare docs,
 * network/true-client-ip-header, network/pseudo-ipv4 (CF-Connecting-IP and X-Forwarded-For are overwritten),
 * images/reference/troubleshooting (where it is not enabled, nothing is resized) and
 * ssl/edge-certificates/additional-options/cipher-suites (for TLS 1.2 and older alone).
 */
export const turnedSettings = {
  trueClientIp: "true_client_ip_header",
  pseudoIpv4: "pseudo_ipv4",
  responseBuffering: "response_buffering",
  imageResizing: "image_resizing",
  onlyTls12: "tls_1_2_only",
  ciphers: "ciphers",
} as const;
