import { cloudflareRanges, type AddressRanges } from "../facts/cloudflare/ranges";

/** The forms in which the ranges can be written for a firewall outside AWS. */
export const rangesFormats = [
  "plain",
  "json",
  "nginx",
  "nginx-real-ip",
  "apache",
  "apache-remote-ip",
  "nftables",
  "ufw",
  "kubernetes",
] as const;

/** One of the forms in `rangesFormats`. */
export type RangesFormat = (typeof rangesFormats)[number];

/** The header in which Cloudflare names the visitor. Source: Cloudflare docs, fundamentals/reference/http-headers. */
export const visitorHeader = "CF-Connecting-IP";

/** The port that Cloudflare connects to under Full (strict) TLS, unless told otherwise. */
const defaultPorts: readonly number[] = [443];

/**
 * Writes ranges as text that a firewall or a web server reads as it is.
 *
 * Sources of the syntax: nginx docs, ngx_http_geo_module and ngx_http_realip_module; Apache docs, mod_remoteip, expressions,
 * `<If>` and "How the sections are merged"; nft(8); ufw(8); Kubernetes API reference, Service
 * `spec.loadBalancerSourceRanges` ("ignored if the cloud-provider does not support the feature").
 * @param format - The form; `plain` is one range a line.
 * @param ranges - The ranges. Defaults to Cloudflare's pinned ones.
 * @param ports - The TCP ports that the packet filters (nftables, ufw) open. Defaults to 443.
 * @returns The text, ended by a line break.
 */
export function rangesAsText(
  format: RangesFormat,
  ranges: AddressRanges = cloudflareRanges,
  ports: readonly number[] = defaultPorts,
): string {
  const lines = writers[format](ranges, ports);
  return `${lines.join("\n")}\n`;
}

type Writer = (ranges: AddressRanges, ports: readonly number[]) => readonly string[];

const writers: Readonly<Record<RangesFormat, Writer>> = {
  plain: all,
  json: ({ ipv4, ipv6 }) => [JSON.stringify({ ipv4, ipv6 }, undefined, 2)],
  nginx,
  "nginx-real-ip": nginxRealIp,
  apache,
  "apache-remote-ip": apacheRemoteIp,
  nftables,
  ufw,
  kubernetes,
};

function all({ ipv4, ipv6 }: AddressRanges): string[] {
  return [...ipv4, ...ipv6];
}

function nginx(ranges: AddressRanges): string[] {
  return [
    "# Only Cloudflare may connect. Include in http, and write as the first line of each server:",
    "#   if ($from_cloudflare = 0) { return 403; }",
    "# Without that line nobody is kept out. Judges the connection itself, also beside set_real_ip_from.",
    "geo $realip_remote_addr $from_cloudflare {",
    "  default 0;",
    ...all(ranges).map((range) => `  ${range} 1;`),
    "}",
  ];
}

function nginxRealIp(ranges: AddressRanges): string[] {
  return [
    "# The visitor's address in logs and rules. Include in http; keeps nobody out.",
    ...nginxTrusts(ranges),
    `real_ip_header ${visitorHeader};`,
  ];
}

/**
 * Lines by which nginx believes connections from certain ranges about the visitor's address.
 * @param ranges - The ranges.
 * @returns A directive each.
 */
export function nginxTrusts(ranges: AddressRanges): string[] {
  return all(ranges).map((range) => `set_real_ip_from ${range};`);
}

function apacheRemoteIp(ranges: AddressRanges): string[] {
  return [
    "# The visitor's address in logs and rules (mod_remoteip). Include in the server configuration; keeps nobody out.",
    `RemoteIPHeader ${visitorHeader}`,
    ...apacheTrusts(ranges),
  ];
}

/**
 * Lines by which Apache believes connections from certain ranges about the visitor's address, unless that is a private one.
 * @param ranges - The ranges.
 * @returns A directive each.
 */
export function apacheTrusts(ranges: AddressRanges): string[] {
  return all(ranges).map((range) => `RemoteIPTrustedProxy ${range}`);
}

/*
 * An <If> is merged after every <Directory>, <Files> and <Location>, and this one matches strangers only: it can take
 * access away from them, and changes nothing for the requests that come through Cloudflare.
 */
function apache(ranges: AddressRanges): string[] {
  const matches = all(ranges).map((range) => `%{CONN_REMOTE_ADDR} -ipmatch '${range}'`);
  return [
    "# Only Cloudflare may connect. Include in the server configuration or a virtual host (Apache 2.4.8 or later).",
    "# Judges the connection itself, also beside mod_remoteip. Redirects are still answered to everybody, and",
    "# an <If> of your own that grants access comes after this one.",
    `<If "! (${matches.join(" \\\n     || ")})">`,
    "  Require all denied",
    "  <IfModule mod_access_compat.c>",
    "    Satisfy All",
    "  </IfModule>",
    "</If>",
  ];
}

function nftables({ ipv4, ipv6 }: AddressRanges, ports: readonly number[]): string[] {
  const open = `tcp dport { ${ports.join(", ")} }`;
  return [
    "# Only Cloudflare may connect over TCP. Load with: nft -f <file>; loading again replaces the table at once.",
    "# To keep it over a restart include it at the end of /etc/nftables.conf.",
    "table inet cloudflare_origin",
    "delete table inet cloudflare_origin",
    "table inet cloudflare_origin {",
    ...nftablesSet("cloudflare_ipv4", "ipv4_addr", ipv4),
    ...nftablesSet("cloudflare_ipv6", "ipv6_addr", ipv6),
    // Before the translation of addresses, since ports that containers publish never come to the input hook.
    "\tchain prerouting {",
    "\t\ttype filter hook prerouting priority raw; policy accept;",
    '\t\tiifname "lo" accept',
    "\t\tfib daddr type != local accept",
    ...(ipv4.length > 0 ? [`\t\t${open} ip saddr @cloudflare_ipv4 accept`] : []),
    ...(ipv6.length > 0 ? [`\t\t${open} ip6 saddr @cloudflare_ipv6 accept`] : []),
    `\t\t${open} drop`,
    "\t}",
    "}",
  ];
}

function nftablesSet(name: string, type: string, ranges: readonly string[]): string[] {
  if (ranges.length === 0) {
    return [];
  }
  return [
    `\tset ${name} {`,
    `\t\ttype ${type}`,
    "\t\tflags interval",
    "\t\telements = {",
    ...ranges.map((range, index) => `\t\t\t${range}${index < ranges.length - 1 ? "," : ""}`),
    "\t\t}",
    "\t}",
  ];
}

function ufw(ranges: AddressRanges, ports: readonly number[]): string[] {
  const rule = (action: "allow" | "deny", source: string, comment: string): string =>
    `ufw prepend ${action} proto tcp from ${source} to any port ${ports.join(",")} comment '${comment}'`;
  return [
    "# Only Cloudflare may connect. Run as root while ufw is active: each rule goes before all that stand already. New",
    "# connections wait for the seconds that this takes. Ports that Docker publishes do not pass through ufw.",
    rule("deny", "any", "not Cloudflare"),
    ...all(ranges).map((range) => rule("allow", range, "Cloudflare")),
  ];
}

function kubernetes(ranges: AddressRanges): string[] {
  return [
    "# Goes into the spec of a Service of type LoadBalancer; ignored where the cloud's load balancers cannot do it.",
    "# Does not close the Service's node ports. A load balancer of one address family may refuse the ranges of the other.",
    "loadBalancerSourceRanges:",
    ...all(ranges).map((range) => `  - "${range}"`),
  ];
}
