import { isInZone } from "../../../core/hostnames";
import { assert, expect } from "chai";
import { recordName, recordNameProblem } from "../../../components/dns/names";

const zone = "example.com";

const octets =
  'have only printable ASCII, without spaces and any of " $ ( ) * : ; < > @ [ \\ ] { | } in its labels';

describe("record names", () => {
  for (const [name, full] of [
    ["@", "example.com"],
    ["example.com", "example.com"],
    ["Example.COM.", "example.com"],
    ["www", "www.example.com"],
    ["WWW", "www.example.com"],
    ["www.example.com", "www.example.com"],
    ["www.example.com.", "www.example.com"],
    ["*", "*.example.com"],
    ["*.shop", "*.shop.example.com"],
    ["a.b.c", "a.b.c.example.com"],
    ["_sip._tcp", "_sip._tcp.example.com"],
    ["bücher", "xn--bcher-kva.example.com"],
    ["Bücher.example.com", "xn--bcher-kva.example.com"],
    ["notexample.com", "notexample.com.example.com"],
    ["www.example.org.", "www.example.org"],
  ] as const) {
    it(`makes ${name} whole: ${full}`, () => {
      expect(recordName(zone, name)).to.equal(full);
    });
  }

  for (const name of [
    "@",
    "www",
    "*",
    "*.shop",
    "_dmarc",
    "1.2.3",
    "api.dev",
    "a".repeat(63),
    "com",
    "bücher",
    "-a",
    "a-",
    "0/25",
    "1.0/25",
    "a=b",
    "under_score_",
  ]) {
    it(`takes ${name.slice(0, 20)}`, () => {
      expect(recordNameProblem("n", zone, name)).to.equal(undefined);
    });
  }

  for (const [name, rule] of [
    ["", "be a name such as @, www or www.example.com"],
    [undefined, "be a name such as @, www or www.example.com"],
    ["www.example.org.", "be in the zone example.com"],
    ["www.exmaple.com", "be in the zone example.com"],
    ["notexample.com", "be in the zone example.com"],
    ["shop.example.net", "be in the zone example.com"],
    ["www.*", "have a wildcard only as its whole first label"],
    ["*.*", "have a wildcard only as its whole first label"],
    ["a*", octets],
    ["www.example.com/path", "be in the zone example.com"],
    ["www.example.com?x=1", "be in the zone example.com"],
    ["https://www", octets],
    ["a(b)", octets],
    ["a;b", octets],
    ["a\\.b", octets],
    ["a b", octets],
    ["a..b", "have no empty label: one dot between labels, none at the start"],
    ["@.www", octets],
    ["a".repeat(64), "have labels of at most 63 characters, in Punycode"],
    [`${"a.".repeat(121)}a`, "have at most 253 characters"],
    ["b\u00fc b", "be a name that Punycode can write"],
  ] as const) {
    it(`refuses ${JSON.stringify(name)?.slice(0, 30)}`, () => {
      const problem = recordNameProblem("records.x.name", zone, name);
      assert.isDefined(problem);
      expect(problem.path).to.equal("records.x.name");
      expect(problem.rule).to.equal(rule);
    });
  }

  it("offers the full name to who means a name that looks foreign", () => {
    expect(recordNameProblem("n", zone, "www.exmaple.com")?.hint).to.equal(
      "Write www.exmaple.com.example.com in full if it is meant to stand below the zone",
    );
    expect(recordNameProblem("n", zone, "www.exmaple.com.example.com")).to.equal(undefined);
  });

  it("knows what is within a zone by whole labels", () => {
    expect(isInZone("example.com", zone)).to.equal(true);
    expect(isInZone("a.example.com", zone)).to.equal(true);
    expect(isInZone("notexample.com", zone)).to.equal(false);
    expect(isInZone("example.com", "a.example.com")).to.equal(false);
  });
});
