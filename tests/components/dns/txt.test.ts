import { expect } from "chai";
import { readTxt, txtWireBytes, writeTxt } from "../../../components/dns/txt";

const canonical = (content: string): string => writeTxt(readTxt(content) ?? expect.fail(content));

describe("TXT content", () => {
  for (const [content, written] of [
    ["v=spf1 -all", '"v=spf1 -all"'],
    ['"v=spf1 -all"', '"v=spf1 -all"'],
    ['say "hi"', String.raw`"say \"hi\""`],
    [String.raw`C:\dir`, String.raw`"C:\\dir"`],
    [String.raw`"say \"hi\""`, String.raw`"say \"hi\""`],
    ['"a" "b"', '"a" "b"'],
    ['"a""b"', '"a" "b"'],
    ['"a"   "b"  ', '"a" "b"'],
    [' "a"\n"b"', '"a" "b"'],
    ['( "v=DKIM1; k=rsa; "\n\t  "p=MIIB" )', '"v=DKIM1; k=rsa; " "p=MIIB"'],
    ['("a")', '"a"'],
    ['( "a" "b" )  ; ----- DKIM key mail for example.com', '"a" "b"'],
    [String.raw`( "a) \"b;" )`, String.raw`"a) \"b;"`],
    ["(c) 2026", '"(c) 2026"'],
    ["( a )", '"( a )"'],
    ["  a ", '"  a "'],
    [String.raw`"\065\066"`, '"AB"'],
    [String.raw`"\a"`, '"a"'],
    ["ü", String.raw`"\195\188"`],
    ['"ü"', String.raw`"\195\188"`],
    ["a\tb", String.raw`"a\009b"`],
    ["a;b", '"a;b"'],
    ['"x TXT " "y"', '"x TXT " "y"'],
    ["put it in TXT (see docs)", '"put it in TXT (see docs)"'],
    ['a TXT record says "hi"', String.raw`"a TXT record says \"hi\""`],
    ['name=TXT "x"', String.raw`"name=TXT \"x\""`],
    ["a".repeat(255), `"${"a".repeat(255)}"`],
    ["a".repeat(256), `"${"a".repeat(255)}" "a"`],
    [`"${"a".repeat(256)}"`, `"${"a".repeat(255)}" "a"`],
    [
      "ü".repeat(128),
      `"${String.raw`\195\188`.repeat(127)}${String.raw`\195`}" "${String.raw`\188`}"`,
    ],
  ] as const) {
    it(`writes ${content.slice(0, 20)} as ${written.slice(0, 24)}`, () => {
      expect(canonical(content)).to.equal(written);
      expect(canonical(written)).to.equal(written);
    });
  }

  for (const content of [
    '"open',
    '"a" b',
    '"a" "b',
    String.raw`"a\"`,
    String.raw`"\256"`,
    '"a"b"',
    '( "a" "b"',
    '( "a" b )',
    '( "a" ; first\n"b" )',
    '( "a" ) "b"',
    '("open)',
    'mail._domainkey\tIN\tTXT\t( "v=DKIM1; k=rsa; "\n\t  "p=MIIB" )  ; ----- DKIM key mail for example.com',
    'mail._domainkey.example.com. 3600 IN TXT "v=DKIM1"',
    'IN 1h TXT ("a")',
    'txt ("a")',
  ]) {
    it(`cannot read ${content}`, () => {
      expect(readTxt(content)).to.equal(undefined);
    });
  }

  it("counts the bytes on the wire with the length of each string", () => {
    expect(txtWireBytes([Buffer.alloc(0)])).to.equal(1);
    expect(txtWireBytes([Buffer.alloc(255)])).to.equal(256);
    expect(txtWireBytes([Buffer.alloc(256)])).to.equal(258);
    expect(txtWireBytes([Buffer.alloc(4080)])).to.equal(4096);
  });
});
