/** A certificate and its key, both PEM. */
export interface EdgeCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** Who certifies in a rehearsal: the edge shows what it certifies, and trusts it. */
export interface EdgeAuthority {
  /** Its certificate, PEM: what strict mode trusts. */
  readonly certificate: string;
  /**
   * Certifies the edge towards visitors.
   * @param hostnames - The names that it answers for.
   */
  server(hostnames: readonly string[]): EdgeCertificate;
  /**
   * What the edge shows origins.
   * @param whose - The certificate that all accounts share, or the zone's own.
   */
  client(whose: "shared" | "own"): EdgeCertificate;
}
