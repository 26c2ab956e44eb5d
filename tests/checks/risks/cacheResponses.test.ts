import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, reviewSteps, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { ruleset } = modelTypes;

const rulesetOf = (...rules: readonly object[]): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase: "http_response_cache_settings", rules },
});
const made = (...rules: readonly object[]): Step[] => [
  www,
  comes(ruleset, "kept", rulesetOf(...rules)),
];
const control = (expression: string, actionParameters: object, more: object = {}): object => ({
  ...{ action: "set_cache_control", expression, enabled: true, actionParameters, ...more },
});
const stripped = (expression: string): object => ({
  ...{ action: "set_cache_settings", expression, enabled: true },
  actionParameters: { stripEtags: true, stripSetCookie: true },
});
const set = (value: number): object => ({ operation: "set", value });
const privately = control("true", { private: { operation: "set" } });
const stale = control('http.host eq "www.example.com"', {
  staleIfError: set(86_400),
  staleWhileRevalidate: set(60),
});

/** What rules about answers do, and what of it no plan decides. */
const plans: StrangersPlans = [
  [
    "lets answers be served that have expired, as the hint of stale-if-error-missing says",
    made(stale),
    [],
  ],
  [
    "takes cookies and ETags from scripts",
    made(stripped('http.request.uri.path.extension eq "js"')),
    [],
  ],
  [
    "takes cookies from pages too, by which visitors are signed in",
    made(stale, stripped('not starts_with(http.request.uri.path, "/account")')),
    [],
    ["kept: rules[1]"],
  ],
  [
    "labels answers of an API",
    made({
      ...{ action: "set_cache_tags", expression: 'starts_with(http.request.uri.path, "/api/")' },
      actionParameters: { operation: "set", values: ["api"] },
    }),
    [],
  ],
  [
    "keeps for a day what answers 200",
    made(control("http.response.code eq 200", { sMaxage: set(86_400) })),
    [],
    ["kept: rules[0]"],
  ],
  ["keeps nothing", made(control("true", { sMaxage: set(0), noStore: { operation: "set" } })), []],
  [
    "keeps for everybody what the origin keeps for one",
    made(control("true", { private: { operation: "remove" } })),
    [],
    ["kept: rules[0]"],
  ],
  [
    "would do so if it were switched on",
    made(control("true", { public: { operation: "set" } }, { enabled: false })),
    [],
  ],
  [
    "is about a hostname that nobody asks here",
    made(control('http.host eq "cdn.example.com"', { maxAge: set(60) })),
    [],
  ],
];

describe("a rule about how answers are kept", () => {
  judgesAsExpected(plans);

  const unjudged = (step: Step) =>
    reviewSteps([www, step]).notJudged.map(
      ({ change, properties }) => `${change.name}: ${properties.join(", ")}`,
    );

  it("is said not to be judged where it goes and kept answers from everybody", () => {
    expect(unjudged(goes(ruleset, "kept", rulesetOf(privately)))).to.deep.equal(["kept: rules"]);
    expect(unjudged(goes(ruleset, "kept", rulesetOf(stale)))).to.deep.equal([]);
    const without = becomes(ruleset, "kept", rulesetOf(privately, stale), rulesetOf(stale));
    expect(unjudged(without)).to.deep.equal(["kept: rules"]);
  });

  it("is judged where it only moves", () => {
    const loose = control("true", { maxAge: set(60) });
    const moved = becomes(ruleset, "kept", rulesetOf(loose, stale), rulesetOf(stale, loose));
    expect(unjudged(moved)).to.deep.equal([]);
  });
});
