import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { ruleset, rulesList, rulesListItem, snippetRules, tunnelConfig } = modelTypes;

const rule = (host: string): object => ({
  ...{ enabled: true, expression: `http.host eq "${host}"`, snippetName: "page" },
});
const snippets = (host: string): object => ({ zoneId, rules: [rule(host)] });
const status = same(snippetRules, "status", snippets("status.example.com"));
const experiment = comes(snippetRules, "experiment", snippets("www.example.com"));
const nowhere: Step = same("record", "status", {
  ...{ ...www.old, name: "status.example.com", content: "192.0.2.1" },
});
const config = (hostname: string): object => ({
  ...{ accountId: "a", tunnelId: "t" },
  config: { ingresses: [{ hostname, service: "http://app:80" }, { service: "http_status:404" }] },
});
const tunnelled = same("record", "app", {
  ...{ ...www.old, name: "app.example.com", type: "CNAME", content: "t.cfargotunnel.com" },
});

const partners = (...ips: readonly string[]): object => ({
  ...{ accountId: "a", name: "partners", kind: "ip" },
  ...(ips.length === 0 ? {} : { items: ips.map((ip) => ({ ip })) }),
});
const acme = same(rulesListItem, "acme", {
  accountId: "a",
  listId: "partners",
  ip: "203.0.113.80",
});
const partnersAlone = same(ruleset, "firewall", {
  ...{ zoneId, kind: "zone", name: "firewall", phase: "http_request_firewall_custom" },
  rules: [
    {
      ...{ action: "block", enabled: true },
      expression: 'http.host eq "www.example.com" and not ip.src in $partners',
    },
  ],
});
const moved = (...sources: readonly string[]): object => ({
  ...{ accountId: "a", name: "moved", kind: "redirect" },
  ...(sources.length === 0 ? {} : { items: sources.map((sourceUrl) => movedTo(sourceUrl)) }),
});
const movedTo = (sourceUrl: string): object => ({
  redirect: { sourceUrl, targetUrl: "https://www.example.com/", subpathMatching: true },
});
const bulk = same(ruleset, "bulk", {
  ...{ accountId: "a", kind: "root", name: "bulk", phase: "http_request_redirect" },
  rules: [
    {
      ...{ action: "redirect", expression: "http.request.full_uri in $moved", enabled: true },
      actionParameters: { fromList: { name: "moved", key: "http.request.full_uri" } },
    },
  ],
});

/** Resources that each write a whole list, of which there is one. */
const plans: StrangersPlans = [
  [
    "snippet rules of a second owner, while the first's answer where no origin is",
    [www, nowhere, status, experiment],
    ["high list-overwritten status.example.com"],
    ["experiment: rules[0]"],
  ],
  [
    "snippet rules of a second owner before an origin",
    [www, same(snippetRules, "status", snippets("www.example.com")), experiment],
    ["medium list-overwritten www.example.com"],
    ["experiment: rules[0]"],
  ],
  [
    "a snippet that is switched off where no origin is",
    [
      ...[www, nowhere],
      becomes(snippetRules, "status", snippets("status.example.com"), {
        zoneId,
        rules: [{ ...rule("status.example.com"), enabled: false }],
      }),
    ],
    ["high edge-service-lost status.example.com"],
    ["status: rules"],
  ],
  [
    "a snippet that is switched off before an origin",
    [
      www,
      becomes(snippetRules, "status", snippets("www.example.com"), {
        zoneId,
        rules: [{ ...rule("www.example.com"), enabled: false }],
      }),
    ],
    [],
    ["status: rules"],
  ],
  [
    "snippet rules that change their owner, who does not have the first one's",
    [www, nowhere, goes(snippetRules, "status", snippets("status.example.com")), experiment],
    ["high edge-service-lost status.example.com"],
    ["status: ", "experiment: rules[0]"],
  ],
  [
    "a second configuration of a tunnel",
    [
      tunnelled,
      same(tunnelConfig, "first", config("app.example.com")),
      comes(tunnelConfig, "second", config("other.example.com")),
    ],
    ["high list-overwritten app.example.com", "medium tunnel-hostname-lost app.example.com"],
  ],
  [
    "a list of addresses that comes to write its items, beside an item of its own",
    [
      www,
      partnersAlone,
      acme,
      becomes(rulesList, "partners", partners(), partners("198.51.100.7")),
    ],
    ["medium list-overwritten www.example.com"],
  ],
  [
    "a list that comes to hold what was an item of its own",
    [
      ...[www, partnersAlone, acme],
      becomes(rulesList, "partners", partners(), partners("198.51.100.7", "203.0.113.80")),
    ],
    [],
  ],
  [
    "a list whose description changes, beside an item of its own",
    [
      ...[www, partnersAlone, acme],
      becomes(rulesList, "partners", partners(), { ...partners(), description: "partners" }),
    ],
    [],
  ],
  [
    "a list of redirects that comes to write its items, beside one of a name without an origin",
    [
      ...[www, nowhere, bulk],
      same(rulesListItem, "status", {
        ...movedTo("status.example.com/"),
        accountId: "a",
        listId: "moved",
      }),
      becomes(rulesList, "moved", moved(), moved("www.example.com/old")),
    ],
    ["high list-overwritten status.example.com"],
  ],
];

describe("lists of which each resource writes the whole", () => {
  judgesAsExpected(plans);
});
