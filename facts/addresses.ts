/** A range of addresses from which no origin on the public Internet can answer. */
export interface ReservedRange {
  /** The range as a CIDR. */
  readonly range: string;
  /** What it is for, to be read after "an address for". */
  readonly purpose: string;
  /** Whether addresses of it name hosts inside somebody's own network. */
  readonly isPrivate: boolean;
  /** The document that sets it aside. */
  readonly source: string;
}

/** A machine's addresses for itself. Source: RFC 1122 and RFC 4291. */
export const loopback = { ipv4: "127.0.0.0/8", ipv6: "::1/128" } as const;

/**
 * Ranges that no public origin can have, the narrower before the wider.
 *
 * The documentation ranges 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24, 2001:db8::/32 and 3fff::/20 are left out on
 * purpose: Cloudflare documents a proxied record to 192.0.2.1 for names without an origin of their own, and the
 * examples of this project use these ranges so that no stranger's server gets their traffic.
 *
 * Source: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890), IANA IPv6 Address Space; Cloudflare
 * docs, load-balancing/load-balancers/dns-records (192.0.2.1).
 */
export const reservedRanges: readonly ReservedRange[] = [
  row("0.0.0.0/8", "this network", "RFC 791"),
  row("10.0.0.0/8", "private networks", "RFC 1918", true),
  row("100.64.0.0/10", "carrier-grade NAT", "RFC 6598", true),
  row(loopback.ipv4, "the host itself (loopback)", "RFC 1122"),
  row("169.254.0.0/16", "the local link", "RFC 3927"),
  row("172.16.0.0/12", "private networks", "RFC 1918", true),
  row("192.0.0.0/24", "protocol assignments", "RFC 6890"),
  row("192.88.99.0/24", "6to4 relays", "RFC 7526"),
  row("192.168.0.0/16", "private networks", "RFC 1918", true),
  row("198.18.0.0/15", "benchmarks", "RFC 2544"),
  row("224.0.0.0/4", "multicast", "RFC 5771"),
  row("255.255.255.255/32", "broadcast", "RFC 8190"),
  row("240.0.0.0/4", "future use", "RFC 1112"),
  row("::/128", "no host (unspecified)", "RFC 4291"),
  row(loopback.ipv6, "the host itself (loopback)", "RFC 4291"),
  row("::ffff:0:0/96", "IPv4 written as IPv6", "RFC 4291"),
  row("64:ff9b::/96", "IPv4 translation", "RFC 6052"),
  row("64:ff9b:1::/48", "local IPv4 translation", "RFC 8215"),
  row("100::/64", "discarded traffic", "RFC 6666"),
  row("2001::/23", "protocol assignments", "RFC 2928"),
  row("2002::/16", "6to4", "RFC 3056"),
  row("fc00::/7", "private networks (unique local)", "RFC 4193", true),
  row("fe80::/10", "the local link", "RFC 4291"),
  row("fec0::/10", "private sites", "RFC 3879", true),
  row("ff00::/8", "multicast", "RFC 4291"),
  row("::/3", "no public host (outside 2000::/3)", "RFC 4291"),
  row("4000::/2", "no public host (outside 2000::/3)", "RFC 4291"),
  row("8000::/1", "no public host (outside 2000::/3)", "RFC 4291"),
];

/**
 * Addresses to which a proxied record leads where a Worker or a rule answers and no origin is to be asked. Nothing answers at them.
 * Source: Cloudflare docs, dns/troubleshooting/faq (100:: and 192.0.2.0), workers/configuration/routing/routes (100::), and
 * load-balancing/load-balancers/dns-records (192.0.2.1). The rest of 192.0.2.0/24 is as good for it (RFC 5737), but is not named
 * there, and programs have it in examples of origins.
 */
export const placeholderRanges: readonly string[] = ["192.0.2.0/31", "100::/64"];

/** The bits of an address, by family. Source: RFC 791, section 3.1; RFC 4291, section 2. */
export const addressBits = { ipv4: 32, ipv6: 128 } as const;

/**
 * The shortest prefix that an organization has for its own staff and machines, by family; what is larger, providers have for their customers.
 * From experience; of IPv6 an end site gets 48 bits (RFC 6177), which leaves room for many sites.
 */
export const organizationBits = { ipv4: 16, ipv6: 40 } as const;

/** The range that holds every address of a family. Source: Amazon VPC user guide, VPC_Route_Tables ("0.0.0.0/0", "::/0"). */
export const everywhere = { ipv4: "0.0.0.0/0", ipv6: "::/0" } as const;

/**
 * The longest label and the longest name of DNS, in characters of the Punycode form.
 *
 * Source: RFC 1035, section 2.3.4 (255 octets on the wire are 253 characters of text).
 */
export const nameLimits = { label: 63, name: 253 } as const;

/**
 * What labels may have where no host stands at the name and nothing is proxied, such as `0/25` of a delegated block of a reverse zone
 * (RFC 2317). DNS takes any octet; left out here is what has a meaning in zone files, in records' names, in URLs or in
 * templates, since it is a slip.
 *
 * Source: Cloudflare docs, dns/manage-dns-records/reference/dns-record-types ("DNS labels can contain any octet", "There is no
 * requirement to start with a letter or end with a letter or digit"). That its API takes each of them is not proven.
 */
export const labelOctets = {
  pattern: /^[!#%&'+,\-/0-9=?^_`a-z~]+$/,
  inWords: 'printable ASCII, without spaces and any of " $ ( ) * : ; < > @ [ \\ ] { | }',
} as const;

function row(range: string, purpose: string, source: string, isPrivate = false): ReservedRange {
  return { range, purpose, isPrivate, source };
}
/**
 * The families of addresses as people write them, and as prefix lists of AWS name them.
 * Source: RFC 4291; Amazon EC2 API reference, CreateManagedPrefixList.
 */
export const familyNames = { ipv4: "IPv4", ipv6: "IPv6" } as const;
