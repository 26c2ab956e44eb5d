import { expect } from "chai";
import { contains, isWithin, joinRanges, parseCidr, readRange } from "../../core/cidrs";
import { RangeTable } from "../../core/rangeTable";
import { isPlaceholder, reservedRangeOf } from "../../core/reservedAddresses";

describe("readRange", () => {
  it("reads an address alone as a block of one, and tells it as it was written", () => {
    expect(readRange("203.0.113.9")).to.include({ family: "ipv4", text: "203.0.113.9" });
    const { first, last } = readRange("2001:DB8::1") ?? { first: 0n, last: 1n };
    expect(last - first).to.equal(0n);
    expect(readRange("10.1.2.3/16")).to.include({ first: 0x0a010000n, last: 0x0a01ffffn });
    expect(readRange("10.1.2.3/16")?.text).to.equal("10.1.2.3/16");
    expect(parseCidr("10.1.2.3/16")).to.include({ text: "10.1.0.0/16", exact: false });
  });

  const none = [
    ...["", "www.example.com", "10.1", "010.0.0.1", "0x7f.0.0.1", "10.0.0.0/33", "10.0.0.0/08"],
    ...["::ffff:03.0.113.9", "::ffff:3.0.113.09", "::ffff:03.0.113.9/128"],
    ...[" 10.0.0.1", "10.0.0.1/", "fe80::1%eth0", "::/129", "1:2", `${"0:".repeat(40)}:1`],
  ];
  for (const text of none) {
    it(`reads nothing out of ${JSON.stringify(text)}`, () => {
      expect(readRange(text)).to.equal(undefined);
    });
  }

  it("finds what is missing of a range among ranges that touch", () => {
    const ranges = ["10.0.1.0/24", "10.0.0.0/24", "::/0"].map((text) => readRange(text)!);
    const joined = joinRanges(ranges);
    expect(joined.map(({ family, first, last }) => [family, last - first + 1n])).to.deep.equal([
      ["ipv4", 512n],
      ["ipv6", 1n << 128n],
    ]);
    expect(isWithin(readRange("10.0.0.0/23")!, joined)).to.equal(true);
    expect(isWithin(readRange("10.0.0.0/22")!, joined)).to.equal(false);
  });
});

describe("RangeTable", () => {
  const rows = [
    "10.1.0.0/16",
    "10.0.0.0/8",
    "203.0.113.9",
    "no range",
    "2001:db8::/32",
    "10.2.0.0/16",
  ];
  const table = new RangeTable(
    rows.map((text) => ({ text })),
    ({ text }) => text,
  );

  for (const [text, row] of [
    ...[["10.1.2.3", "10.1.0.0/16"] as const, ["10.2.0.1", "10.0.0.0/8"] as const],
    ...[["10.0.0.0", "10.0.0.0/8"] as const, ["10.255.255.255", "10.0.0.0/8"] as const],
    ...[["203.0.113.9", "203.0.113.9"] as const, ["2001:db8::1", "2001:db8::/32"] as const],
    ...[["9.255.255.255", undefined] as const, ["11.0.0.0", undefined] as const],
    ...[["203.0.113.8", undefined] as const, ["203.0.113.10", undefined] as const],
    ...[["2001:db7::", undefined] as const, ["2001:db9::", undefined] as const],
    ...[["::", undefined] as const, ["no range", undefined] as const, ["", undefined] as const],
  ] as const) {
    it(`finds ${row ?? "nothing"} first for ${JSON.stringify(text)}`, () => {
      expect(table.find(text)?.text).to.equal(row);
    });
  }

  it("finds a row for a CIDR by one address in common, unless all are asked for", () => {
    expect(table.find("10.0.0.0/7")?.text).to.equal("10.1.0.0/16");
    expect(table.find("10.0.0.0/7", contains)).to.equal(undefined);
    expect(table.find("10.1.128.0/17", contains)?.text).to.equal("10.1.0.0/16");
    expect(table.find("10.3.0.0/16", contains)?.text).to.equal("10.0.0.0/8");
  });

  it("finds nothing among no ranges", () => {
    expect(new RangeTable([], String).find("10.0.0.1")).to.equal(undefined);
  });
});

describe("addresses that nobody on the Internet has", () => {
  it("are told by the narrowest range, and placeholders apart", () => {
    expect(reservedRangeOf("10.1.2.3")?.range).to.equal("10.0.0.0/8");
    expect(reservedRangeOf("::1")?.range).to.equal("::1/128");
    expect(reservedRangeOf("203.0.113.9")).to.equal(undefined);
    expect(reservedRangeOf("www.example.com")).to.equal(undefined);
    expect(["192.0.2.1", "192.0.2.2", "100::", "shop"].map(isPlaceholder)).to.deep.equal([
      ...[true, false, true, false],
    ]);
  });
});
