/** Address ranges of one network, each a CIDR without host bits, IPv6 in its short lower-case form. */
export interface AddressRanges {
  /** IPv4 ranges. */
  readonly ipv4: readonly string[];
  /** IPv6 ranges. */
  readonly ipv6: readonly string[];
}

/**
 * The ranges from which Cloudflare connects to origins, pinned: 15 of IPv4 and 7 of IPv6, in the order of
 * addresses. No connection of Cloudflare's proxy or health monitors comes from anywhere else, the China
 * network apart. Cloudflare publishes a new range before it is used.
 *
 * Source: https://www.cloudflare.com/ips-v4 and https://www.cloudflare.com/ips-v6; Cloudflare docs,
 * fundamentals/concepts/cloudflare-ip-addresses.
 */
export const cloudflareRanges: AddressRanges & {
  /** The month in which the list was last compared with the published one, `YYYY-MM`. */
  readonly asOf: string;
} = {
  asOf: "2026-11",
  ipv4: [
    "103.21.244.0/22",
    "103.22.200.0/22",
    "103.31.4.0/22",
    "104.16.0.0/13",
    "104.24.0.0/14",
    "108.162.192.0/18",
    "131.0.72.0/22",
    "141.101.64.0/18",
    "162.158.0.0/15",
    "172.64.0.0/13",
    "173.245.48.0/20",
    "188.114.96.0/20",
    "190.93.240.0/20",
    "197.234.240.0/22",
    "198.41.128.0/17",
  ],
  ipv6: [
    "2400:cb00::/32",
    "2405:8100::/32",
    "2405:b500::/32",
    "2606:4700::/32",
    "2803:f800::/32",
    "2a06:98c0::/29",
    "2c0f:f248::/32",
  ],
};

/** Where Cloudflare publishes its ranges. Source: Cloudflare API reference, GET /ips. */
export const publishedRangesAddress = "https://api.cloudflare.com/client/v4/ips";
