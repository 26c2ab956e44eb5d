import { cloudflareRanges, type AddressRanges } from "./ranges";

/** The forms in which the ranges can be written for a firewall outside AWS. */
export const rangesFormats = [
  "plain",
  "json",
  "nginx",
  "nginx-real-ip",
  "apache",
  "nftables",
  "ufw",
  "kubernetes",
] as const;

/** One of the forms in `rangesFormats`. */
export type RangesFormat = (typeof rangesFormats)[number];

/** The port that Cloudflare connects to under Full (strict) TLS, unless told otherwise. */
const defaultPorts: readonly number[] = [443];

/**
 * Writes ranges as text that a firewall or a web server reads as it is.
 *
 * Sources of the syntax: nginx docs, ngx_http_access_module and ngx_http_realip_module; Apache docs,
 * mod_authz_host; nft(8); ufw(8); Kubernetes docs, Service `spec.loadBalancerSourceRanges`.
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
  nftables,
  ufw,
  kubernetes,
};

function all({ ipv4, ipv6 }: AddressRanges): string[] {
  return [...ipv4, ...ipv6];
}

function nginx(ranges: AddressRanges): string[] {
  return [
    "# Only Cloudflare may connect. Include in http, server or location.",
    "# Not together with set_real_ip_from: allow and deny would then judge the visitor's address.",
    ...all(ranges).map((range) => `allow ${range};`),
    "deny all;",
  ];
}

function nginxRealIp(ranges: AddressRanges): string[] {
  return [
    "# The visitor's address in logs. Include in http; keep everybody else out by a packet filter.",
    ...all(ranges).map((range) => `set_real_ip_from ${range};`),
    "real_ip_header CF-Connecting-IP;",
  ];
}

function apache(ranges: AddressRanges): string[] {
  return [
    "# Only Cloudflare may connect. Include in the server configuration or a virtual host.",
    "# Not together with mod_remoteip: Require ip would then judge the visitor's address.",
    '<Location "/">',
    "  <RequireAny>",
    ...all(ranges).map((range) => `    Require ip ${range}`),
    "  </RequireAny>",
    "</Location>",
  ];
}

function nftables({ ipv4, ipv6 }: AddressRanges, ports: readonly number[]): string[] {
  const open = `tcp dport { ${ports.join(", ")} }`;
  return [
    "# Only Cloudflare may connect. Load with: nft -f <file>; loading again replaces the table at once.",
    "table inet cloudflare_origin",
    "delete table inet cloudflare_origin",
    "table inet cloudflare_origin {",
    ...nftablesSet("cloudflare_ipv4", "ipv4_addr", ipv4),
    ...nftablesSet("cloudflare_ipv6", "ipv6_addr", ipv6),
    "\tchain input {",
    "\t\ttype filter hook input priority filter; policy accept;",
    '\t\tiifname "lo" accept',
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
  return [
    "# Only Cloudflare may connect. Relies on ufw's default of denying what is incoming;",
    "# afterwards delete the rules that open these ports to everybody.",
    ...all(ranges).map(
      (range) =>
        `ufw allow proto tcp from ${range} to any port ${ports.join(",")} comment 'Cloudflare'`,
    ),
  ];
}

function kubernetes(ranges: AddressRanges): string[] {
  return [
    "# Goes into the spec of a Service of type LoadBalancer.",
    "loadBalancerSourceRanges:",
    ...all(ranges).map((range) => `  - "${range}"`),
  ];
}
