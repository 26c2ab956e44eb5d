/** Two public resolvers that validate DNSSEC, of two operators. Source: one.one.one.one; developers.google.com/speed/public-dns. */
export const publicResolvers = ["1.1.1.1", "8.8.8.8"] as const;

/** The port of DNS. Source: RFC 1035, section 4.2. */
export const dnsPort = 53;
