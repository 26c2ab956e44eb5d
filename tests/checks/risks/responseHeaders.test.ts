import { modelTypes } from "../../../model/graph/resourceTypes";
import type { Step } from "../report/plans";
import { adds } from "./edgeRulesets";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const type = modelTypes.ruleset;

type Headers = Readonly<Record<string, object>>;

const rulesetOf = (...rules: readonly Headers[]): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase: "http_response_headers_transform" },
  rules: rules.map((headers) => ({
    ...{ action: "rewrite", expression: "true", enabled: true, actionParameters: { headers } },
  })),
});
const set = (value: string): object => ({ operation: "set", value });
const gone = { operation: "remove" };
const plain: Headers = { "X-Frame-Options": set("DENY"), "X-Powered-By": gone, Server: gone };
const origins: Headers = { "Access-Control-Allow-Origin": set("https://shop.example.net") };
const made = (...rules: readonly Headers[]): Step[] => [
  www,
  { op: "create", type, name: "answers", new: rulesetOf(...rules) },
];
/** A header for every answer, and how sure it is that visitors see errors. */
const weighed = (
  cases: readonly (readonly [name: string, headers: Headers, severity: string | undefined])[],
): StrangersPlans =>
  cases.map(([name, headers, severity]) => [
    ...([name, made(headers)] as const),
    severity === undefined ? [] : [`${severity} answer-header-changed www.example.com`],
    ["answers: rules[0]"],
  ]);
const direct: Step = {
  ...{ op: "same", type: "record", name: "ftp", id: "r-ftp" },
  old: { ...www.old, name: "ftp.www.example.com", proxied: false },
};
const became = (old: readonly Headers[], now: readonly Headers[]): Step[] => [
  www,
  {
    ...{ op: "update", type, name: "answers", id: "answers" },
    ...{ old: rulesetOf(...old), new: rulesetOf(...now) },
  },
];

/** Plans as strangers write them: the change, what must be said, and what nobody can judge. */
const plans: StrangersPlans = [
  ["headers for scanners, and a server's name that is taken away", made(plain), []],
  [
    "HSTS for the hostnames that answer",
    made({ "Strict-Transport-Security": set("max-age=31536000") }),
    [],
  ],
  [
    "HSTS for every name beneath",
    made({ "strict-transport-security": set("max-age=31536000; includeSubDomains; preload") }),
    ["low answer-header-changed www.example.com"],
    ["answers: rules[0]"],
  ],
  [
    "HSTS for every name beneath, of which one is past Cloudflare",
    [direct, ...made({ "Strict-Transport-Security": set("max-age=300; includeSubDomains") })],
    ["medium answer-header-changed www.example.com"],
    ["answers: rules[0]"],
  ],
  ...weighed([
    ["a cookie in place of all others", { "Set-Cookie": set("a=b") }, "high"],
    ["a cookie beside others", { "Set-Cookie": { operation: "add", value: "a=b" } }, undefined],
    ["cookies that are dropped", { "Clear-Site-Data": set('"cache", "cookies"') }, "high"],
    ["all data that is dropped", { "clear-site-data": set('"*"') }, "high"],
    ["storage that is dropped", { "Clear-Site-Data": set('"storage"') }, "medium"],
    ["a cache that is dropped", { "Clear-Site-Data": set('"cache"') }, undefined],
    ["words that drop nothing", { "Clear-Site-Data": set("cookies") }, undefined],
    ["pages that are saved", { "Content-Disposition": set("attachment; filename=a") }, "high"],
    ["pages that are shown", { "Content-Disposition": set("inline") }, undefined],
    [
      "resources of others that stay away",
      { "Cross-Origin-Embedder-Policy": set("require-corp") },
      "medium",
    ],
    [
      "pages that ask others without cookies",
      { "Cross-Origin-Embedder-Policy": set("credentialless") },
      "medium",
    ],
    ["windows that know nobody", { "Cross-Origin-Opener-Policy": set("same-origin") }, "medium"],
    [
      "windows that know who opens them",
      { "Cross-Origin-Opener-Policy": set("same-origin-allow-popups") },
      undefined,
    ],
    ["files for no other site", { "Cross-Origin-Resource-Policy": set("same-site") }, "medium"],
    ["files for everybody", { "Cross-Origin-Resource-Policy": set("cross-origin") }, undefined],
  ]),
  [
    "cookies that are dropped at the end of a session",
    [
      www,
      adds("http_response_headers_transform", {
        ...{ action: "rewrite", expression: 'http.request.uri.path eq "/logout"' },
        actionParameters: { headers: { "Clear-Site-Data": set('"cookies"') } },
      }),
    ],
    [],
    ["rules: rules[0]"],
  ],
  ...(
    [
      ["Cross-Origin-Embedder-Policy", 'unsafe-none; report-to="pages"'],
      ["Cross-Origin-Opener-Policy", 'same-origin-allow-popups; report-to="pages"'],
    ] as const
  ).map(
    ([name, value]) =>
      [`${name}: ${value}`, made({ [name]: set(value) }), [], ["answers: rules[0]"]] as const,
  ),
  ["HSTS that is given up", made({ "Strict-Transport-Security": gone }), []],
  [
    "a redirect that is led elsewhere, behind one header for people",
    made(plain, { Location: { operation: "set", expression: 'concat("https://", http.host)' } }),
    ["medium answer-header-changed www.example.com"],
    ["answers: rules[1]"],
  ],
  [
    "an encoding that the body does not have",
    made({ "Content-Encoding": set("gzip") }),
    ["medium answer-header-changed www.example.com"],
    ["answers: rules[0]"],
  ],
  [
    "pages that browsers come to keep for a year",
    made({ "Cache-Control": set("public, max-age=31536000, immutable") }),
    ["medium answer-header-changed www.example.com"],
  ],
  ["pages that shared caches keep", made({ "Cache-Control": set("s-maxage=31536000") }), []],
  ["pages that browsers keep for an hour", made({ "Cache-Control": set("max-age=3600") }), []],
  ["how long browsers keep what they were given", made({ "Cache-Control": set("no-store") }), []],
  ["one rule more beside one that stood", became([origins], [origins, plain]), []],
  [
    "the origins that may ask, changed",
    became([origins], [{ "Access-Control-Allow-Origin": set("*") }]),
    ["medium answer-header-changed www.example.com"],
    ["answers: rules[0]"],
  ],
  [
    "the origins that may ask, no longer said",
    became([origins, plain], [plain]),
    [],
    ["answers: rules"],
  ],
  [
    "all headers given up with their ruleset",
    [www, { op: "delete", type, name: "answers", id: "answers", old: rulesetOf(origins) }],
    [],
    ["answers: rules"],
  ],
  [
    "a ruleset of plain headers that goes",
    [www, { op: "delete", type, name: "answers", id: "answers", old: rulesetOf(plain) }],
    [],
  ],
];

describe("rules about the headers of answers", () => {
  judgesAsExpected(plans);
});
