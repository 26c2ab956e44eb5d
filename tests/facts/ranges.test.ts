import { expect } from "chai";
import { outermost, parseCidr, parseCidrs } from "../../core/cidrs";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";

describe("Cloudflare's pinned ranges", () => {
  for (const family of ["ipv4", "ipv6"] as const) {
    it(`are ${family} ranges in their one spelling and in the order of addresses, without overlap`, () => {
      for (const range of cloudflareRanges[family]) {
        const cidr = parseCidr(range);
        expect(cidr?.family, range).to.equal(family);
        expect(cidr?.text).to.equal(range);
        expect(cidr?.exact, range).to.equal(true);
      }
      expect(outermost(parseCidrs(cloudflareRanges[family])).map(({ text }) => text)).to.deep.equal(
        cloudflareRanges[family],
      );
    });
  }

  it("are 15 of IPv4, 172.64.0.0/13 among them, and 7 of IPv6", () => {
    expect(cloudflareRanges.ipv4).to.have.lengthOf(15);
    expect(cloudflareRanges.ipv4).to.include("172.64.0.0/13");
    expect(cloudflareRanges.ipv6).to.have.lengthOf(7);
    expect(cloudflareRanges.ipv6).to.include("2803:f800::/32");
  });
});
