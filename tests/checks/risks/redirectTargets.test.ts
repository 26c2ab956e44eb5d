import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { pageRule, ruleset, rulesList, rulesListItem, zone } = modelTypes;

const example = same(zone, zoneId, { name: "example.com" });
const shortWww: Step = { ...www, old: { ...www.old, name: "www" } };
const blog: Step = {
  ...{ ...www, name: "blog", id: "r-blog" },
  old: { ...www.old, name: "blog.example.com", content: "203.0.113.20" },
};

const redirect = (expression: string, targetUrl: object): object => ({
  ...{ action: "redirect", expression, enabled: true },
  actionParameters: { fromValue: { statusCode: 301, targetUrl, preserveQueryString: true } },
});
const redirects = (...rules: readonly object[]): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase: "http_request_dynamic_redirect", rules },
});
const made = (...rules: readonly object[]): Step => comes(ruleset, "moves", redirects(...rules));

const normalization = same(modelTypes.urlNormalization, "paths", {
  ...{ zoneId, type: "cloudflare", scope: "incoming" },
});
const slashes = (path: string): object =>
  redirect('http.host eq "www.example.com" and raw.http.request.uri.path contains "//"', {
    expression: `concat("https://www.example.com", ${path})`,
  });

const item = (sourceUrl: string, targetUrl: string, more: object = {}): object => ({
  redirect: { sourceUrl, targetUrl, statusCode: 301, ...more },
});
const whole = { subpathMatching: true, preservePathSuffix: true };
const list = (...items: readonly object[]): object => ({
  ...{ accountId: "a", kind: "redirect", name: "moved", items },
});
const bulk = same(ruleset, "bulk", {
  ...{ accountId: "a", kind: "root", name: "bulk", phase: "http_request_redirect" },
  rules: [
    {
      ...{ action: "redirect", expression: "http.request.full_uri in $moved" },
      actionParameters: { fromList: { name: "moved", key: "http.request.full_uri" } },
    },
  ],
});
const careers = item("www.example.com/careers", "https://www.example.com/jobs");
const shop = item("www.example.com/shop", "https://www.example.com/shop/en", whole);
const forwards = (url: string): Step =>
  comes(pageRule, "old", {
    ...{ zoneId, target: "www.example.com/old/*", status: "active", priority: 1 },
    actions: { forwardingUrl: { url, statusCode: 301 } },
  });

const nowhere = ["medium redirect-leads-away www.example.com"];
const unknown = ["low redirect-leads-away www.example.com"];
const loop = ["high redirect-loop www.example.com"];

const plans: StrangersPlans = [
  [
    "an item of a list comes to lead to a name that its zone does not have",
    [
      ...[example, www, bulk],
      becomes(
        rulesList,
        "moved",
        list(careers),
        list(item("www.example.com/careers", "https://wwww.example.com/jobs")),
      ),
    ],
    nowhere,
  ],
  [
    "an item that led to such a name before stays beside a new one",
    [
      ...[example, www, bulk],
      becomes(
        rulesList,
        "moved",
        list(item("www.example.com/old", "https://wwww.example.com/jobs")),
        list(item("www.example.com/old", "https://wwww.example.com/jobs"), careers),
      ),
    ],
    [],
  ],
  [
    "a rule leads one page to a name that its zone does not have",
    [
      ...[example, www],
      made(redirect('http.request.uri.path eq "/old"', { value: "https://shpo.example.com/new" })),
    ],
    nowhere,
  ],
  [
    "a rule leads telephones to a name that its zone does not have",
    [
      ...[example, www],
      made(
        redirect('http.user_agent contains "Mobile"', {
          expression: 'concat("https://m.example.com", http.request.uri.path)',
        }),
      ),
    ],
    nowhere,
  ],
  [
    "a page rule leads old pages to a name that its zone does not have",
    [example, www, forwards("https://wwww.example.com/$1")],
    nowhere,
  ],
  [
    "a rule leads one page to a name of which the plan knows no zone",
    [
      www,
      made(redirect('http.request.uri.path eq "/old"', { value: "https://docs.example.com/" })),
    ],
    unknown,
  ],
  [
    "a rule leads one page to a name that the plan has",
    [
      ...[example, www, blog],
      made(redirect('http.request.uri.path eq "/old"', { value: "https://blog.example.com/" })),
    ],
    [],
  ],
  [
    "a rule leads one page to the site of somebody else",
    [
      ...[example, www],
      made(redirect('http.request.uri.path eq "/old"', { value: "https://blog.example.org/" })),
    ],
    [],
  ],
  [
    "calls of an API are led to another hostname, and pages are not",
    [
      ...[www, blog],
      made(
        redirect('http.host eq "www.example.com" and starts_with(http.request.uri.path, "/api/")', {
          expression: 'concat("https://blog.example.com", http.request.uri.path)',
        }),
      ),
    ],
    ["high redirect-takes-programs www.example.com"],
  ],
  [
    "a whole site moves, with the calls that a program may send it",
    [
      ...[www, blog],
      made(
        redirect('http.host eq "www.example.com"', {
          expression: 'concat("https://blog.example.com", http.request.uri.path)',
        }),
      ),
    ],
    [],
  ],
  [
    "an item matches what it leads to, beneath its own source",
    [www, bulk, becomes(rulesList, "moved", list(careers), list(careers, shop))],
    loop,
  ],
  [
    "the same where the record is named without its zone",
    [shortWww, bulk, becomes(rulesList, "moved", list(careers), list(careers, shop))],
    loop,
  ],
  [
    "the same item as a resource of its own",
    [
      ...[www, bulk, same(rulesList, "moved", list())],
      comes(rulesListItem, "shop", { accountId: "a", listId: "moved", ...shop }),
    ],
    loop,
  ],
  [
    "an item of one page alone leads beneath itself",
    [
      ...[www, bulk],
      becomes(
        rulesList,
        "moved",
        list(careers),
        list(careers, item("www.example.com/shop", "https://www.example.com/shop/en")),
      ),
    ],
    [],
  ],
  [
    "a page rule matches what it leads to, where the record is named without its zone",
    [shortWww, forwards("https://www.example.com/old/en/$1")],
    loop,
  ],
  [
    "a pattern of paths matches what the rule leads to",
    [
      www,
      made(
        redirect('http.request.uri.path matches "^/shop"', {
          value: "https://www.example.com/shop/en",
        }),
      ),
    ],
    loop,
  ],
  [
    "paths with two slashes are led to one, which the zone's normalization leaves of them",
    [www, normalization, made(slashes("http.request.uri.path"))],
    [],
  ],
  [
    "paths with two slashes are led to the path as it was sent",
    [www, normalization, made(slashes("raw.http.request.uri.path"))],
    loop,
  ],
];

describe("redirects of some pages in plans of strangers", () => {
  judgesAsExpected(plans);
});
