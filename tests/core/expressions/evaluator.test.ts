import { expect } from "chai";
import { fromBytes } from "../../../core/expressions/bytes";
import { evaluate, evaluateValue } from "../../../core/expressions/evaluator";
import { parseFilter, parseValue } from "../../../core/expressions/parser";
import type { ExpressionRequest } from "../../../core/expressions/requests";
import { isArray, missingValue, type Value } from "../../../core/expressions/values";
import { unknownValue } from "../../../core/known";

/** What a visitor's browser asks for; of its headers two are known, of the client nothing. */
const visit: ExpressionRequest = {
  scheme: "https",
  host: "www.example.com",
  path: "/shop/Item.HTML",
  query: "filter=waf&filter=botm&filter=cdn",
  method: "GET",
  headers: { "User-Agent": "Mozilla/5.0", Accept: "application/json" },
};

/** The same, of which all is known that a request can have. */
const known: ExpressionRequest = {
  ...visit,
  hasNoOtherHeaders: true,
  clientAddress: "203.0.113.9",
  country: "GB",
  fields: { "cf.client.bot": false, "ip.src.asnum": 64500, "cf.edge.server_ip": "2001:db8::1" },
  lists: { office: ["203.0.113.0/24", "2001:db8::/32"], hosts: ["*.example.com"], asns: ["64500"] },
};

/** Asks an expression about a request. */
function ask(text: string, request: ExpressionRequest): string {
  const parsed = parseFilter(text);
  expect(parsed, text).to.have.property("tree");
  return "tree" in parsed ? evaluate(parsed.tree, request) : "not read";
}

/** A value as a test compares it. */
function plain(value: Value): unknown {
  if (isArray(value)) {
    return value.items.map(plain);
  }
  return typeof value === "string" ? fromBytes(value) : value;
}

/** What an expression makes of a request. */
function make(text: string, request: ExpressionRequest): unknown {
  const parsed = parseValue(text);
  expect(parsed, text).to.have.property("tree");
  return "tree" in parsed && plain(evaluateValue(parsed.tree.node, request));
}

type Row = readonly [text: string, ofVisit: string, ofKnown: string];

const answers: readonly Row[] = [
  ['http.host eq "www.example.com"', "yes", "yes"],
  ['http.host eq "WWW.example.com"', "no", "no"],
  ['lower(http.request.uri.path) eq "/shop/item.html"', "yes", "yes"],
  ["ssl", "yes", "yes"],
  ["true", "yes", "yes"],
  ["cf.client.bot and false", "no", "no"],
  ['http.request.method in {"POST" "PUT"}', "no", "no"],
  ['starts_with(http.request.uri.path, "/shop/")', "yes", "yes"],
  ['ends_with(http.request.uri.path, ".html")', "no", "no"],
  ['http.request.uri.path.extension eq "html"', "yes", "yes"],
  [
    'http.request.full_uri eq "https://www.example.com/shop/Item.HTML?filter=waf&filter=botm&filter=cdn"',
    "yes",
    "yes",
  ],
  ['raw.http.request.uri.path eq "/shop/Item.HTML"', "yes", "yes"],
  ["cf.edge.server_port in {80 443}", "yes", "yes"],
  ["cf.threat_score gt 10", "no", "no"],
  // What is not known is not false, and `and` and `or` need not know it where the rest decides.
  ["ip.src eq 203.0.113.9", "unknown", "yes"],
  ["not ip.src eq 203.0.113.9", "unknown", "no"],
  ["ip.src ne 203.0.113.9", "unknown", "no"],
  ["ip.src in {203.0.113.0/24}", "unknown", "yes"],
  ["ip.src in {203.0.113.1..203.0.113.8 ::/0}", "unknown", "no"],
  ["ip.src in {}", "unknown", "no"],
  ["ip.src in $office", "unknown", "yes"],
  ["ip.src in $elsewhere", "unknown", "unknown"],
  ["http.host in $hosts", "unknown", "unknown"],
  ["ip.src.asnum in $asns", "unknown", "yes"],
  ["ip.geoip.asnum in {64496..64511}", "unknown", "yes"],
  ["cf.edge.server_ip in {2001:db8::/32}", "unknown", "yes"],
  ['ip.src.country in {"GB" "IE"}', "unknown", "yes"],
  ["cf.client.bot", "unknown", "no"],
  ["cf.bot_management.verified_bot", "unknown", "no"],
  ["cf.bot_management.score lt 30", "unknown", "unknown"],
  ["cf.client.bot and not ssl", "no", "no"],
  ["cf.client.bot or ssl", "yes", "yes"],
  ["cf.client.bot xor ssl", "unknown", "yes"],
  ["not (cf.client.bot or not ssl)", "unknown", "yes"],
  ["ssl xor ssl xor ssl", "yes", "yes"],
  // Headers of which nothing is known, and headers that are known not to be there.
  ['any(http.request.headers["accept"][*] == "application/json")', "yes", "yes"],
  ['any(http.request.headers["accept"][*] == "text/plain")', "no", "no"],
  ['http.request.headers["accept"][0] contains "json"', "yes", "yes"],
  ['http.request.headers["accept"][1] contains "json"', "no", "no"],
  ['http.request.headers["cookie"][0] contains "session"', "unknown", "no"],
  ['http.request.headers["cookie"][0] ne "session"', "unknown", "no"],
  ['any(http.request.headers["cookie"][*] contains "session")', "unknown", "no"],
  ['any(not http.request.headers["cookie"][*] contains "session")', "unknown", "no"],
  ['all(http.request.headers["cookie"][*] contains "session")', "unknown", "unknown"],
  ['has_key(http.request.headers, "accept")', "yes", "yes"],
  ['has_key(http.request.headers, "cookie")', "unknown", "no"],
  ['len(http.request.headers["cookie"]) >= 0', "unknown", "no"],
  ['http.cookie contains "session"', "unknown", "unknown"],
  ['http.user_agent contains "Mozilla"', "yes", "yes"],
  ['any(http.request.headers.values[*] eq "application/json")', "yes", "yes"],
  ['any(http.request.headers.values[*] eq "other")', "unknown", "no"],
  ['all(http.request.headers.values[*] ne "application/json")', "no", "no"],
  ['has_value(http.request.headers.values, "Mozilla/5.0")', "yes", "yes"],
  ['has_value(http.request.headers.values, "other")', "unknown", "no"],
  // The documentation's examples of arguments.
  ['all(len(http.request.uri.args["filter"][*])[*] in {3 4})', "yes", "yes"],
  ['all(not len(http.request.uri.args["filter"][*])[*] in {3 4})', "no", "no"],
  ['len(http.request.uri.args["filter"][1]) eq 4', "yes", "yes"],
  ['len(http.request.uri.args["filter"]) >= 0', "yes", "yes"],
  ['not len(http.request.uri.args["order"]) >= 0', "yes", "yes"],
  ['any(upper(http.request.uri.args.names[*])[*] eq "FILTER")', "yes", "yes"],
  ['any(starts_with(http.request.uri.args.values[*], "bot"))', "yes", "yes"],
  [
    'any((http.request.uri.args.values[*] eq "cdn" and http.request.uri.args.names[*] eq "filter"))',
    "yes",
    "yes",
  ],
  ['any(http.request.headers[*][*] eq "application/json")', "yes", "yes"],
  ['any(http.request.headers[*][0] eq "other")', "unknown", "no"],
  // Regular expressions, and those of which only the edge knows what they are.
  ['http.request.uri.path matches "^/shop/[A-Z]\\w+\\.(HTML|php)$"', "yes", "yes"],
  ['http.request.uri.path matches "shop/$"', "no", "no"],
  ['http.request.uri.path matches "(?i)item"', "yes", "yes"],
  ['http.request.uri.path matches r"(?u)\\p{Hangul}+"', "unknown", "unknown"],
  ['http.request.uri.path matches "[a-z&&[^b]]"', "unknown", "unknown"],
  ['http.request.uri.path matches "(shop"', "unknown", "unknown"],
  ['http.request.uri.path matches "(?=shop)"', "unknown", "unknown"],
  ['not http.request.uri.path matches "(shop"', "unknown", "unknown"],
  ['is_jwt_valid("51231d16-01f1-48e3-93f8-91c99e81288e")', "unknown", "unknown"],
];

describe("evaluate", () => {
  for (const [text, ofVisit, ofKnown] of answers) {
    it(`answers ${text}: ${ofVisit} of a visit, ${ofKnown} where more is known`, () => {
      expect([ask(text, visit), ask(text, known)]).to.deep.equal([ofVisit, ofKnown]);
    });
  }

  it("takes a query that is not written in pairs for none that it can read", () => {
    const flag = { ...known, query: "debug" };
    expect(ask('http.request.uri.query eq "debug"', flag)).to.equal("yes");
    expect(ask('any(http.request.uri.args.names[*] eq "debug")', flag)).to.equal("unknown");
    expect(ask('any(http.request.uri.args.names[*] eq "a")', { ...known, query: "" })).to.equal(
      "no",
    );
    expect(ask('all(http.request.uri.args.names[*] eq "a")', { ...known, query: "" })).to.equal(
      "yes",
    );
  });

  it("takes the ending of a path as the documentation's table has it", () => {
    const endings = {
      ...{ "/foo": "", "/foo.mp3": "mp3", "/.mp3": "", "/.foo.mp3": "mp3" },
      ...{ "/foo.tar.bz2": "bz2", "/foo.": "", "/foo.MP3": "mp3", "/a.b/c": "" },
    };
    for (const [path, ending] of Object.entries(endings)) {
      const text = `http.request.uri.path.extension eq "${ending}"`;
      expect(ask(text, { ...visit, path }), path).to.equal("yes");
    }
  });

  it("compares and measures bytes", () => {
    const request = { ...visit, path: "/é" };
    expect(ask("len(http.request.uri.path) eq 3", request)).to.equal("yes");
    expect(ask('http.request.uri.path contains "\\xc3"', request)).to.equal("yes");
    expect(ask('http.request.uri.path matches "^/..$"', request)).to.equal("yes");
    expect(ask('http.request.uri.path matches "é"', request)).to.equal("unknown");
    expect(ask('upper(http.request.uri.path) eq "/é"', request)).to.equal("yes");
    expect(ask('http.request.uri.path gt "/z"', request)).to.equal("yes");
  });

  const wildcards: readonly (readonly [pattern: string, uri: string, isMatch: boolean])[] = [
    ["https://example.com/a/*", "https://example.com/a/", true],
    ["https://example.com/a/*", "https://example.com/a/page.html", true],
    ["https://example.com/a/*", "https://example.com/a/sub/folder/?name=value", true],
    ["https://example.com/a/*", "https://example.com/ab/", false],
    ["https://example.com/a/*", "https://example.com/b/page.html", false],
    ["https://example.com/a/*", "https://sub.example.com/a/", false],
    ["*.example.com/*/page.html", "http://sub.example.com/folder/page.html", true],
    ["*.example.com/*/page.html", "https://admin.example.com/team/page.html", true],
    ["*.example.com/*/page.html", "https://admin.example.com/team/subteam/page.html", true],
    ["*.example.com/*/page.html", "https://example.com/ab/page.html", false],
    ["*.example.com/*/page.html", "https://sub.example.com/folder2/page.html?s=value", false],
    ["*.example.com/*/page.html", "https://sub.example.com/a/", false],
    ["https://EXAMPLE.com/*", "https://example.COM/", true],
    ["*a*a", "https://example.com/a", true],
    ["*m/a*a", "https://example.com/a", false],
    ["https://example.com/\\\\*", "https://example.com/*", true],
    ["https://example.com/\\\\*", "https://example.com/a", false],
  ];
  for (const [pattern, uri, isMatch] of wildcards) {
    it(`${isMatch ? "matches" : "does not match"} ${uri} by ${pattern}`, () => {
      const { protocol, host } = new URL(uri);
      const [, path = "", query] = /^https?:\/\/[^/]+([^?]*)\??(.*)$/.exec(uri) ?? [];
      const scheme = protocol === "https:" ? "https" : "http";
      const request = { scheme, host, path, query } as const;
      const text = `http.request.full_uri wildcard "${pattern}"`;
      expect(ask(text, request)).to.equal(isMatch ? "yes" : "no");
    });
  }

  it("tells upper and lower case apart where a wildcard is strict", () => {
    expect(ask('http.request.uri.path wildcard "/SHOP/*"', visit)).to.equal("yes");
    expect(ask('http.request.uri.path strict wildcard "/SHOP/*"', visit)).to.equal("no");
  });

  it("takes no longer for a regular expression that others take for ever for", () => {
    const request = { ...visit, path: `/${"a".repeat(5000)}!` };
    expect(ask('http.request.uri.path matches "^/(a+)+$"', request)).to.equal("no");
    expect(ask('http.request.uri.path matches "(((a{50}){50}){50}){50}"', request)).to.equal(
      "unknown",
    );
  });

  it("knows nothing of texts that calls inside each other make longer than any request's", () => {
    const nested = (times: number, call: (inner: string) => string) => {
      const all = Array.from({ length: times }).reduce<string>(call, "http.request.uri.path");
      return `${all} contains "nothing"`;
    };
    const doublings = [
      (inner: string) => `regex_replace(${inner}, "^(.*)$", "\${1}\${1}")`,
      (inner: string) => `wildcard_replace(${inner}, "*", "\${1}\${1}")`,
      (inner: string) => `encode_base64(${inner})`,
    ];
    const request = { ...visit, path: `/${"a".repeat(999)}` };
    for (const call of doublings) {
      expect(ask(nested(4, call), request)).to.equal("no");
      expect(ask(nested(60, call), request)).to.equal("unknown");
    }
    const many = `wildcard_replace(http.request.uri.path, "*", "${"${1}".repeat(2000)}") eq "a"`;
    expect(ask(many, request)).to.equal("unknown");
    expect(ask(`concat(${"http.request.uri.path, ".repeat(20)}"") eq "a"`, request)).to.equal(
      "unknown",
    );
  });
});

describe("evaluateValue", () => {
  const request: ExpressionRequest = {
    ...visit,
    clientAddress: "113.10.0.2",
    headers: {
      "x-categories": "groceries,electronics,diy,auto",
      "x-empty": "groceries,,electronics",
      client_id: "MTIzYWJj",
      encoded: "John%20Doe+%2520",
    },
    fields: {
      "http.request.body.raw": "asdfghjk",
      "cf.bot_management.score": 5,
      "cf.edge.server_ip": "2001:0000:130F:0000:0000:09C0:876A:130B",
    },
  };
  const at = (path: string, query = ""): ExpressionRequest => ({
    ...request,
    scheme: "https",
    host: "apps.example.com",
    path,
    query,
  });
  const values: readonly (readonly [text: string, value: unknown, of?: ExpressionRequest])[] = [
    ['concat("String1", " ", "String", "2")', "String1 String2"],
    [
      'concat("/", http.request.headers["x-categories"][9], http.request.uri.path)',
      "//shop/Item.HTML",
    ],
    [
      'concat(http.request.headers["x-categories"][8], http.request.headers["x-categories"][9])',
      missingValue,
    ],
    ['concat("a", http.cookie)', unknownValue],
    ["len(http.host)", 15n],
    ['decode_base64(http.request.headers["client_id"][0])', "123abc"],
    ['encode_base64("hello world")', "aGVsbG8gd29ybGQ"],
    ['encode_base64("hello world", "p")', "aGVsbG8gd29ybGQ="],
    ['encode_base64("hello world", "u")', "aGVsbG8gd29ybGQ"],
    ['encode_base64("hello world", "up")', "aGVsbG8gd29ybGQ="],
    ["to_string(cidr(ip.src, 24, 24))", "113.10.0.0"],
    ["to_string(cidr(cf.edge.server_ip, 24, 24))", "2001::"],
    ["to_string(cidr6(ip.src, 24))", "113.10.0.2"],
    ["to_string(cf.bot_management.score)", "5"],
    ["to_string(ssl)", "true"],
    ["to_string(not ssl)", "false"],
    ['regex_replace("/foo/bar", "/bar$", "/baz")', "/foo/baz"],
    ['regex_replace("/x", "^/y$", "/mumble")', "/x"],
    ['regex_replace("/foo", "^/FOO$", "/x")', "/foo"],
    ['regex_replace("/a/a", "/a", "/b")', "/b/a"],
    ['regex_replace("/b", "^/b$", "/b$$")', "/b$"],
    // The documentation says "/bar/path/a/", where its own replacement has no slash at its end.
    ['regex_replace("/foo/a/path", "^/foo/([^/]*)/(.*)$", "/bar/${2}/${1}")', "/bar/path/a"],
    ['regex_replace("/foo", "^/(.*)$", "/$1")', unknownValue],
    ['regex_replace("/foo", "^/(.*)$", "/${2}")', unknownValue],
    ['remove_bytes(http.host, "\\x2e\\x77")', "examplecom"],
    [
      'remove_query_args(http.request.uri.query, "order")',
      "category=Foo&category=Bar",
      at("/", "category=Foo&order=desc&category=Bar"),
    ],
    [
      'remove_query_args(http.request.uri.query, "category")',
      "order=desc",
      at("/", "category=Foo&order=desc&category=Bar"),
    ],
    [
      'remove_query_args(http.request.uri.query, "search")',
      "order=asc&country=GB",
      at("/", "order=asc&country=GB"),
    ],
    [
      'split(http.request.headers["x-categories"][0], ",", 64)',
      ["groceries", "electronics", "diy", "auto"],
    ],
    [
      'split(http.request.headers["x-categories"][0], ",", 3)',
      ["groceries", "electronics", "diy,auto"],
    ],
    ['split(http.request.headers["x-categories"][0], ",", 1)', ["groceries,electronics,diy,auto"]],
    ['split(http.request.headers["x-empty"][0], ",", 64)', ["groceries", "", "electronics"]],
    ['join(split(http.request.headers["x-empty"][0], ",", 64), "-")', "groceries--electronics"],
    ["substring(http.request.body.raw, 2, 5)", "dfg"],
    ["substring(http.request.body.raw, 2)", "dfghjk"],
    ["substring(http.request.body.raw, -2)", "jk"],
    ["substring(http.request.body.raw, 0, -2)", "asdfgh"],
    ["substring(http.request.body.raw, 9)", unknownValue],
    ['upper(http.request.headers["client_id"][0])', "MTIZYWJJ"],
    ['url_decode(http.request.headers["encoded"][0])', "John Doe %20"],
    ['url_decode(http.request.headers["encoded"][0], "r")', "John Doe  "],
    ['url_decode(http.request.headers["encoded"][0], "u")', unknownValue],
    [
      'wildcard_replace(http.request.full_uri, "https://*.example.com/*/*", "https://example.com/${1}/${2}/${3}")',
      "https://example.com/apps/calendar/admin?expand=true",
      at("/calendar/admin", "expand=true"),
    ],
    [
      'wildcard_replace(http.request.full_uri, "/applications/*", "/apps/${1}")',
      "https://apps.example.com/applications/app1",
      at("/applications/app1"),
    ],
    [
      'wildcard_replace(http.request.uri.path, "/*", "/apps/${1}")',
      "/apps/calendar",
      at("/calendar"),
    ],
    [
      'wildcard_replace(http.request.uri.path, "/apps/*", "/${1}")',
      "/calendar",
      at("/Apps/calendar"),
    ],
    [
      'wildcard_replace(http.request.uri.path, "/apps/*", "/${1}", "s")',
      "/Apps/calendar",
      at("/Apps/calendar"),
    ],
    [
      'wildcard_replace(http.request.uri.path, "/apps/*/login", "/${1}/login")',
      "/calendar/login",
      at("/apps/calendar/login"),
    ],
    ["uuidv4(cf.random_seed)", unknownValue],
    ["http.request.headers.names", unknownValue],
    ["lower(http.request.uri.args.values[*])", ["waf", "botm", "cdn"]],
  ];
  for (const [text, value, of = request] of values) {
    it(`makes ${String(value)} of ${text}`, () => {
      expect(make(text, of)).to.deep.equal(value);
    });
  }
});
