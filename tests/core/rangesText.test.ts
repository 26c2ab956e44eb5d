import { expect } from "chai";
import { parse } from "yaml";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { rangesAsText, rangesFormats, type RangesFormat } from "../../core/rangesText";

const ranges = { ipv4: ["104.16.0.0/13", "172.64.0.0/13"], ipv6: ["2400:cb00::/32"] };

/** What each does in its program is tested in `firewalls/`. */
const golden: Readonly<Record<RangesFormat, readonly string[]>> = {
  plain: ["104.16.0.0/13", "172.64.0.0/13", "2400:cb00::/32"],
  json: [
    "{",
    '  "ipv4": [',
    '    "104.16.0.0/13",',
    '    "172.64.0.0/13"',
    "  ],",
    '  "ipv6": [',
    '    "2400:cb00::/32"',
    "  ]",
    "}",
  ],
  nginx: [
    "# Only Cloudflare may connect. Include in http, and write as the first line of each server:",
    "#   if ($from_cloudflare = 0) { return 403; }",
    "# Without that line nobody is kept out. Judges the connection itself, also beside set_real_ip_from.",
    "geo $realip_remote_addr $from_cloudflare {",
    "  default 0;",
    "  104.16.0.0/13 1;",
    "  172.64.0.0/13 1;",
    "  2400:cb00::/32 1;",
    "}",
  ],
  "nginx-real-ip": [
    "# The visitor's address in logs and rules. Include in http; keeps nobody out.",
    "set_real_ip_from 104.16.0.0/13;",
    "set_real_ip_from 172.64.0.0/13;",
    "set_real_ip_from 2400:cb00::/32;",
    "real_ip_header CF-Connecting-IP;",
  ],
  apache: [
    "# Only Cloudflare may connect. Include in the server configuration or a virtual host (Apache 2.4.8 or later).",
    "# Judges the connection itself, also beside mod_remoteip. Redirects are still answered to everybody, and",
    "# an <If> of your own that grants access comes after this one.",
    `<If "! (%{CONN_REMOTE_ADDR} -ipmatch '104.16.0.0/13' \\`,
    "     || %{CONN_REMOTE_ADDR} -ipmatch '172.64.0.0/13' \\",
    `     || %{CONN_REMOTE_ADDR} -ipmatch '2400:cb00::/32')">`,
    "  Require all denied",
    "  <IfModule mod_access_compat.c>",
    "    Satisfy All",
    "  </IfModule>",
    "</If>",
  ],
  "apache-remote-ip": [
    "# The visitor's address in logs and rules (mod_remoteip). Include in the server configuration; keeps nobody out.",
    "RemoteIPHeader CF-Connecting-IP",
    "RemoteIPTrustedProxy 104.16.0.0/13",
    "RemoteIPTrustedProxy 172.64.0.0/13",
    "RemoteIPTrustedProxy 2400:cb00::/32",
  ],
  nftables: [
    "# Only Cloudflare may connect over TCP. Load with: nft -f <file>; loading again replaces the table at once.",
    "# To keep it over a restart include it at the end of /etc/nftables.conf.",
    "table inet cloudflare_origin",
    "delete table inet cloudflare_origin",
    "table inet cloudflare_origin {",
    "\tset cloudflare_ipv4 {",
    "\t\ttype ipv4_addr",
    "\t\tflags interval",
    "\t\telements = {",
    "\t\t\t104.16.0.0/13,",
    "\t\t\t172.64.0.0/13",
    "\t\t}",
    "\t}",
    "\tset cloudflare_ipv6 {",
    "\t\ttype ipv6_addr",
    "\t\tflags interval",
    "\t\telements = {",
    "\t\t\t2400:cb00::/32",
    "\t\t}",
    "\t}",
    "\tchain prerouting {",
    "\t\ttype filter hook prerouting priority raw; policy accept;",
    '\t\tiifname "lo" accept',
    "\t\tfib daddr type != local accept",
    "\t\ttcp dport { 80, 443 } ip saddr @cloudflare_ipv4 accept",
    "\t\ttcp dport { 80, 443 } ip6 saddr @cloudflare_ipv6 accept",
    "\t\ttcp dport { 80, 443 } drop",
    "\t}",
    "}",
  ],
  ufw: [
    "# Only Cloudflare may connect. Run as root while ufw is active: each rule goes before all that stand already. New",
    "# connections wait for the seconds that this takes. Ports that Docker publishes do not pass through ufw.",
    "ufw prepend deny proto tcp from any to any port 80,443 comment 'not Cloudflare'",
    "ufw prepend allow proto tcp from 104.16.0.0/13 to any port 80,443 comment 'Cloudflare'",
    "ufw prepend allow proto tcp from 172.64.0.0/13 to any port 80,443 comment 'Cloudflare'",
    "ufw prepend allow proto tcp from 2400:cb00::/32 to any port 80,443 comment 'Cloudflare'",
  ],
  kubernetes: [
    "# Goes into the spec of a Service of type LoadBalancer; ignored where the cloud's load balancers cannot do it.",
    "# Does not close the Service's node ports. A load balancer of one address family may refuse the ranges of the other.",
    "loadBalancerSourceRanges:",
    '  - "104.16.0.0/13"',
    '  - "172.64.0.0/13"',
    '  - "2400:cb00::/32"',
  ],
};

describe("rangesAsText", () => {
  for (const format of rangesFormats) {
    it(`writes ${format} to the letter`, () => {
      expect(rangesAsText(format, ranges, [80, 443])).to.equal(`${golden[format].join("\n")}\n`);
    });
  }

  it("writes the pinned ranges for port 443 unless told otherwise", () => {
    for (const format of rangesFormats) {
      expect(rangesAsText(format)).to.equal(rangesAsText(format, cloudflareRanges, [443]));
    }
    expect(rangesAsText("plain").trimEnd().split("\n")).to.have.lengthOf(22);
    expect(rangesAsText("ufw")).to.include(" to any port 443 comment ");
  });

  it("writes JSON that reads back", () => {
    const { ipv4, ipv6 } = cloudflareRanges;
    expect(JSON.parse(rangesAsText("json"))).to.deep.equal({ ipv4, ipv6 });
  });

  it("writes YAML for Kubernetes that reads back, in either family alone too", () => {
    const { ipv4, ipv6 } = cloudflareRanges;
    for (const part of [
      { ipv4, ipv6 },
      { ipv4, ipv6: [] },
      { ipv4: [], ipv6 },
    ]) {
      expect(parse(rangesAsText("kubernetes", part))).to.deep.equal({
        loadBalancerSourceRanges: [...part.ipv4, ...part.ipv6],
      });
    }
  });

  it("writes no empty set for nftables, and drops what is not let in all the same", () => {
    const text = rangesAsText("nftables", { ipv4: ranges.ipv4, ipv6: [] });
    expect(text).to.not.include("ipv6");
    expect(text).to.include("\t\ttcp dport { 443 } drop\n");
  });
});
