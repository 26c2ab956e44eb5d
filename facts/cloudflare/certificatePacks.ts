/**
 * Who issues certificates for Cloudflare's edge, as the API writes them.
 * Source: schema of the Cloudflare provider, certificate_pack.
 */
export const EdgeCertificateAuthority = {
  /** Google Trust Services. */
  Google: "google",
  /** Let's Encrypt. */
  LetsEncrypt: "lets_encrypt",
  /** SSL.com. */
  SslCom: "ssl_com",
} as const;

/** Who issues certificates for Cloudflare's edge. */
export type EdgeCertificateAuthority =
  (typeof EdgeCertificateAuthority)[keyof typeof EdgeCertificateAuthority];

/** How certificate packs are ordered. Source: schema of the Cloudflare provider, certificate_pack (hosts, validity_days). */
export const certificatePacks = {
  /** The most names of one, the zone's own counted, which each must have. */
  maximumHosts: 50,
  /** For how many days one is valid; Cloudflare renews it by itself. */
  validityDays: 90,
  /** What a pack is whose certificate visitors are shown. */
  active: "active",
} as const;

/**
 * Statuses of a pack that lead to no certificate.
 * Source: schema of the Cloudflare provider, certificate_pack (status; which of them are final is read from their names).
 */
export const failedPackStatuses: readonly string[] = [
  ...["initializing_timed_out", "validation_timed_out", "issuance_timed_out"],
  ...["deployment_timed_out", "deletion_timed_out", "pending_deletion", "deleted", "expired"],
  ...["pending_cleanup", "deactivating", "inactive"],
];
