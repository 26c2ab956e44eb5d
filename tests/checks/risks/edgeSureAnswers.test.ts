import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, same, type Step } from "../report/plans";
import { adds, firewall, named, phase } from "./edgeRulesets";
import { judgesAsExpected, www, zoneId } from "./strangersPlans";

const { ruleset } = modelTypes;

describe("headers of answers that the edge comes to write", () => {
  const writes = (headers: object, expression = "true"): Step =>
    adds("http_response_headers_transform", {
      ...{ action: "rewrite", expression, actionParameters: { headers } },
    });
  const policy = (value: string): object => ({
    "Content-Security-Policy": { operation: "set", value },
  });
  const cookies = { "Access-Control-Allow-Credentials": { operation: "set", value: "true" } };
  const changesReaders = (old: string, now: string, more: object): Step => {
    const [before, after] = [old, now].map((value) =>
      phase("http_response_headers_transform", {
        ...{ action: "rewrite", expression: "true" },
        actionParameters: {
          headers: { ...more, "Access-Control-Allow-Origin": { operation: "set", value } },
        },
      }),
    ) as [object, object];
    return becomes(ruleset, "rules", before, after);
  };
  const typed = (value: string): object => ({ "Content-Type": { operation: "set", value } });
  const unseen = [["rules: rules[0]"]] as const;
  const high = ["high answer-header-changed www.example.com"];
  const medium = ["medium answer-header-changed www.example.com"];
  judgesAsExpected([
    [
      "a policy by which pages load nothing",
      [www, writes(policy("default-src 'none'; frame-ancestors 'none'"))],
      high,
      ...unseen,
    ],
    [
      "a policy that names where scripts come from",
      [www, writes(policy("default-src 'none'; script-src 'self'; style-src 'self'"))],
      medium,
      ...unseen,
    ],
    [
      "a policy by which the answers of an API load nothing",
      [named("api"), writes(policy("default-src 'none'; frame-ancestors 'none'"))],
      [],
      ...unseen,
    ],
    [
      "a policy by which calls of a site load nothing",
      [www, writes(policy("default-src 'none'"), 'starts_with(http.request.uri.path, "/api/")')],
      [],
      ...unseen,
    ],
    [
      "a type of pages that is none of theirs",
      [www, writes(typed("application/json"))],
      high,
      ...unseen,
    ],
    ["the type of pages", [www, writes(typed("text/html; charset=utf-8"))], medium, ...unseen],
    [
      "a wildcard for readers in place of one of them, where cookies go along",
      [www, named("api"), changesReaders("https://www.example.com", "*", cookies)],
      ["high answer-header-changed api.example.com, www.example.com"],
      ...unseen,
    ],
    [
      "a wildcard for readers in place of one of them, where none do",
      [www, named("api"), changesReaders("https://www.example.com", "*", {})],
      ["medium answer-header-changed api.example.com, www.example.com"],
      ...unseen,
    ],
    [
      "a type of calls alone",
      [www, writes(typed("application/json"), 'starts_with(http.request.uri.path, "/api/")')],
      medium,
      ...unseen,
    ],
  ]);
});

describe("hostnames for known networks alone", () => {
  const blocks = (expression: string): object =>
    phase("http_request_firewall_custom", { action: "block", expression });
  const hosts = ["dealers", "press"].map((label) => `http.host eq "${label}.example.com"`);
  const known = "not ip.src in {198.51.100.0/25 203.0.113.64/26}";
  const own = hosts.map((host) => `(${host} and ${known})`).join(" or ");
  const becoming = (expression: string): readonly Step[] => [
    ...[named("dealers"), named("press")],
    becomes(ruleset, "rules", blocks(own), blocks(expression)),
  ];
  judgesAsExpected([
    [
      "that a lost parenthesis shuts for these too",
      becoming(`${hosts.join(" or ")} and ${known}`),
      ["high edge-rule-blocks dealers.example.com"],
    ],
    ["that keep their parentheses", becoming(`(${hosts.join(" or ")}) and ${known}`), []],
    [
      "of which one network goes",
      becoming(`(${hosts.join(" or ")}) and not ip.src in {198.51.100.0/25}`),
      ["low edge-rule-blocks dealers.example.com, press.example.com"],
    ],
  ]);
});

describe("calls without a type of content", () => {
  const json = 'any(lower(http.request.headers["content-type"][*])[*] contains "application/json")';
  judgesAsExpected([
    [
      "that a rule for what has another type refuses",
      [named("api"), firewall("block", `http.host eq "api.example.com" and not ${json}`)],
      ["high edge-rule-blocks api.example.com"],
    ],
    [
      "that a rule for what is sent leaves alone, but forms",
      [
        named("api"),
        firewall(
          "block",
          `http.host eq "api.example.com" and http.request.method in {"POST" "PUT"} and not ${json}`,
        ),
      ],
      ["medium edge-rule-blocks api.example.com"],
    ],
  ]);
});

describe("pages that hostnames share in the cache", () => {
  const shares = (resolved: boolean, labels: readonly string[]): readonly Step[] => [
    ...labels.map((label) => (label === "www" ? www : named(label))),
    adds("http_request_cache_settings", {
      ...{ action: "set_cache_settings", expression: "true" },
      actionParameters: {
        ...{ cache: true, edgeTtl: { mode: "override_origin", default: 300 } },
        cacheKey: { customKey: { host: { resolved } } },
      },
    }),
  ];
  const kept = "medium cache-shares-pages";
  judgesAsExpected([
    [
      "where they lead to one place, and the key holds that",
      shares(true, ["acme", "globex"]),
      [
        "high cache-shares-pages acme.example.com, globex.example.com",
        `${kept} acme.example.com, globex.example.com`,
      ],
    ],
    [
      "nowhere, where the key holds which of them is asked",
      shares(false, ["acme", "globex"]),
      [`${kept} acme.example.com, globex.example.com`],
    ],
    ["nowhere, where one is alone", shares(true, ["acme"]), [`${kept} acme.example.com`]],
  ]);
});

describe("an event of a waiting room", () => {
  const room = (path: string): Step =>
    same(modelTypes.waitingRoom, "room", {
      ...{ zoneId, name: "room", host: "www.example.com", path },
      ...{ totalActiveUsers: 500, newUsersPerMinute: 300 },
    });
  const opens = (hour: string): Step =>
    comes(modelTypes.waitingRoomEvent, "sale", {
      ...{ zoneId, waitingRoomId: "room", name: "sale" },
      ...{ prequeueStartTime: `2026-12-05T${hour}:00Z`, eventStartTime: "2026-12-05T11:00:00Z" },
      eventEndTime: "2026-12-05T23:00:00Z",
    });
  const held = ["medium waiting-room-holds www.example.com"];
  judgesAsExpected([
    ["that holds everybody from midnight on", [www, room("/"), opens("00:00")], held],
    ["that holds everybody for half an hour", [www, room("/"), opens("10:30")], []],
    ["that holds those who come for what is sold", [www, room("/sale"), opens("00:00")], []],
  ]);
});

describe("what rules of the edge ask", () => {
  const version = (name: string): object =>
    phase("http_request_firewall_custom", {
      action: "block",
      expression: `http.host eq "api.example.com" and not any(http.request.headers["${name}"][*] eq "2")`,
    });
  const rewrites = (path: string): Step =>
    comes(ruleset, "rewrites", {
      ...phase("http_request_transform", {
        ...{ action: "rewrite", expression: 'http.request.uri.path eq "/login"' },
        actionParameters: { uri: { path: { value: path } } },
      }),
    });
  const internal = same(
    ruleset,
    "rules",
    phase("http_request_firewall_custom", {
      action: "block",
      expression:
        'starts_with(http.request.uri.path, "/internal/") and not ip.src in {198.51.100.0/24}',
    }),
  );
  judgesAsExpected([
    [
      "is a header that no request has by that name",
      [named("api"), becomes(ruleset, "rules", version("x-version"), version("X-Version"))],
      ["high edge-rule-blocks api.example.com"],
    ],
    [
      "is another header",
      [named("api"), becomes(ruleset, "rules", version("x-version"), version("x-api-version"))],
      [],
    ],
    [
      "is the path that a rewrite made",
      [www, internal, rewrites("/internal/login")],
      ["medium edge-rule-blocks www.example.com"],
    ],
    ["is a path that no rule refuses", [www, internal, rewrites("/auth/login")], []],
  ]);
});
