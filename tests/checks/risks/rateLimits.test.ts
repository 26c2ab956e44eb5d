import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, reviewSteps, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { ruleset } = modelTypes;

const perAddress = ["cf.colo.id", "ip.src"];
const limit = (
  requestsPerPeriod: number,
  characteristics: readonly string[] = perAddress,
  expression = "true",
  more: object = {},
): object => ({
  ...{ action: "block", expression, enabled: true },
  ratelimit: { characteristics, period: 10, requestsPerPeriod, mitigationTimeout: 60, ...more },
});
const inputs = (...rules: readonly object[]): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase: "http_ratelimit", rules },
});
const made = (...rules: readonly object[]): Step =>
  comes(ruleset, "limits", { ...inputs(...rules) });
const changed = (old: object, now: object): Step => ({
  ...{ op: "update", type: ruleset, name: "limits", id: "rs" },
  ...{ old: { ...inputs(old) }, new: { ...inputs(now) } },
});
const calls = 'starts_with(http.request.uri.path, "/api/")';
const second = 'starts_with(http.request.uri.path, "/v2/")';
const assets = 'starts_with(http.request.uri.path, "/assets/")';
const login = 'http.request.uri.path eq "/login"';
const sent = `${login} and http.request.method eq "POST"`;
const low = ["high rate-limit-low www.example.com"];
const maybeLow = ["medium rate-limit-low www.example.com"];

const plans: StrangersPlans = [
  ["a few requests for all visitors together", [www, made(limit(500, ["cf.colo.id"]))], low],
  ["some thousands for all visitors together", [www, made(limit(3_000, ["cf.colo.id"]))], maybeLow],
  [
    "a guard against floods, of all visitors together",
    [www, made(limit(7_000, ["cf.colo.id"]))],
    [],
  ],
  ["a limit for each country", [www, made(limit(500, ["cf.colo.id", "ip.src.country"]))], low],
  ["a limit for each network", [www, made(limit(500, ["cf.colo.id", "ip.src.asnum"]))], low],
  [
    "a limit for each fingerprint of browsers",
    [www, made(limit(500, ["cf.colo.id", "cf.bot_management.ja3_hash"]))],
    low,
  ],
  [
    "a limit for each name that browsers give themselves",
    [www, made(limit(500, ["cf.colo.id", 'http.request.headers["user-agent"]']))],
    low,
  ],
  [
    "a limit for each address and fingerprint",
    [www, made(limit(500, ["cf.colo.id", "ip.src", "cf.bot_management.ja4"]))],
    [],
  ],
  [
    "a limit for each visitor that becomes one for all of them, with the same number",
    [www, changed(limit(500), limit(500, ["cf.colo.id"]))],
    low,
  ],
  [
    "a limit for all visitors that becomes one for each of them, with the same number",
    [www, changed(limit(500, ["cf.colo.id"]), limit(500))],
    [],
  ],
  [
    "a few calls of an API for all of its clients together",
    [www, made(limit(10, ["cf.colo.id"], calls))],
    low,
  ],
  [
    "a limit of a path that becomes one for all visitors",
    [
      www,
      changed(
        limit(30, perAddress, 'starts_with(http.request.uri.path, "/v2/")'),
        limit(30, ["cf.colo.id"], 'starts_with(http.request.uri.path, "/v2/")'),
      ),
    ],
    low,
  ],
  [
    "a limit of sign-ins for all visitors together",
    [
      www,
      made(
        limit(
          5,
          ["cf.colo.id"],
          'http.request.uri.path eq "/login" and http.request.method eq "POST"',
        ),
      ),
    ],
    low,
  ],
  [
    "a limit of sign-ins for each address",
    [www, made(limit(5, perAddress, 'http.request.uri.path eq "/login"'))],
    [],
  ],
  ["fewer calls of an API than one page makes", [www, made(limit(3, perAddress, calls))], maybeLow],
  ["calls of an API for each address", [www, made(limit(20, perAddress, calls))], []],
  [
    "a limit of a sign-in that its page and its form fill",
    [www, made(limit(2, perAddress, 'http.request.uri.path eq "/login"'))],
    maybeLow,
  ],
  [
    "a limit of sent sign-ins that one who mistypes fills",
    [www, made(limit(1, perAddress, sent))],
    maybeLow,
  ],
  ["two sent sign-ins for each address", [www, made(limit(2, perAddress, sent))], []],
  [
    "a limit of failed sign-ins that comes to count each visit of the page",
    [
      www,
      changed(
        limit(4, perAddress, login, {
          countingExpression: `${login} and http.response.code eq 401`,
        }),
        limit(4, perAddress, login),
      ),
    ],
    maybeLow,
  ],
  [
    "fewer calls of GraphQL than one page makes",
    [www, made(limit(4, perAddress, 'http.request.uri.path eq "/graphql"'))],
    maybeLow,
  ],
  [
    "as many calls of GraphQL as pages make",
    [www, made(limit(60, perAddress, 'http.request.uri.path eq "/graphql"'))],
    [],
  ],
  ["fewer scripts than one page takes", [www, made(limit(10, perAddress, assets))], maybeLow],
  ["as many scripts as pages take", [www, made(limit(100, perAddress, assets))], []],
  [
    "a limit of a path that becomes a tenth",
    [www, changed(limit(100, perAddress, second), limit(10, perAddress, second))],
    maybeLow,
  ],
  [
    "a limit that comes to refuse for a day",
    [www, changed(limit(500), limit(500, perAddress, "true", { mitigationTimeout: 86_400 }))],
    ["low rate-limit-low www.example.com"],
  ],
  [
    "a limit that comes to refuse for ten minutes",
    [www, changed(limit(500), limit(500, perAddress, "true", { mitigationTimeout: 600 }))],
    [],
  ],
  [
    "a new limit that refuses for a day",
    [www, made(limit(500, perAddress, "true", { mitigationTimeout: 86_400 }))],
    [],
  ],
  [
    "a limit of sign-ins beside one of all requests",
    [
      www,
      becomes(
        ...([ruleset, "limits"] as const),
        inputs(limit(1_000)),
        inputs(limit(1_000), limit(10, perAddress, sent)),
      ),
    ],
    [],
  ],
  [
    "a limit of a path that becomes a half",
    [www, changed(limit(100, perAddress, second), limit(50, perAddress, second))],
    [],
  ],
];

describe("rate limits", () => {
  judgesAsExpected(plans);

  it("say whose requests are counted together", () => {
    const { risks } = reviewSteps([www, made(limit(500, ["cf.colo.id", "ip.src.country"]))]);
    expect(risks.map(({ consequence }) => bareText(consequence))).to.deep.equal([
      "From this change on visitors of www.example.com may together, as far as they are of one country, send 500 " +
        "requests in 10 seconds, by the rule rules[0] of limits; whoever sends more is answered with Error 429 (1015) for 60 seconds. " +
        "It counts the requests of all visitors of one country at a data center together, so a busy minute shuts everybody there out.",
    ]);
  });
});
