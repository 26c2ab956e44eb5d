import assert from "node:assert/strict";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { rangesAsText, rangesFormats, type RangesFormat } from "../../facts/cloudflare/rangesText";

const ranges = { ipv4: ["104.16.0.0/13", "172.64.0.0/13"], ipv6: ["2400:cb00::/32"] };

/** Each read without complaint by its program: nginx 1.22, Apache 2.4, nft 1.0.6, ufw 0.36. */
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
    "# Only Cloudflare may connect. Include in http, server or location.",
    "# Not together with set_real_ip_from: allow and deny would then judge the visitor's address.",
    "allow 104.16.0.0/13;",
    "allow 172.64.0.0/13;",
    "allow 2400:cb00::/32;",
    "deny all;",
  ],
  "nginx-real-ip": [
    "# The visitor's address in logs. Include in http; keep everybody else out by a packet filter.",
    "set_real_ip_from 104.16.0.0/13;",
    "set_real_ip_from 172.64.0.0/13;",
    "set_real_ip_from 2400:cb00::/32;",
    "real_ip_header CF-Connecting-IP;",
  ],
  apache: [
    "# Only Cloudflare may connect. Include in the server configuration or a virtual host.",
    "# Not together with mod_remoteip: Require ip would then judge the visitor's address.",
    '<Location "/">',
    "  <RequireAny>",
    "    Require ip 104.16.0.0/13",
    "    Require ip 172.64.0.0/13",
    "    Require ip 2400:cb00::/32",
    "  </RequireAny>",
    "</Location>",
  ],
  nftables: [
    "# Only Cloudflare may connect. Load with: nft -f <file>; loading again replaces the table at once.",
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
    "\tchain input {",
    "\t\ttype filter hook input priority filter; policy accept;",
    '\t\tiifname "lo" accept',
    "\t\ttcp dport { 80, 443 } ip saddr @cloudflare_ipv4 accept",
    "\t\ttcp dport { 80, 443 } ip6 saddr @cloudflare_ipv6 accept",
    "\t\ttcp dport { 80, 443 } drop",
    "\t}",
    "}",
  ],
  ufw: [
    "# Only Cloudflare may connect. Relies on ufw's default of denying what is incoming;",
    "# afterwards delete the rules that open these ports to everybody.",
    "ufw allow proto tcp from 104.16.0.0/13 to any port 80,443 comment 'Cloudflare'",
    "ufw allow proto tcp from 172.64.0.0/13 to any port 80,443 comment 'Cloudflare'",
    "ufw allow proto tcp from 2400:cb00::/32 to any port 80,443 comment 'Cloudflare'",
  ],
  kubernetes: [
    "# Goes into the spec of a Service of type LoadBalancer.",
    "loadBalancerSourceRanges:",
    '  - "104.16.0.0/13"',
    '  - "172.64.0.0/13"',
    '  - "2400:cb00::/32"',
  ],
};

describe("rangesAsText", () => {
  for (const format of rangesFormats) {
    it(`writes ${format} to the letter`, () => {
      assert.equal(rangesAsText(format, ranges, [80, 443]), `${golden[format].join("\n")}\n`);
    });
  }

  it("writes the pinned ranges for port 443 unless told otherwise", () => {
    for (const format of rangesFormats) {
      assert.equal(rangesAsText(format), rangesAsText(format, cloudflareRanges, [443]));
    }
    assert.equal(rangesAsText("plain").trimEnd().split("\n").length, 22);
    assert.ok(rangesAsText("ufw").includes(" to any port 443 comment "));
  });

  it("writes JSON that reads back", () => {
    const { ipv4, ipv6 } = cloudflareRanges;
    assert.deepEqual(JSON.parse(rangesAsText("json")), { ipv4, ipv6 });
  });

  it("writes no empty set for nftables, and drops what is not let in all the same", () => {
    const text = rangesAsText("nftables", { ipv4: ranges.ipv4, ipv6: [] });
    assert.ok(!text.includes("ipv6"));
    assert.ok(text.includes("\t\ttcp dport { 443 } drop\n"));
  });
});
