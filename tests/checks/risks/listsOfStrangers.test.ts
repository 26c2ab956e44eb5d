import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, same, type Step } from "../report/plans";
import { judgesAsExpected, type StrangersPlans } from "./strangersPlans";

const zoneId = "f".repeat(32);
const accountId = "a".repeat(32);
const { ruleset, rulesList, rulesListItem, waitingRoom } = modelTypes;

const proxied = (name: string, content = "203.0.113.10"): Step => ({
  ...{ op: "same", type: "record", name, id: `r-${name}` },
  old: { zoneId, name, type: "A", content, proxied: true, ttl: 1 },
});
const www = proxied("www.example.com");
/** A name of which every request is redirected. */
const parked = proxied("old.example.com", "192.0.2.1");

type Pair = readonly [from: string, to: string, more?: object];
const redirect = ([sourceUrl, targetUrl, more = {}]: Pair): object => ({
  ...{ sourceUrl, targetUrl, statusCode: 301 },
  ...more,
});
const list = (name: string, ...pairs: readonly Pair[]): object => ({
  ...{ accountId, name, kind: "redirect" },
  items: pairs.map((pair) => ({ redirect: redirect(pair) })),
});
const hostnames = (...names: readonly string[]): object => ({
  ...{ accountId, name: "retired", kind: "hostname" },
  items: names.map((urlHostname) => ({ hostname: { urlHostname } })),
});
const apex = (targetUrl: object): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase: "http_request_dynamic_redirect" },
  rules: [
    {
      ...{ action: "redirect", expression: 'http.host eq "example.com"', enabled: true },
      actionParameters: { fromValue: { statusCode: 301, preserveQueryString: true, targetUrl } },
    },
  ],
});
const bulk = (name: string, more: object = {}): object => ({
  ...{ accountId, kind: "root", name: "bulk", phase: "http_request_redirect" },
  rules: [
    {
      ...{ action: "redirect", expression: `http.request.full_uri in $${name}`, enabled: true },
      actionParameters: { fromList: { name, key: "http.request.full_uri" } },
      ...more,
    },
  ],
});
const all = { subpathMatching: true, preservePathSuffix: true };
const everything: Pair = ["old.example.com/", "https://www.example.com/", all];
const page: Pair = ["a.example/", "https://b.example/"];
const room = (more: object): object => ({
  ...{ zoneId, name: "shop", host: "www.example.com", path: "/", queueAll: false },
  ...{ newUsersPerMinute: 600, totalActiveUsers: 1_000, ...more },
});

/** Programs of strangers about lists and waiting rooms: the steps, what must be said, and what nobody can judge. */
const plans: StrangersPlans = [
  [
    "a list that a rule still names is deleted before it is made anew",
    [
      ...[www, same(ruleset, "bulk", bulk("moved"))],
      {
        ...{ op: "replace", type: rulesList, name: "moved", id: "moved", pendingReplacement: true },
        ...{ old: list("moved", page), new: { ...list("moved", page), kind: "ip", items: [] } },
        replaceReasons: ["kind"],
      },
    ],
    ["medium object-in-use moved"],
  ],
  [
    "the last redirect of a parked name goes",
    [
      ...[www, parked, same(ruleset, "bulk", bulk("moved"))],
      becomes(
        rulesList,
        "moved",
        list("moved", everything),
        list("moved", ["a.example/", "https://b.example/"]),
      ),
    ],
    ["high redirect-lost old.example.com"],
  ],
  [
    "the last redirect of a parked name goes, which named its scheme",
    [
      ...[www, parked, same(ruleset, "bulk", bulk("moved"))],
      becomes(
        rulesList,
        "moved",
        list("moved", ["https://old.example.com/", "https://www.example.com/", all]),
        list("moved", ["a.example/", "https://b.example/"]),
      ),
    ],
    ["high redirect-lost old.example.com"],
  ],
  [
    "the last redirect of a parked name goes, beside a name that comes before it",
    [
      ...[proxied("api.example.com"), www, parked, same(ruleset, "bulk", bulk("moved"))],
      becomes(
        rulesList,
        "moved",
        list("moved", everything, ["c.example.com/", "https://www.example.com/"]),
        list("moved", ["c.example.com/", "https://www.example.com/"]),
      ),
    ],
    ["high redirect-lost old.example.com"],
  ],
  [
    "a list that comes to redirect the first of several names, and no other",
    [
      ...[proxied("api.example.com"), www, same(ruleset, "bulk", bulk("moved"))],
      becomes(
        rulesList,
        "moved",
        list("moved", ["b.example.com/", "https://c.example/"]),
        list(
          "moved",
          ["b.example.com/", "https://c.example/"],
          ["api.example.com/", "https://c.example/", all],
        ),
      ),
    ],
    ["high redirect-takes-programs api.example.com"],
  ],
  [
    "the redirect of a parked name gives way to a Worker",
    [
      ...[www, parked, same(ruleset, "bulk", bulk("moved"))],
      comes(modelTypes.workersRoute, "old", {
        zoneId,
        pattern: "old.example.com/*",
        script: "old",
      }),
      becomes(rulesList, "moved", list("moved", everything, page), list("moved", page)),
    ],
    ["medium worker-takes old.example.com"],
  ],
  [
    "the redirect of a name that has an origin of its own goes",
    [
      ...[www, proxied("old.example.com", "203.0.113.9"), same(ruleset, "bulk", bulk("moved"))],
      becomes(rulesList, "moved", list("moved", everything, page), list("moved", page)),
    ],
    ["medium redirect-lost old.example.com"],
  ],
  [
    "the redirect of a name that has the same origin goes",
    [
      ...[www, proxied("old.example.com"), same(ruleset, "bulk", bulk("moved"))],
      becomes(rulesList, "moved", list("moved", everything, page), list("moved", page)),
    ],
    [],
  ],
  [
    "a redirect that took the path along, and leads every page to the home page",
    [
      ...[proxied("example.com"), www],
      becomes(
        ruleset,
        "redirects",
        apex({ expression: 'concat("https://www.example.com", http.request.uri.path)' }),
        apex({ value: "https://www.example.com/" }),
      ),
    ],
    ["medium redirect-leads-away example.com"],
  ],
  [
    "a redirect that led every page to the home page, and leads them elsewhere",
    [
      ...[proxied("example.com"), www],
      becomes(
        ruleset,
        "redirects",
        apex({ value: "https://www.example.com/" }),
        apex({ value: "https://www.example.com/welcome" }),
      ),
    ],
    [],
  ],
  [
    "a name for programs joins a list of hostnames that are redirected",
    [
      ...[proxied("api.example.com"), www],
      same(ruleset, "redirects", {
        ...{ zoneId, kind: "zone", name: "default", phase: "http_request_dynamic_redirect" },
        rules: [
          {
            ...{ action: "redirect", expression: "http.host in $retired", enabled: true },
            actionParameters: {
              fromValue: { statusCode: 301, targetUrl: { value: "https://www.example.com/" } },
            },
          },
        ],
      }),
      becomes(
        rulesList,
        "retired",
        hostnames("old.example.com"),
        hostnames("old.example.com", "api.example.com"),
      ),
    ],
    ["high redirect-takes-programs api.example.com"],
  ],
  [
    "the redirect of a parked name stays, and that of a name with an origin goes, by its scheme",
    [
      ...[www, parked, same(ruleset, "bulk", bulk("moved"))],
      becomes(
        rulesList,
        "moved",
        list("moved", everything, ["https://www.example.com/a", "https://b.example/"]),
        list("moved", everything),
      ),
    ],
    [],
  ],
  [
    "the rule that redirects from a list is switched off",
    [
      ...[www, parked, same(rulesList, "moved", list("moved", everything))],
      becomes(ruleset, "bulk", bulk("moved"), bulk("moved", { enabled: false })),
    ],
    ["high redirect-lost old.example.com"],
  ],
  [
    "a redirect of the whole zone takes www along, and leads there",
    [
      ...[www, comes(ruleset, "made", bulk("moved"))],
      comes(
        rulesList,
        "moved",
        list("moved", [
          "example.com/",
          "https://www.example.com/",
          { ...all, includeSubdomains: true },
        ]),
      ),
    ],
    ["high redirect-loop www.example.com"],
  ],
  [
    "a single item leads a page to itself by another scheme",
    [
      ...[www, same(ruleset, "bulk", bulk("moved")), same(rulesList, "moved", list("moved"))],
      comes(rulesListItem, "made", {
        ...{ accountId, listId: "moved" },
        redirect: redirect(["www.example.com/", "http://www.example.com/"]),
      }),
    ],
    ["high redirect-loop www.example.com"],
  ],
  [
    "a waiting room comes that lets everybody wait",
    [www, comes(waitingRoom, "made", room({ queueAll: true }))],
    ["high waiting-room-holds www.example.com"],
    ["made: newUsersPerMinute, totalActiveUsers"],
  ],
  [
    "a page that moved joins the list",
    [
      ...[www, same(ruleset, "bulk", bulk("moved"))],
      becomes(
        rulesList,
        "moved",
        list("moved", ["www.example.com/a", "https://www.example.com/b"]),
        list(
          "moved",
          ["www.example.com/a", "https://www.example.com/b"],
          ["www.example.com/c", "https://www.example.com/d", { statusCode: 308 }],
        ),
      ),
    ],
    [],
  ],
  [
    "a parked name gets its redirect",
    [
      ...[www, parked, comes(ruleset, "made", bulk("moved"))],
      comes(rulesList, "moved", list("moved", everything)),
    ],
    [],
  ],
  [
    "a waiting room opens wider, with another page",
    [
      www,
      becomes(
        waitingRoom,
        "room",
        room({}),
        room({ customPageHtml: "<p>{{waitTime}}</p>", description: "sale" }),
      ),
    ],
    [],
  ],
  [
    "a waiting room that lets everybody wait is suspended",
    [
      www,
      becomes(
        waitingRoom,
        "room",
        room({ queueAll: true }),
        room({ queueAll: true, suspended: true }),
      ),
    ],
    [],
  ],
  [
    "a waiting room before the checkout goes",
    [
      www,
      {
        ...{ op: "delete", type: waitingRoom, name: "room", id: "room" },
        old: room({ path: "/checkout", queueAll: true }),
      },
    ],
    [],
  ],
];

describe("lists of redirects and waiting rooms in plans of strangers", () => {
  judgesAsExpected(plans);
});
