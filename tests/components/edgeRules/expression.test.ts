import { expect } from "chai";
import fc from "fast-check";
import {
  and,
  expressionText,
  hostIs,
  methodIs,
  not,
  or,
  pathIs,
  pathStartsWith,
  raw,
  type RuleExpression,
} from "../../../components/edgeRules/expression";
import { evaluate } from "../../../core/expressions/evaluator";
import { parseFilter } from "../../../core/expressions/parser";

/** The text of an expression, or its problems. */
const written = (expression: RuleExpression) => expressionText(expression, "rules.old.when");

/** Its problems, as rule and value. */
function problems(expression: RuleExpression): unknown {
  const result = written(expression);
  return "text" in result
    ? result.text
    : result.problems.map(({ path, rule, actual }) => [path, rule, actual]);
}

describe("the builder of expressions", () => {
  const texts: readonly (readonly [RuleExpression, string])[] = [
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
    [raw("cf.client.bot && !ssl"), "cf.client.bot and not ssl"],
  ];
  for (const [expression, text] of texts) {
    it(`writes ${text}`, () => {
      expect(written(expression)).to.deep.equal({ text });
    });
  }

  const wrong: readonly (readonly [string, RuleExpression, rule: string, actual: string])[] = [
    [
      "a URL",
      hostIs("https://a.example"),
      "name a hostname, with no scheme, port, path or asterisk",
      '"https://a.example"',
    ],
    [
      "an asterisk",
      hostIs("a.example", "*.example"),
      "name a hostname, with no scheme, port, path or asterisk",
      '"*.example"',
    ],
    ["no hostname", hostIs(), "name at least one value", "nothing"],
    [
      "a path without a slash",
      pathIs("a"),
      "have paths that begin with a slash, with no query",
      '"a"',
    ],
    [
      "a query",
      pathStartsWith("/a?b"),
      "have paths that begin with a slash, with no query",
      '"/a?b"',
    ],
    ["a method in lower case", methodIs("get"), "name a method in upper case", '"get"'],
    ["nothing to join", and(or()), "have at least one expression", "nothing"],
    [
      "a mistyped field, deep inside",
      not(and(raw("ssl"), raw('ssl and htp.host eq "a"'))),
      "name a field or a function at line 1, column 9",
      '"htp.host"',
    ],
    [
      "too much",
      or(...Array.from({ length: 200 }, (_, index) => hostIs(`host-${index}.example.com`))),
      "have at most 4096 characters",
      "7686",
    ],
  ];
  for (const [what, expression, rule, actual] of wrong) {
    it(`refuses ${what}, where the expression stands`, () => {
      expect(problems(expression)).to.deep.equal([["rules.old.when", rule, actual]]);
    });
  }

  it("means what it says of any path", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (prefix, rest) => {
        const begin = `/${prefix.replaceAll(/[?#]/g, "")}`;
        const result = written(pathStartsWith(begin));
        const parsed = parseFilter("text" in result ? result.text : "");
        const request = { scheme: "https", host: "a.example" } as const;
        const answer = (path: string) =>
          "tree" in parsed && evaluate(parsed.tree, { ...request, path });
        expect([answer(begin + rest), answer(`x${begin}`)]).to.deep.equal(["yes", "no"]);
      }),
    );
  });
});
