/** One record of each type that the API has, as a client sends it. */
export const recordSamples: readonly {
  readonly type: string;
  readonly [field: string]: unknown;
}[] = [
  { type: "A", name: "a", content: "203.0.113.50", proxied: true },
  { type: "AAAA", name: "aaaa", content: "2001:db8::50" },
  { type: "CAA", name: "caa", data: { flags: 0, tag: "issue", value: "letsencrypt.org" } },
  {
    type: "CERT",
    name: "cert",
    data: { algorithm: 8, certificate: "TUlJQg==", key_tag: 1, type: 1 },
  },
  { type: "CNAME", name: "cname", content: "www.example.net" },
  {
    type: "DNSKEY",
    name: "dnskey",
    data: { algorithm: 13, flags: 256, protocol: 3, public_key: "b2F0bWVhbA==" },
  },
  {
    type: "DS",
    name: "ns",
    data: { algorithm: 13, digest: "ab".repeat(32), digest_type: 2, key_tag: 2371 },
  },
  { type: "HTTPS", name: "https", data: { priority: 1, target: ".", value: 'alpn="h3,h2"' } },
  {
    type: "LOC",
    name: "loc",
    data: {
      ...{ lat_degrees: 37, lat_minutes: 46, lat_seconds: 46, lat_direction: "N" },
      ...{ long_degrees: 122, long_minutes: 23, long_seconds: 35, long_direction: "W" },
      ...{ altitude: 0, size: 100, precision_horz: 0, precision_vert: 0 },
    },
  },
  { type: "MX", name: "mx", content: "mail.example.net", priority: 10 },
  {
    type: "NAPTR",
    name: "naptr",
    data: {
      flags: "U",
      order: 100,
      preference: 10,
      regex: "!^.*$!sip:info@example.com!",
      replacement: ".",
      service: "SIP+D2U",
    },
  },
  { type: "NS", name: "ns", content: "ns1.example.net" },
  { type: "OPENPGPKEY", name: "openpgpkey", content: "b2F0bWVhbA==", comment: "a key" },
  { type: "PTR", name: "ptr", content: "host.example.net" },
  {
    type: "SMIMEA",
    name: "smimea",
    data: { usage: 3, selector: 0, matching_type: 1, certificate: "ab".repeat(32) },
  },
  {
    type: "SRV",
    name: "_sip._tcp",
    data: { priority: 10, weight: 5, port: 5060, target: "sip.example.net" },
  },
  { type: "SSHFP", name: "sshfp", data: { algorithm: 4, type: 2, fingerprint: "ab".repeat(32) } },
  {
    type: "SVCB",
    name: "svcb",
    data: { priority: 1, target: "svc.example.net", value: 'alpn="h2"' },
  },
  {
    type: "TLSA",
    name: "_443._tcp.tlsa",
    data: { usage: 3, selector: 1, matching_type: 1, certificate: "ab".repeat(32) },
  },
  { type: "TXT", name: "txt", content: '"v=spf1 -all"' },
  { type: "URI", name: "uri", priority: 10, data: { target: "https://example.net/", weight: 1 } },
];
