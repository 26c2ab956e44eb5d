import { expect } from "chai";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelResource, ModelValue } from "../../../model/graph/resources";
import { outcomeFor } from "../../../model/origin/listenerRules";
import { resource } from "../resource";

const listener = resource("listener", "https", { arn: "arn:https", defaultActions: [] });
const rule = (name: string, priority: ModelValue, ...conditions: ModelObject[]): ModelResource =>
  resource("listenerRule", name, { listenerArn: "arn:https", priority, conditions });
const host = (...values: ModelValue[]): ModelObject => ({ hostHeader: { values } });
const path = (...values: ModelValue[]): ModelObject => ({ pathPattern: { values } });

/** What takes requests for `www.example.com`: those that take some, then the one that takes the rest. */
function takers(...rules: readonly ModelResource[]): unknown {
  const { some, rest } = outcomeFor(
    new Inventory([listener, ...rules]),
    listener,
    "www.example.com",
  );
  return [...some.map((each) => each.resource.name), rest?.resource.name];
}

describe("which rule takes the requests for a hostname", () => {
  const cases: readonly (readonly [string, readonly ModelResource[], readonly unknown[]])[] = [
    ["the listener where there is none", [], ["https"]],
    ["one of the hostname", [rule("a", 1, host("WWW.example.com"))], ["a"]],
    ["one of a wildcard", [rule("a", 1, host("*.example.com"))], ["a"]],
    ["one of a character", [rule("a", 1, host("ww?.example.com"))], ["a"]],
    [
      "none of another host, whose dots are dots",
      [rule("a", 1, host("wwwXexample.com"))],
      ["https"],
    ],
    ["the first by priority", [rule("a", 20, host("www.*")), rule("b", 3, host("*"))], ["b"]],
    [
      "one of a path takes some",
      [rule("a", 1, path("/api/*")), rule("b", 2, host("*"))],
      ["a", "b"],
    ],
    ["one of every path takes all", [rule("a", 1, path("/*")), rule("b", 2, host("*"))], ["a"]],
    [
      "one of a host and a path takes some",
      [rule("a", 1, host("*.example.com"), path("/api/*"))],
      ["a", "https"],
    ],
    [
      "one of another host and every path takes none",
      [rule("a", 1, host("old.example.com"), path("/*"))],
      ["https"],
    ],
    [
      "one of a header takes some",
      [rule("a", 1, { httpHeader: { httpHeaderName: "X-Edge", values: ["s"] } })],
      ["a", "https"],
    ],
    ["one of a host among several", [rule("a", 1, host("old.example.com", "www.*"))], ["a"]],
    [
      "one of no condition that is known takes all, as of none",
      [rule("a", 1, unknownValue as unknown as ModelObject)],
      ["a"],
    ],
    [
      "nobody knows of conditions that are not known",
      [
        resource("listenerRule", "a", {
          ...{ listenerArn: "arn:https", priority: 1, conditions: unknownValue },
        }),
      ],
      [undefined],
    ],
    [
      "nobody knows of hosts of which no value is",
      [rule("a", 1, { hostHeader: { values: unknownValue } })],
      [undefined],
    ],
    [
      "nobody knows of expressions that are not known",
      [rule("a", 1, { hostHeader: { values: ["www.*"], regexValues: unknownValue } })],
      [undefined],
    ],
    [
      "one of a path that is not known takes some",
      [rule("a", 1, path(unknownValue)), rule("b", 2, host("*"))],
      ["a", "b"],
    ],
    ["nobody knows of a host that is not known", [rule("a", 1, host(unknownValue))], [undefined]],
    [
      "nobody knows of a regular expression",
      [rule("a", 1, { hostHeader: { regexValues: ["^www"] } })],
      [undefined],
    ],
    [
      "one without a priority comes last",
      [rule("a", unknownValue, host("*")), rule("b", 9, host("*"))],
      ["b"],
    ],
  ];
  for (const [title, rules, expected] of cases) {
    it(`is ${title}`, () => {
      expect(takers(...rules)).to.deep.equal(expected);
    });
  }

  it("reads long patterns in no time", () => {
    const slow = rule("a", 1, host(`${"*a".repeat(30)}b`));
    expect(takers(slow)).to.deep.equal(["https"]);
  });
});
