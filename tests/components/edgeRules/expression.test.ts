import { expect } from "chai";
import fc from "fast-check";
import {
  and,
  hostIs,
  methodIs,
  not,
  or,
  pathIs,
  pathStartsWith,
  extensionIs,
  hasCookie,
  raw,
} from "../../../components/edgeRules/expression";
import { evaluate } from "../../../core/expressions/evaluator";
import { parseFilter } from "../../../core/expressions/parser";
import { problemsOf } from "../../support/problems";

/** What is wrong with an expression. */
function told(make: () => string): readonly string[] {
  try {
    return [make()];
  } catch (error) {
    return problemsOf(error).map(({ reason }) => reason);
  }
}

describe("the builder of expressions", () => {
  const texts: readonly (readonly [string, string])[] = [
    [hostIs("WWW.Example.com"), 'http.host eq "www.example.com"'],
    [
      hostIs("bücher.example", "example.com"),
      'http.host in {"xn--bcher-kva.example" "example.com"}',
    ],
    [pathIs("/"), 'http.request.uri.path eq "/"'],
    [pathStartsWith("/api/"), 'starts_with(http.request.uri.path, "/api/")'],
    [pathStartsWith('/a"b\\c\n'), 'starts_with(http.request.uri.path, "/a\\"b\\\\c\\x0a")'],
    [methodIs("GET", "HEAD"), 'http.request.method in {"GET" "HEAD"}'],
    [and(hostIs("a.example")), 'http.host eq "a.example"'],
    [
      and(hostIs("a.example"), or(pathIs("/a"), not(pathStartsWith("/b")))),
      'http.host eq "a.example" and (http.request.uri.path eq "/a" or not starts_with(http.request.uri.path, "/b"))',
    ],
    [not(or(raw("ssl"), raw("not ssl"))), "not (ssl or not ssl)"],
    [extensionIs("CSS", "js"), 'http.request.uri.path.extension in {"css" "js"}'],
    [
      not(hasCookie("session", "id")),
      'not (http.cookie contains "session=" or http.cookie contains "id=")',
    ],
    [raw("cf.client.bot && !ssl"), "cf.client.bot and not ssl"],
  ];
  for (const [expression, text] of texts) {
    it(`writes ${text}`, () => {
      expect(expression).to.equal(text);
    });
  }

  const host = "name a hostname, with no scheme, port, path or asterisk";
  const path = "have paths that begin with a slash, with no query";
  const wrong: readonly (readonly [string, () => string, reason: string])[] = [
    ["a URL", () => hostIs("https://a.example"), `hostIs must ${host}; got "https://a.example"`],
    ["an asterisk", () => hostIs("a.example", "*.example"), `hostIs must ${host}; got "*.example"`],
    ["no hostname", () => hostIs(), "http.host must be asked for at least one value; got nothing"],
    ["a path without a slash", () => pathIs("a"), `pathIs must ${path}; got "a"`],
    ["a query", () => pathStartsWith("/a?b"), `pathStartsWith must ${path}; got "/a?b"`],
    [
      "a method in lower case",
      () => methodIs("get"),
      'methodIs must name a method in upper case; got "get"',
    ],
    [
      "a dot before an ending",
      () => extensionIs(".css"),
      'extensionIs must name an ending of letters and digits, without the dot; got ".css"',
    ],
    [
      "a cookie with its value",
      () => hasCookie("session=1"),
      'hasCookie must name at least one cookie, by its name alone; got "session=1"',
    ],
    ["nothing to join", () => and(or()), "or must have at least one expression; got nothing"],
    [
      "a mistyped field, deep inside",
      () => not(and(raw("ssl"), 'ssl and htp.host eq "a"')),
      'and must name a field or a function at line 1, column 9; got "htp.host". Did you mean http.host?',
    ],
  ];
  for (const [what, make, reason] of wrong) {
    it(`refuses ${what}, where it is written`, () => {
      expect(told(make)).to.deep.equal([reason]);
    });
  }

  it("means what it says of any path", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (prefix, rest) => {
        const begin = `/${prefix.replaceAll(/[?#]/g, "")}`;
        const parsed = parseFilter(pathStartsWith(begin));
        const request = { scheme: "https", host: "a.example" } as const;
        const answer = (path: string) =>
          "tree" in parsed && evaluate(parsed.tree, { ...request, path });
        expect([answer(begin + rest), answer(`x${begin}`)]).to.deep.equal(["yes", "no"]);
      }),
    );
  });
});
