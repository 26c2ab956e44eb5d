import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { evaluate } from "../../../core/expressions/evaluator";
import { parseFilter } from "../../../core/expressions/parser";
import type { ExpressionRequest } from "../../../core/expressions/requests";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelResource, ModelValue } from "../../../model/graph/resources";
import { allRules, phasesMet } from "../../../model/rules/allRules";
import { headerChanges } from "../../../model/rules/headerChanges";
import { asksUrl, rewritten, type RewrittenRequest } from "../../../model/rules/urlRewrites";
import { resource } from "../resource";

const transform = "http_request_transform";
const ruleset = (phase: string, rules: ModelValue, name: string = phase): ModelResource =>
  resource("ruleset", name, { zoneId: "zone", kind: "zone", phase, rules });
const rule = (expression: string, uri: ModelValue, more: ModelObject = {}): ModelObject => ({
  ...{ action: "rewrite", expression, actionParameters: { uri } },
  ...more,
});
const request: ExpressionRequest = {
  ...{ scheme: "https", host: "www.example.com", path: "/Shop/a.PNG", query: "b=1" },
};

function urlOf(rules: ModelValue, asked = request): RewrittenRequest | undefined {
  const all = allRules(new Inventory([ruleset(transform, rules)]));
  return rewritten(phasesMet(all, "zone"), asked);
}

/** The new URL, with the places of the rules that make it. */
function told(rules: ModelValue, asked = request): string {
  const found = urlOf(rules, asked);
  if (found === undefined) {
    return "as it was";
  }
  const { request: now, by } = found;
  const url = now === undefined ? "not known" : `${now.path}?${now.query ?? ""}`;
  return [url, ...by.map(({ place }) => place)].join(" ");
}

const vague = 'cf.random_seed eq "a"';

describe("URL rewrites", () => {
  it("change the path, the query, or both", () => {
    expect(told([rule("true", { path: { value: "/x" } })])).to.equal("/x?b=1 rules[0]");
    expect(told([rule("true", { query: { value: "c=2" } })])).to.equal("/Shop/a.PNG?c=2 rules[0]");
    expect(told([rule("true", { query: { value: "" } })])).to.equal("/Shop/a.PNG? rules[0]");
    const both = { path: { expression: "lower(http.request.uri.path)" }, query: { value: "" } };
    expect(told([rule("true", both)])).to.equal("/shop/a.png? rules[0]");
  });

  it("leave the URL as it is where they do not apply, or make the same of it", () => {
    expect(told([])).to.equal("as it was");
    expect(told([rule("false", { path: { value: "/x" } })])).to.equal("as it was");
    expect(told([rule("true", { path: { value: "/x" } }, { enabled: false })])).to.equal(
      "as it was",
    );
    expect(told([rule("true", { path: { value: "/Shop/a.PNG" } })])).to.equal("as it was");
    expect(told([rule("true", { query: { value: "" } })], { ...request, query: "" })).to.equal(
      "as it was",
    );
    const { query: _query, ...bare } = request;
    expect(told([rule("true", { path: { value: "/x" } })], bare)).to.equal("/x? rules[0]");
  });

  it("see the URL that was asked for, and the last of them counts", () => {
    expect(
      told([
        rule("true", { path: { value: "/x" } }),
        rule('http.request.uri.path eq "/x"', { path: { value: "/y" } }),
        rule('ends_with(http.request.uri.path, ".PNG")', { query: { value: "z=1" } }),
      ]),
    ).to.equal("/x?z=1 rules[0] rules[2]");
    expect(
      told([rule("true", { path: { value: "/x" } }), rule("true", { path: { value: "/y" } })]),
    ).to.equal("/y?b=1 rules[0] rules[1]");
  });

  it("make what nobody knows of what they may change, and of nothing else", () => {
    expect(told([rule(vague, { path: { value: "/x" } })])).to.equal("not known rules[0]");
    expect(told([rule(vague, { query: { value: "z=1" } })])).to.equal("not known rules[0]");
    expect(told([rule(vague, { path: { value: "/Shop/a.PNG" } })])).to.equal("as it was");
    expect(
      told([rule(vague, { path: { value: "/x" } }), rule("true", { path: { value: "/y" } })]),
    ).to.equal("/y?b=1 rules[0] rules[1]");
    expect(told([rule("true", { path: { value: unknownValue } })])).to.equal("not known rules[0]");
    expect(told([rule("true", { path: { expression: "no(" } })])).to.equal("not known rules[0]");
    expect(told([rule("true", unknownValue)])).to.equal("not known rules[0]");
    expect(told([{ action: "other", expression: "true" }])).to.equal("not known rules[0]");
    expect(told(unknownValue)).to.equal("not known");
  });

  it("keep the URL that was asked for beside the new one", () => {
    const now = urlOf([rule("true", { path: { value: "/x" }, query: { value: "z=1" } })])?.request;
    const holds = (expression: string): string => {
      const parsed = parseFilter(expression);
      return now === undefined || "problem" in parsed ? "?" : evaluate(parsed.tree, now);
    };
    for (const expression of [
      'http.request.full_uri eq "https://www.example.com/x?z=1"',
      'http.request.uri.path.extension eq ""',
      'raw.http.request.full_uri eq "https://www.example.com/Shop/a.PNG?b=1"',
      'raw.http.request.uri eq "/Shop/a.PNG?b=1"',
      'raw.http.request.uri.path eq "/Shop/a.PNG"',
      'raw.http.request.uri.path.extension eq "png"',
      'raw.http.request.uri.query eq "b=1"',
    ]) {
      expect(holds(expression), expression).to.equal("yes");
    }
    const { query: _query, ...bare } = request;
    const plain = urlOf([rule("true", { path: { value: "/x.css" } })], { ...bare, path: "/" });
    const parsed = parseFilter(
      'raw.http.request.uri eq "/" and raw.http.request.uri.path.extension eq ""',
    );
    expect(
      "tree" in parsed && plain?.request !== undefined && evaluate(parsed.tree, plain.request),
    ).to.equal("yes");
  });

  it("are asked about by rules that name the URL", () => {
    const asks = (expression: string): boolean => {
      const [first] = allRules(new Inventory([ruleset(transform, [rule(expression, {})])]));
      return (first?.rules ?? []).some(asksUrl);
    };
    expect(asks('http.request.full_uri contains "a"')).to.equal(true);
    expect(asks('http.host eq "a" and http.request.uri.query eq "b"')).to.equal(true);
    expect(asks('http.host eq "a"')).to.equal(false);
    expect(asks('raw.http.request.uri.path eq "a"')).to.equal(false);
  });
});

describe("changes of headers", () => {
  const late = "http_request_late_transform";
  const changes = (rules: ModelValue, phase = late): string[] => [
    ...headerChanges(ruleset(phase, rules)).keys(),
  ];
  const headers = (entries: ModelValue, more: ModelObject = {}): ModelObject => ({
    ...{ action: "rewrite", expression: "true", actionParameters: { headers: entries } },
    ...more,
  });

  it("are what takes a header away, or changes one that is sent anyway", () => {
    const added = { "x-edge": { operation: "set", value: "1" } };
    expect(
      changes([
        headers(added),
        headers({ "x-edge": { operation: "add", value: "1" } }),
        headers({ "x-edge": { operation: "remove" } }),
        headers({ ...added, Cookie: { operation: "set", value: "a=1" } }),
        headers({ "user-agent": { operation: "add", value: "a" } }),
        headers({ cookie: { operation: "remove" } }, { enabled: false }),
      ]),
    ).to.deep.equal(["rules[2]", "rules[3]", "rules[4]"]);
  });

  it("may be what is not known", () => {
    expect(changes(unknownValue)).to.deep.equal(["rules"]);
    expect(
      changes([headers(unknownValue), headers({ a: unknownValue }), unknownValue]),
    ).to.deep.equal(["rules[0]", "rules[1]", "rules[2]"]);
    expect(
      changes([{ action: "rewrite", expression: "true", actionParameters: unknownValue }]),
    ).to.deep.equal(["rules[0]"]);
  });

  it("are none of other phases, and none of rules without headers", () => {
    const removes = headers({ cookie: { operation: "remove" } });
    expect(changes([removes], "http_response_headers_transform")).to.deep.equal([]);
    expect(changes(unknownValue, transform)).to.deep.equal([]);
    expect(changes([headers(undefined as unknown as ModelValue)])).to.deep.equal([]);
  });
});
