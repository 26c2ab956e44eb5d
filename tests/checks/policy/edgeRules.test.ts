import { type ModelObject } from "../../../model/graph/resources";
import { itTells, type Shop } from "./shop";

const zoneId = "f".repeat(32);

/** The shop with a ruleset in a phase where it has none. */
const withRules = (shop: Shop, phase: string, rules: readonly ModelObject[]): Shop =>
  shop.add("ruleset", "edge", { zoneId, kind: "zone", phase, rules });
const firewall = "http_request_firewall_custom";
const limits = "http_ratelimit";

const block = (expression: string, more: ModelObject = {}): ModelObject => ({
  ...{ action: "block", expression, enabled: true },
  ...more,
});
const limit = (
  expression: string,
  requestsPerPeriod: number,
  more: ModelObject = {},
): ModelObject =>
  block(expression, {
    ratelimit: { characteristics: ["ip.src", "cf.colo.id"], period: 60, requestsPerPeriod },
    ...more,
  });
const pageRule = (status: string): ModelObject => ({
  ...{ zoneId, target: "www.example.com/*", status, actions: { cacheLevel: "bypass" } },
});

const never = (place: string, why: string): string =>
  `rule-never-applies: edge.${place} must apply to some request; got none, since ${why}`;

describe("policy: rules of the edge", () => {
  itTells([
    {
      title: "finds rules behind one that answers everything, and says nothing of that one",
      plan: (shop) =>
        withRules(shop, firewall, [
          block('http.request.uri.path eq "/a"'),
          block("true"),
          block('http.request.uri.path eq "/b"'),
        ]),
      told: [never("rules[2]", "rules[1] answers every request before it")],
    },
    {
      title: "finds a rule with the expression of an earlier one that answers",
      plan: (shop) =>
        withRules(shop, firewall, [
          block('http.request.uri.path eq "/a"'),
          block(' http.request.uri.path eq "/a" ', { action: "managed_challenge" }),
        ]),
      told: [never("rules[1]", "rules[0] has the same expression and answers before it")],
    },
    {
      title: "finds an expression that is never true",
      plan: (shop) => withRules(shop, firewall, [block("false")]),
      told: [never("rules[0]", "its expression is never true")],
    },
    {
      title: "finds a header with capitals, also within functions",
      plan: (shop) =>
        withRules(shop, firewall, [
          block('any(http.request.headers["X-Token"][*] eq "a")'),
          block('any(lower(http.request.headers["X-Mode"][*])[*] eq "a")'),
          block('any(http.request.headers["x-token"][*] eq "a")'),
        ]),
      told: [
        'rule-never-applies: edge.rules[0].expression must name headers in lower case; got "X-Token"',
        'rule-never-applies: edge.rules[1].expression must name headers in lower case; got "X-Mode"',
      ],
    },
    {
      title: "says nothing of rules that are off, log, skip, challenge or cannot be read",
      plan: (shop) =>
        withRules(shop, firewall, [
          block("true", { enabled: false }),
          block("true", { action: "log" }),
          block("true", { action: "managed_challenge" }),
          block('http.host eq "a"', { action: "skip", actionParameters: { ruleset: "current" } }),
          block('http.host eq "a"'),
          block("false", { enabled: false }),
          block("http.host eq"),
        ]),
      told: [],
    },
    {
      title: "finds a limit below what monitors ask, of the hostname's own path",
      plan: (shop) => withRules(shop, limits, [limit("true", 5)]),
      told: [
        "rate-limit-counts-monitors: edge.rules[0].ratelimit.requestsPerPeriod must allow 12 requests a minute, since it counts monitors of www.example.com; got 5 a minute",
      ],
    },
    {
      title: "says nothing of limits that leave monitors out, are high enough or only log",
      plan: (shop) =>
        withRules(shop, limits, [
          limit('http.request.uri.path eq "/login"', 3),
          limit('not http.user_agent contains "UptimeRobot"', 3),
          limit("true", 100),
          limit("true", 1, { action: "log" }),
        ]),
      told: [],
    },
    {
      title: "finds page rules that are on",
      plan: (shop) =>
        shop
          .add("pageRule", "old", pageRule("active"))
          .add("pageRule", "off", pageRule("disabled")),
      told: ['page-rule-in-use: old.status must be "disabled"; got "active"'],
    },
  ]);
});
