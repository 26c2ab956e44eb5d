import { expect } from "chai";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { toASCII } from "tr46";
import { canonicalHostname, isReadableLabel, newlyNormalised } from "../../core/hostnames";

/** Names that parsers of URLs, and so versions of Node, have read differently, with what is sent on every Node. */
const hardNames: readonly (readonly [text: string, written: string | undefined])[] = [
  ["WWW.Example.COM", "www.example.com"],
  ["www.example.com.", "www.example.com"],
  [".", "."],
  ["。", "."],
  ["..", ".."],
  ["a..", "a.."],
  ["ü..", "xn--tda.."],
  ["", ""],
  ["*.example.com", "*.example.com"],
  ["*.bücher.example", "*.xn--bcher-kva.example"],
  ["_dmarc.bücher.example", "_dmarc.xn--bcher-kva.example"],
  ["_dmarc.עברית.example", "_dmarc.xn--5dbqzzl.example"],
  ["0/25.2.0.192.in-addr.arpa", "0/25.2.0.192.in-addr.arpa"],
  ["bücher.example", "xn--bcher-kva.example"],
  ["BÜCHER。example", "xn--bcher-kva.example"],
  ["bu\u0308cher.example", "xn--bcher-kva.example"],
  ["straße.example", "xn--strae-oqa.example"],
  ["STRASSE.example", "strasse.example"],
  ["STRA\u1E9EE.example", "xn--strae-oqa.example"],
  ["βόλος.example", "xn--nxasmm1c.example"],
  ["ΒΌΛΟΣ.example", "xn--nxasmq6b.example"],
  ["dıl.example", "xn--dl-hpa.example"],
  ["İstanbul.example", "xn--istanbul-o0e.example"],
  ["i❤.ws", "xn--i-7iq.ws"],
  ["👩\u200D💻.example", undefined],
  ["क्\u200Dष.example", "xn--11b2ezcw70k.example"],
  ["a\u200Db.example", undefined],
  ["１２３.example", "123.example"],
  ["١٢٣.example", undefined],
  ["א1.example", "xn--1-zhc.example"],
  ["1א.example", undefined],
  ["א1٢.example", undefined],
  ["1.א.example", "1.xn--4db.example"],
  ["r3---sn-x.example", "r3---sn-x.example"],
  ["xn--zz--zz.example", "xn--zz--zz.example"],
  ["xn--é.example", undefined],
  ["a\u00ADb.example", "ab.example"],
  ["\u00AD.example", undefined],
  ["…", undefined],
  ["℀.example", undefined],
  ["％41.example", undefined],
  ["bü%63her.example", undefined],
  ["bü cher.example", undefined],
  ["a\u0000.example", undefined],
  ["\uD800.example", undefined],
  ["\u0301a.example", undefined],
  ["a\u0897.example", undefined],
  ["\u{105D2}\u0307.example", undefined],
  ["\u{1C8A}.example", "xn--d4f.example"],
  [`${"ü".repeat(254)}`, undefined],
];

describe("the canonical form of a host name", () => {
  for (const [text, written] of hardNames) {
    it(`of ${JSON.stringify(text).slice(0, 40)} is ${JSON.stringify(written)}`, () => {
      expect(canonicalHostname(text)).to.equal(written);
    });
  }

  it("is itself canonical", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), (text) => {
        const once = canonicalHostname(`${text}.example`);
        if (once !== undefined && once.split(".").every((label) => label !== "")) {
          expect(canonicalHostname(once)).to.equal(once);
        }
      }),
    );
  });

  it("keeps different names apart, in Unicode too", () => {
    const label = fc.stringMatching(/^[a-zäöüßñ0-9]{1,10}$/u);
    fc.assert(
      fc.property(label, label, (a, b) => {
        const [first, second] = [canonicalHostname(`${a}.x`), canonicalHostname(`${b}.x`)];
        expect(first).to.not.equal(undefined);
        expect(first === second).to.equal(a === b);
      }),
    );
  });

  it("has labels that can be read back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }), (text) => {
        const name = /[ -~]/.test(text) ? undefined : canonicalHostname(text);
        if (name !== undefined) {
          expect(name.split(".").filter((label) => !isReadableLabel(label))).to.deep.equal([]);
        }
      }),
    );
  });
});

describe("a label in Punycode", () => {
  for (const [label, readable] of [
    ["www", true],
    ["r3---sn-x", true],
    ["xn--bcher-kva", true],
    ["xn--i-7iq", true],
    ["xn--zz--zz", false],
    ["xn--", false],
    ["xn--a", false],
    ["xn--abc-", false],
    ["xn--ls8h=", false],
    ["xn--9hbcd", false],
  ] as const) {
    it(`${label} ${readable ? "stands" : "does not stand"} for Unicode`, () => {
      expect(isReadableLabel(label)).to.equal(readable);
    });
  }
});

describe("the Node that runs this", () => {
  const isNew = (character: string): boolean => {
    const code = character.codePointAt(0) ?? 0;
    return newlyNormalised.some(([first, last]) => first <= code && code <= last);
  };

  it("normalises every character that a name may have as all others do", () => {
    const hash = createHash("sha256");
    let count = 0;
    for (let code = 0x80; code <= 0x10ffff; code += 1) {
      const character = String.fromCodePoint(code);
      if (!isNew(character) && toASCII(character) !== null) {
        count += 1;
        hash.update(`a${character}\u0334\u0345${character}`.normalize("NFC"));
      }
    }
    expect(count).to.equal(157022);
    expect(hash.digest("hex")).to.equal(
      "e797eef169e55bd230ba9e45e962d7d05e288a7fb26f652ba3d56d17512bd8f1",
    );
  });

  it("composes none that is new out of characters that a name may have", () => {
    const composed = newlyNormalised
      .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i))
      .map((code) => String.fromCodePoint(code))
      .filter((character) => character.normalize("NFD") !== character)
      .filter((character) => ![...character.normalize("NFD")].some(isNew));
    expect(composed).to.deep.equal([]);
  });
});
