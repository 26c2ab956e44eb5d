/** What Node calls the digests of DS records, by their number. Source: IANA, Delegation Signer Resource Record Digest Algorithms. */
export const dsDigests: ReadonlyMap<number, string> = new Map([
  [1, "sha1"],
  [2, "sha256"],
  [4, "sha384"],
]);

/** The one protocol of DNSKEY. Source: RFC 4034, section 2.1.2. */
export const dnskeyProtocol = 3;

/** Bytes that an answer over UDP may have. Source: DNS flag day 2020. */
export const udpBytes = 1232;
