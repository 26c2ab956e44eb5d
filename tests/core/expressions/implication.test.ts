import { assert, expect } from "chai";
import { implies } from "../../../core/expressions/implication";
import { parseFilter } from "../../../core/expressions/parser";
import type { Condition } from "../../../core/expressions/tree";

function condition(text: string): Condition {
  const read = parseFilter(text);
  assert("tree" in read, text);
  return read.tree;
}

const holds = (narrow: string, wide: string): boolean =>
  implies(condition(narrow), condition(wide));

const path = "http.request.uri.path";

describe("whatever meets one expression meets another", () => {
  for (const [narrow, wide] of [
    [`${path} eq "/a"`, `(${path} == "/a")`],
    ["ssl", "true"],
    ["false", "ssl"],
    ['ssl and http.host eq "a"', "ssl"],
    ["ssl", "not ip.src in {198.51.100.0/24} or ssl"],
    ['ssl and http.host eq "a"', 'http.host eq "a" and ssl'],
    ['ssl or http.host eq "a"', 'http.host eq "a" or ssl or http.host eq "b"'],
    [`${path} eq "/a/b"`, `starts_with(${path}, "/a/")`],
    [`${path} eq "/a.php"`, `ends_with(${path}, ".php")`],
    [`${path} in {"/a/b" "/a/c"}`, `${path} contains "/a"`],
    [`${path} in {"/a" "/b"}`, `${path} in {"/b" "/c" "/a"}`],
    [`http.host eq "a" and ${path} eq "/x"`, 'http.host in {"a" "b"}'],
    ['lower(http.host) eq "a"', 'lower(http.host) in {"a" "b"}'],
    [`starts_with(${path}, "/a/b")`, `starts_with(${path}, "/a")`],
    [`starts_with(${path}, "/a/b")`, `${path} contains "/b"`],
    [`ends_with(${path}, ".min.js")`, `ends_with(${path}, ".js")`],
    [`${path} contains "/a/b"`, `${path} contains "a/"`],
    [`${path} wildcard "/a/*/c/*"`, `${path} wildcard "/A/*"`],
    [`${path} strict wildcard "/a/*"`, `starts_with(${path}, "/a")`],
    [`starts_with(${path}, "/a/b")`, `${path} wildcard "/a/*"`],
    [`not starts_with(${path}, "/a")`, `not starts_with(${path}, "/a/b")`],
  ] as const) {
    it(`${narrow} → ${wide}`, () => {
      expect(holds(narrow, wide)).to.equal(true);
    });
  }

  for (const [narrow, wide] of [
    ["true", "ssl"],
    ["ssl", 'ssl and http.host eq "a"'],
    ["ssl", "not ssl"],
    ['ssl or http.host eq "a"', "ssl"],
    ['ssl xor http.host eq "a"', "ssl"],
    ["ssl", 'ssl xor http.host eq "a"'],
    [`${path} in {"/a/b" "/c"}`, `starts_with(${path}, "/a/")`],
    [`${path} contains "/a"`, `starts_with(${path}, "/a")`],
    [`${path} ne "/a"`, `${path} contains "/"`],
    [`${path} eq "/A"`, `${path} eq "/a"`],
    ['http.host eq "a"', 'http.referer eq "a"'],
    ['http.host eq "a"', `starts_with(${path}, "a")`],
    ['http.host eq "a"', 'lower(http.host) eq "a"'],
    ['any(http.request.headers["x"][*] eq "a")', 'all(http.request.headers["x"][*] eq "a")'],
    [`starts_with(${path}, "/a")`, `starts_with(${path}, "/a/b")`],
    [`starts_with(${path}, "/a")`, `${path} eq "/a"`],
    [`${path} wildcard "/a/*"`, `starts_with(${path}, "/a")`],
    [`${path} wildcard "/a/*"`, `${path} strict wildcard "/a/*"`],
    [`${path} wildcard "/a*"`, `${path} wildcard "/a/*"`],
    [`not starts_with(${path}, "/a/b")`, `not starts_with(${path}, "/a")`],
    ["ip.src in $office", "ip.src in {198.51.100.0/24}"],
    ["ip.src in {198.51.100.1}", "ip.src in {198.51.100.0/24}"],
  ] as const) {
    it(`${narrow} does not show ${wide}`, () => {
      expect(holds(narrow, wide)).to.equal(false);
    });
  }
});
