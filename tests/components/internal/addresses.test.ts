import { expect } from "chai";
import fc from "fast-check";
import {
  addressProblem,
  canonicalAddress,
  isIpAddress,
  isIpv4,
  isIpv6,
  retiredProblems,
} from "../../../components/internal/addresses";
import { cloudflareIdProblem } from "../../../components/internal/ids";
import { describeProblem } from "../../../core/problem";

describe("addresses", () => {
  it("knows the two families and nothing else", () => {
    expect(
      ["203.0.113.9", "10.1", "0x7f.0.0.1", "010.0.0.1", "2001:db8::1", "www.example.com", ""].map(
        (text) => [isIpv4(text), isIpv6(text), isIpAddress(text)],
      ),
    ).to.deep.equal([
      [true, false, true],
      [false, false, false],
      [false, false, false],
      [false, false, false],
      [false, true, true],
      [false, false, false],
      [false, false, false],
    ]);
    expect(isIpv6("fe80::1%eth0")).to.equal(false);
    expect(isIpv6("[2001:db8::1]")).to.equal(false);
  });

  it("writes IPv6 as RFC 5952 has it", () => {
    expect(canonicalAddress("2001:DB8:0:0:1:0:0:1")).to.equal("2001:db8::1:0:0:1");
    expect(canonicalAddress("2001:0db8::0001")).to.equal("2001:db8::1");
    expect(canonicalAddress("2001:db8:0:1:1:1:1:1")).to.equal("2001:db8:0:1:1:1:1:1");
    expect(canonicalAddress("203.0.113.9")).to.equal("203.0.113.9");
  });

  it("keeps every address when it canonicalises", () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const once = canonicalAddress(address);
        expect(canonicalAddress(once)).to.equal(once);
        expect(isIpv6(once)).to.equal(true);
      }),
    );
  });

  for (const [address, rule] of [
    ["10.0.0.1", "be a public address, not one for private networks (10.0.0.0/8, RFC 1918)"],
    [
      "172.31.255.255",
      "be a public address, not one for private networks (172.16.0.0/12, RFC 1918)",
    ],
    ["192.168.1.1", "be a public address, not one for private networks (192.168.0.0/16, RFC 1918)"],
    ["100.64.0.1", "be a public address, not one for carrier-grade NAT (100.64.0.0/10, RFC 6598)"],
    [
      "127.0.0.1",
      "be a public address, not one for the host itself (loopback) (127.0.0.0/8, RFC 1122)",
    ],
    [
      "169.254.169.254",
      "be a public address, not one for the local link (169.254.0.0/16, RFC 3927)",
    ],
    ["224.0.0.1", "be a public address, not one for multicast (224.0.0.0/4, RFC 5771)"],
    ["0.0.0.0", "be a public address, not one for this network (0.0.0.0/8, RFC 791)"],
    ["240.0.0.1", "be a public address, not one for future use (240.0.0.0/4, RFC 1112)"],
    [
      "255.255.255.255",
      "be a public address, not one for broadcast (255.255.255.255/32, RFC 8190)",
    ],
    ["198.19.0.1", "be a public address, not one for benchmarks (198.18.0.0/15, RFC 2544)"],
    ["::", "be a public address, not one for no host (unspecified) (::/128, RFC 4291)"],
    ["::1", "be a public address, not one for the host itself (loopback) (::1/128, RFC 4291)"],
    [
      "::ffff:203.0.113.9",
      "be a public address, not one for IPv4 written as IPv6 (::ffff:0:0/96, RFC 4291)",
    ],
    [
      "fd00::1",
      "be a public address, not one for private networks (unique local) (fc00::/7, RFC 4193)",
    ],
    ["fe80::1", "be a public address, not one for the local link (fe80::/10, RFC 4291)"],
    ["ff02::1", "be a public address, not one for multicast (ff00::/8, RFC 4291)"],
    [
      "5f00::1",
      "be a public address, not one for no public host (outside 2000::/3) (4000::/2, RFC 4291)",
    ],
    [
      "192.0.2.1",
      "be the address of an origin, not a placeholder at which nothing answers (192.0.2.0/31)",
    ],
    ["104.16.1.1", "be an address of your own, not one of Cloudflare's (104.16.0.0/13)"],
    ["2606:4700::1", "be an address of your own, not one of Cloudflare's (2606:4700::/32)"],
    ["www.example.com", "be an IPv4 or IPv6 address"],
  ] as const) {
    it(`refuses ${address}`, () => {
      const problem = addressProblem("a", address);
      expect(problem?.rule).to.equal(rule);
      expect(problem?.actual).to.equal(JSON.stringify(address));
    });
  }

  it("lets public and documentation addresses pass", () => {
    for (const address of [
      "203.0.113.9",
      "192.0.2.2",
      "198.51.100.7",
      "8.8.8.8",
      "2001:db8::1",
      "2a01::1",
    ]) {
      expect(addressProblem("a", address), address).to.equal(undefined);
    }
  });

  it("offers private routing only for what it then takes", () => {
    const leaveOut = "Leave out proxied where Cloudflare need not reach it";
    const route = `${leaveOut}, or set privateRouting where it does so through a private network`;
    for (const [address, hint] of [
      ["10.0.0.1", route],
      ["100.64.0.1", route],
      ["fd00::1", route],
      ["127.0.0.1", leaveOut],
      ["169.254.169.254", leaveOut],
      ["::ffff:203.0.113.9", leaveOut],
    ] as const) {
      expect(addressProblem("a", address, [], "proxied")?.hint, address).to.equal(hint);
      const routed = addressProblem("a", address, [], "privatelyRouted");
      expect(routed === undefined, address).to.equal(hint === route);
      expect(addressProblem("a", address)?.hint, address).to.equal(undefined);
    }
  });

  it("refuses retired addresses in any spelling, alone or by range", () => {
    const retired = ["203.0.113.9", "198.51.100.0/24", "2001:db8::0009"];
    for (const address of ["203.0.113.9", "198.51.100.200", "2001:DB8::9"]) {
      expect(addressProblem("a", address, retired)?.rule ?? "", address).to.match(
        /not a retired one/,
      );
    }
    expect(addressProblem("a", "203.0.113.10", retired)).to.equal(undefined);
    expect(describeProblem(addressProblem("pools[0].address", "203.0.113.9", retired)!)).to.equal(
      'pools[0].address must be an address in use, not a retired one (203.0.113.9); got "203.0.113.9". Give the ' +
        "origin's new address; take the old one out of the retired addresses only if it is yours again",
    );
  });

  it("checks the list of retired addresses", () => {
    expect(
      retiredProblems("retired", [
        "203.0.113.9",
        "203.0.113.0/24",
        "203.0.113.0/33",
        "host",
        7,
        "2001:db8::/32",
      ]).map(({ path }) => path),
    ).to.deep.equal(["retired[2]", "retired[3]", "retired[4]"]);
    expect(retiredProblems("retired", undefined)).to.deep.equal([]);
  });
});

describe("ids", () => {
  it("takes 32 lower-case hexadecimal characters and nothing else", () => {
    expect(cloudflareIdProblem("zoneId", "0123456789abcdef0123456789abcdef")).to.equal(undefined);
    for (const id of [
      "",
      "example.com",
      "0123456789ABCDEF0123456789ABCDEF",
      "0".repeat(33),
      undefined,
    ]) {
      expect(cloudflareIdProblem("zoneId", id)?.path).to.equal("zoneId");
    }
  });
});
