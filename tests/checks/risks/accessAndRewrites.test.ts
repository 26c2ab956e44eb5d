import { modelTypes } from "../../../model/graph/resourceTypes";
import { urnOf, type Step } from "../report/plans";
import { judgesAsExpected, type StrangersPlans } from "./strangersPlans";

const zoneId = "f".repeat(32);
const accountId = "a".repeat(32);
const { accessApplication, accessPolicy, ruleset, snippetRules } = modelTypes;
const www: Step = {
  ...{ op: "same", type: "record", name: "www", id: "r-www" },
  old: {
    ...{ zoneId, name: "www.example.com", type: "A" },
    ...{ content: "203.0.113.10", proxied: true, ttl: 1 },
  },
};
const rulesetOf = (phase: string, rules: readonly object[]): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase, rules },
});
const firewall = "http_request_firewall_custom";
const transform = "http_request_transform";
const late = "http_request_late_transform";

/** A resource that comes, or becomes another one where it was there. */
function step(type: string, name: string, now: object, old?: object): Step {
  return old === undefined
    ? { op: "create", type, name, new: now }
    : { op: "update", type, name, id: name, old, new: now };
}

const block = (expression: string): object => ({ action: "block", expression, enabled: true });
const rewrite = (expression: string, path: object): object => ({
  ...{ action: "rewrite", expression, enabled: true, actionParameters: { uri: { path } } },
});
const withQuery = (query: object, expression: string): object => ({
  ...{ action: "rewrite", expression, enabled: true, actionParameters: { uri: { query } } },
});
const headers = (name: string, entry: object): object => ({
  ...{ action: "rewrite", expression: "true", actionParameters: { headers: { [name]: entry } } },
});
const customRules = (...rules: readonly object[]): object => ({
  ...{ accountId, kind: "custom", name: "shared", phase: firewall, rules },
});
const executing = (id: string, expression = "true"): object =>
  rulesetOf(firewall, [{ action: "execute", expression, actionParameters: { id } }]);
const shared = (...rules: readonly object[]): Step => ({
  ...{ op: "same", type: ruleset, name: "shared", id: "shared", old: customRules(...rules) },
});
const staff = { decision: "allow", includes: [{ emailDomain: { domain: "example.com" } }] };
const everybody = { decision: "bypass", includes: [{ everyone: {} }] };
const application = (domain: string, ...policies: readonly object[]): object => ({
  ...{ accountId, type: "self_hosted", name: "site", domain, policies },
});
const snippets = (...expressions: readonly string[]): object => ({
  zoneId,
  rules: expressions.map((expression) => ({ expression, snippetName: "ab_test", enabled: true })),
});

/** Plans as strangers write them: the change, what must be said, and what nobody can judge. */
const plans: StrangersPlans = [
  [
    "a login before a site that visitors use",
    [step(accessApplication, "site", application("www.example.com", staff))],
    ["high access-login www.example.com"],
  ],
  [
    "an application without a policy before a site",
    [step(accessApplication, "site", application("www.example.com"))],
    ["high access-login www.example.com"],
  ],
  [
    "a login before the administration",
    [step(accessApplication, "admin", application("www.example.com/wp-admin", staff))],
    [],
  ],
  [
    "a login before a hostname of another zone",
    [step(accessApplication, "wiki", application("wiki.example.org", staff))],
    [],
  ],
  [
    "a policy that let everybody pass and now asks who they are",
    [
      step(accessPolicy, "site", { accountId, ...staff }, { accountId, ...everybody }),
      {
        ...{ op: "same", type: accessApplication, name: "app", id: "app" },
        old: { ...application("www.example.com"), policies: [{ id: "site" }] },
      },
    ],
    ["high access-login www.example.com"],
    ["site: decision, includes"],
  ],
  [
    "others who may log in",
    [
      step(
        accessApplication,
        "site",
        application("www.example.com", { ...staff, includes: [{ email: { email: "a@b.c" } }] }),
        application("www.example.com", staff),
      ),
    ],
    [],
    ["site: policies"],
  ],
  [
    "a snippet for every request",
    [step(snippetRules, "snippets", snippets("true"))],
    [],
    ["snippets: rules[0]"],
  ],
  [
    "a snippet for one path that nobody asks every day",
    [step(snippetRules, "snippets", snippets('http.request.uri.path eq "/promo"'))],
    [],
  ],
  [
    "a snippet that goes on to run for fewer",
    [
      step(
        snippetRules,
        "snippets",
        snippets('http.request.uri.path eq "/promo"'),
        snippets("true"),
      ),
    ],
    [],
    ["snippets: rules"],
  ],
  [
    "an executed ruleset that comes to block all",
    [
      { op: "same", type: ruleset, name: "waf", id: "waf", old: executing("shared") },
      step(
        ruleset,
        "shared",
        customRules(block("true")),
        customRules(block("ip.src in {198.51.100.7}")),
      ),
    ].map((each) => (each.name === "shared" ? { ...each, id: "shared" } : each)),
    ["high edge-rule-blocks www.example.com"],
  ],
  [
    "a rule that comes to execute a ruleset that blocks all",
    [shared(block("true")), step(ruleset, "waf", executing("shared"))],
    ["high edge-rule-blocks www.example.com"],
  ],
  [
    "a rule that executes a ruleset that is not made yet",
    [
      step(ruleset, "shared", customRules(block("true"))),
      {
        ...step(ruleset, "waf", executing("04da6b54-80e4-46f7-96ec-b56ff0331ba9")),
        from: { rules: [urnOf(ruleset, "shared")] },
      },
    ],
    ["high edge-rule-blocks www.example.com"],
  ],
  [
    "a shared ruleset against scanners, for this hostname",
    [
      shared(block('http.request.uri.path contains "/.env"')),
      step(ruleset, "waf", executing("shared", 'http.host eq "www.example.com"')),
    ],
    [],
  ],
  [
    "a ruleset of the account that other stacks may execute",
    [step(ruleset, "shared", customRules(block("true")))],
    [],
    ["shared: rules"],
  ],
  [
    "a managed ruleset that a custom rule executes",
    [step(ruleset, "waf", executing("efb7b8c949ac4650a09736fc376e9aee"))],
    [],
    ["waf: rules[0]"],
  ],
  [
    "a rewrite that leads everything to one path",
    [step(ruleset, "urls", rulesetOf(transform, [rewrite("true", { value: "/index.html" })]))],
    ["high url-rewrite-to-one-path www.example.com"],
    ["urls: rules[0]"],
  ],
  [
    "a query that is taken away from every page",
    [step(ruleset, "urls", rulesetOf(transform, [withQuery({ value: "" }, "true")]))],
    ["medium url-rewrite-changed www.example.com"],
    ["urls: rules[0]"],
  ],
  [
    "a query that is taken away from one page that nobody asks every day",
    [
      step(
        ruleset,
        "urls",
        rulesetOf(transform, [withQuery({ value: "" }, 'http.request.uri.path eq "/promo"')]),
      ),
    ],
    [],
  ],
  [
    "a rewrite of a folder that nobody asks every day",
    [
      step(
        ruleset,
        "urls",
        rulesetOf(transform, [
          rewrite('starts_with(http.request.uri.path, "/old/")', {
            expression: 'regex_replace(http.request.uri.path, "^/old/", "/new/")',
          }),
        ]),
      ),
    ],
    [],
  ],
  [
    "a rewrite of pages to others",
    [
      step(
        ruleset,
        "urls",
        rulesetOf(transform, [
          rewrite("true", { expression: 'concat("/shop", http.request.uri.path)' }),
        ]),
      ),
    ],
    [],
    ["urls: rules[0]"],
  ],
  [
    "a header more for the origin",
    [
      step(
        ruleset,
        "headers",
        rulesetOf(late, [headers("X-Edge", { operation: "set", value: "1" })]),
      ),
    ],
    [],
  ],
  [
    "cookies taken away",
    [step(ruleset, "headers", rulesetOf(late, [headers("Cookie", { operation: "remove" })]))],
    ["high request-header-changed www.example.com"],
    ["headers: rules[0]"],
  ],
];

describe("Access, snippets, shared rulesets and rewrites in plans of strangers", () => {
  judgesAsExpected(plans.map(([name, steps, ...said]) => [name, [www, ...steps], ...said]));
});
