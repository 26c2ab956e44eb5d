/** The zone settings that decide on TLS, by what they are. Source: Cloudflare API reference, zones/subresources/settings. */
export const tlsSettings = {
  mode: "ssl",
  automaticMode: "ssl_automatic_mode",
  minimumVersion: "min_tls_version",
} as const;

/**
 * Encryption modes in which Cloudflare demands a valid certificate of the origin.
 * Source: Cloudflare docs, ssl/origin-configuration/ssl-modes/full-strict and ssl-only-origin-pull.
 */
export const strictModes: readonly string[] = ["strict", "origin_pull"];

/** Versions of TLS that no current browser needs and that are deprecated. Source: RFC 8996. */
export const oldTlsVersions: readonly string[] = ["1.0", "1.1"];
