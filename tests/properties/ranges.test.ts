import { assert, expect } from "chai";
import fc from "fast-check";
import {
  addressCount,
  contains,
  coveredAddresses,
  outermost,
  parseCidr,
  parseCidrs,
} from "../../core/cidrs";
import { declaredRanges, joinRanges, rangesProblems } from "../../components/originFirewall/ranges";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { rangesAsText, rangesFormats } from "../../core/rangesText";

/** Blocks within 10.0.0.0/24, so that they meet often and every address can be counted. */
const smallBlock = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 24, max: 32 }))
  .map(([low, length]) => {
    const size = 2 ** (32 - length);
    return `10.0.0.${Math.floor(low / size) * size}/${length}`;
  });
const smallBlocks = fc.array(smallBlock, { maxLength: 12 });

function addressesOf(texts: readonly string[]): Set<bigint> {
  return new Set(
    parseCidrs(texts).flatMap(({ first, last }) =>
      Array.from({ length: Number(last - first) + 1 }, (_, index) => first + BigInt(index)),
    ),
  );
}

describe("CIDR sums", () => {
  it("counts covered addresses as counting them one by one does", () => {
    fc.assert(
      fc.property(smallBlock, smallBlocks, (target, by) => {
        const [cidr] = parseCidrs([target]);
        assert.isDefined(cidr);
        const others = addressesOf(by);
        const both = [...addressesOf([target])].filter((address) => others.has(address));
        expect(coveredAddresses(cidr, parseCidrs(by))).to.equal(BigInt(both.length));
        expect(
          coveredAddresses(cidr, parseCidrs(by)) <= addressCount(cidr),
          "coveredAddresses(cidr, parseCidrs(by)) <= addressCount(cidr)",
        ).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps every address and no overlap in the outermost blocks", () => {
    fc.assert(
      fc.property(smallBlocks, (texts) => {
        const outer = outermost(parseCidrs(texts));
        expect(addressesOf(outer.map(({ text }) => text))).to.deep.equal(addressesOf(texts));
        for (const one of outer) {
          expect(outer.filter((other) => contains(other, one))).to.deep.equal([one]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("reads its own spelling back, for any address and length of both families", () => {
    const cidr = fc.oneof(
      fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })),
      fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })),
    );
    fc.assert(
      fc.property(cidr, ([address, length]) => {
        const read = parseCidr(`${address}/${length}`);
        assert.isDefined(read, `${address}/${length}`);
        expect(parseCidr(read.text)).to.deep.equal({ ...read, exact: true });
      }),
      { numRuns: 1000 },
    );
  });

  it("never throws on any text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseCidr(text);
        parseCidr(`${text}/8`);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("range lists, for any part of the pinned one", () => {
  const part = fc.record({
    ipv4: fc.shuffledSubarray([...cloudflareRanges.ipv4], { minLength: 1 }),
    ipv6: fc.shuffledSubarray([...cloudflareRanges.ipv6], { minLength: 1 }),
  });

  it("never loses a pinned range when lists are joined", () => {
    fc.assert(
      fc.property(part, (given) => {
        const pinned = declaredRanges(undefined, true);
        expect(joinRanges(given, cloudflareRanges)).to.deep.equal(pinned);
        expect(joinRanges(cloudflareRanges, given)).to.deep.equal(pinned);
      }),
    );
  });

  it("rejects it exactly when less than nine tenths of ranges or addresses are left", () => {
    fc.assert(
      fc.property(part, (given) => {
        const shrunken = (["ipv4", "ipv6"] as const).filter((family) => {
          const pinned = cloudflareRanges[family];
          const left = (texts: readonly string[]) =>
            parseCidrs(texts).reduce((sum, cidr) => sum + addressCount(cidr), 0n);
          return (
            given[family].length < 0.9 * pinned.length ||
            left(given[family]) * 10n < left(pinned) * 9n
          );
        });
        const pathsOf = (acceptShrunkenRanges: boolean) =>
          rangesProblems({ ranges: given, acceptShrunkenRanges }).flatMap((one) => one?.path ?? []);
        expect(pathsOf(false)).to.deep.equal(shrunken.map((family) => `ranges.${family}`));
        expect(pathsOf(true)).to.deep.equal([]);
      }),
      { numRuns: 500 },
    );
  });

  it("writes every range exactly once in every format, ended by a line break", () => {
    fc.assert(
      fc.property(part, (given) => {
        for (const format of rangesFormats) {
          const text = rangesAsText(format, given);
          expect(
            text.endsWith("\n") && !text.endsWith("\n\n"),
            'text.endsWith("\\n") && !text.endsWith("\\n\\n")',
          ).to.equal(true);
          for (const range of [...cloudflareRanges.ipv4, ...cloudflareRanges.ipv6]) {
            const expected = [...given.ipv4, ...given.ipv6].includes(range) ? 2 : 1;
            expect(text.split(range), `${range} in ${format}`).to.have.lengthOf(expected);
          }
        }
      }),
    );
  });
});
