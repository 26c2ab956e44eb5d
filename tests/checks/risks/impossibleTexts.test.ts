import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, reviewSteps, type Step } from "../report/plans";
import { firewall, named, phase } from "./edgeRulesets";
import { judgesAsExpected, www } from "./strangersPlans";

const blocks = "edge-rule-blocks www.example.com";
const rules = (...expressions: readonly string[]): object =>
  phase(
    "http_request_firewall_custom",
    ...expressions.map((expression) => ({ action: "block", expression })),
  );
const turns = (old: string, now: string): Step =>
  becomes(modelTypes.ruleset, "rules", rules(old), rules(now));
const outside = (country: string, field = "ip.src.country"): string =>
  `not ${field} in {${country}}`;

describe("texts of expressions that no request has", () => {
  judgesAsExpected([
    [
      "a country that is none, alone among the exceptions",
      [www, firewall("block", outside('"UK"'))],
      [`high ${blocks}`],
    ],
    [
      "a country in lower case",
      [www, firewall("block", 'ip.geoip.country ne "gb"')],
      [`high ${blocks}`],
    ],
    [
      "a country that is none, among some",
      [www, firewall("block", outside('"US" "UK"'))],
      [`high ${blocks}`],
      ["rules: rules[0]"],
    ],
    [
      "one that comes beside others",
      [www, turns(outside('"US"'), outside('"US" "UK"'))],
      [],
      ["rules: rules[0]"],
    ],
    ["one that stood", [www, turns(outside('"US" "UK"'), outside('"US" "UK" "DE"'))], []],
    [
      "one in place of the right one",
      [www, turns(outside('"GB"'), outside('"UK"'))],
      [`high ${blocks}`],
    ],
    ["the right one in place of it", [www, turns(outside('"UK"'), outside('"GB"'))], []],
    [
      "a country that is none, at a path",
      [www, firewall("block", `http.request.uri.path eq "/shop" and ${outside('"UK" "US"')}`)],
      [`high ${blocks}`],
    ],
    [
      "a challenge for all but it",
      [www, firewall("managed_challenge", outside('"UK"'))],
      ["medium edge-rule-challenges www.example.com"],
    ],
    ["a rule against it", [www, firewall("block", 'ip.src.country in {"UK" "KP"}')], []],
    ["a rule against nobody", [www, firewall("block", 'http.request.method eq "post"')], []],
    [
      "all but a hostname in capitals",
      [
        www,
        named("shop"),
        firewall("block", 'not http.host in {"WWW.example.com" "SHOP.example.com"}'),
      ],
      ["high edge-rule-blocks shop.example.com, www.example.com"],
    ],
  ]);

  it("are named, with what is meant", () => {
    const { risks, findings } = reviewSteps([www, firewall("block", outside('"UK" "US"'))]);
    expect(bareText(risks[0]?.consequence ?? [])).to.equal(
      'From this change on www.example.com answers visitors of GB with Error 403, by the rule rules[0] of rules, which means to let them pass. It asks for what is never met: no request has "UK" there, for values of ip.src.country are the two capital letters of ISO 3166-1, in which GB is the United Kingdom, such as "GB".',
    );
    expect(findings.map(({ id, severity }) => `${severity} ${id}`)).to.deep.equal([
      "low rule-never-applies",
    ]);
  });
});
