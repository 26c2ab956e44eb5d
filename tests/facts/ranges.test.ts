import assert from "node:assert/strict";
import { parseCidr, outermost, parseCidrs } from "../../components/originFirewall/cidr";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";

describe("Cloudflare's pinned ranges", () => {
  for (const family of ["ipv4", "ipv6"] as const) {
    it(`are ${family} ranges in their one spelling and in the order of addresses, without overlap`, () => {
      for (const range of cloudflareRanges[family]) {
        const cidr = parseCidr(range);
        assert.equal(cidr?.family, family, range);
        assert.equal(cidr?.text, range);
        assert.equal(cidr?.exact, true, range);
      }
      assert.deepEqual(
        outermost(parseCidrs(cloudflareRanges[family])).map(({ text }) => text),
        cloudflareRanges[family],
      );
    });
  }

  it("are 15 of IPv4, 172.64.0.0/13 among them, and 7 of IPv6", () => {
    assert.equal(cloudflareRanges.ipv4.length, 15);
    assert.ok(cloudflareRanges.ipv4.includes("172.64.0.0/13"));
    assert.equal(cloudflareRanges.ipv6.length, 7);
    assert.ok(cloudflareRanges.ipv6.includes("2803:f800::/32"));
  });
});
