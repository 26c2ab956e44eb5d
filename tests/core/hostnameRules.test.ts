import { expect } from "chai";
import { hostnameProblem } from "../../core/hostnameRules";

describe("a host name that other programs read otherwise", () => {
  for (const [name, rule] of [
    ["1.2.3.0x4", "be a full host name such as www.example.com"],
    ["a.0X", "be a full host name such as www.example.com"],
    ["xn--zz--zz.example.com", "have no xn-- label that Punycode cannot read"],
    ["١٢٣.example.com", "be a host name such as www.example.com"],
    ["xn--9hbcd.example.com", "have no xn-- label that Punycode cannot read"],
  ] as const) {
    it(`is refused: ${name}`, () => {
      expect(hostnameProblem("h", name)?.rule).to.equal(rule);
    });
  }

  it("is accepted where all read it alike", () => {
    expect(hostnameProblem("h", "xn--bcher-kva.example.com")).to.equal(undefined);
    expect(hostnameProblem("h", "0x4.example.com")).to.equal(undefined);
  });
});

describe("host names", () => {
  for (const [text, rule] of [
    ["www.example.com", undefined],
    ["bücher.example", undefined],
    ["1.example.com", undefined],
    ["localhost", "be a full host name such as www.example.com"],
    ["203.0.113.9", "be a full host name such as www.example.com"],
    ["", "be a full host name such as www.example.com"],
    [".", "be a full host name such as www.example.com"],
    ["..", "have no empty label: one dot between labels, none at the start"],
    ["a..example.com", "have no empty label: one dot between labels, none at the start"],
    [".example.com", "have no empty label: one dot between labels, none at the start"],
    ["-a.example.com", "have only letters, digits and inner hyphens in its labels"],
    ["a-.example.com", "have only letters, digits and inner hyphens in its labels"],
    ["_a.example.com", "have only letters, digits and inner hyphens in its labels"],
    ["https://example.com", "have only letters, digits and inner hyphens in its labels"],
    ["*.example.com", "have no wildcard"],
    [`${"a".repeat(64)}.example.com`, "have labels of at most 63 characters, in Punycode"],
    [`${"ü".repeat(63)}.example.com`, "have labels of at most 63 characters, in Punycode"],
    [`${"a.".repeat(124)}example`, "have at most 253 characters"],
    [7, "be a host name such as www.example.com"],
  ] as const) {
    it(`${rule === undefined ? "takes" : "refuses"} ${JSON.stringify(text).slice(0, 40)}`, () => {
      expect(hostnameProblem("h", text)?.rule).to.equal(rule);
    });
  }

  it("takes no path for a part of a name, whatever octets it allows", () => {
    for (const text of [
      ...["lb.example.net/app", "lb.example.net/", "lb.example.net?x=1", "lb.example.net#top"],
      ...["10.0.0.1/24", "lb.example.net/index.html", "www/app.example.com"],
    ]) {
      const rule = hostnameProblem("h", text, { allowOctets: true })?.rule;
      expect(rule, text).to.equal("be a host name without a path behind it");
    }
  });

  it("takes nothing that a template has left over", () => {
    for (const label of ["<name>", "{env}", "{{env}}", "a|b", "${env}"]) {
      for (const name of [`${label}.example.com`, `example.${label}`]) {
        const rule = hostnameProblem("h", name, { allowOctets: true })?.rule;
        expect(rule ?? "", name).to.match(/^have only printable ASCII, without spaces/);
      }
    }
  });

  it("allows underscores and short names only where asked", () => {
    expect(hostnameProblem("h", "_x.example.com", { allowUnderscore: true })).to.equal(undefined);
    expect(hostnameProblem("h", "-a=b-.0/25.example.com", { allowOctets: true })).to.equal(
      undefined,
    );
    expect(hostnameProblem("h", "0/25.example.com", { allowUnderscore: true })).to.not.equal(
      undefined,
    );
    expect(hostnameProblem("h", ".", { allowShort: true })).to.equal(undefined);
    expect(hostnameProblem("h", "local", { allowShort: true })).to.equal(undefined);
    expect(hostnameProblem("h", "", { allowShort: true })).to.not.equal(undefined);
  });
});
