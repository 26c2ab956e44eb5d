import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { comes, reviewSteps, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { ruleset } = modelTypes;

const phases = {
  firewall: "http_request_firewall_custom",
  redirects: "http_request_dynamic_redirect",
  urls: "http_request_transform",
} as const;
const made = (phase: keyof typeof phases, rule: object): Step =>
  comes(ruleset, phase, {
    ...{ zoneId, kind: "zone", name: "default", phase: phases[phase] },
    rules: [{ enabled: true, ...rule }],
  });
const blocks = (expression: string): Step => made("firewall", { action: "block", expression });
const mode = (value: string): Step => same("setting", "ssl", { zoneId, settingId: "ssl", value });
const dotfiles = blocks('http.request.uri.path contains "/."');
const alias = (content: string): Step =>
  same("record", "www", { ...www.old, type: "CNAME", content });
const originCa: Step = same("cloudflare:index/originCaCertificate:OriginCaCertificate", "own", {
  hostnames: ["*.example.com"],
});
const redirects = (expression: string, targetUrl: object): Step =>
  made("redirects", {
    ...{ action: "redirect", expression },
    actionParameters: { fromValue: { statusCode: 301, targetUrl } },
  });
const blocked = ["medium edge-rule-blocks www.example.com"];
const misled = ["medium certificate-renewal-misled www.example.com"];
const toSlash = redirects(
  'not ends_with(http.request.uri.path, "/") and starts_with(http.request.uri.path, "/.")',
  { expression: 'concat("https://www.example.com", http.request.uri.path, "/")' },
);

/** Rules that meet the requests by which certificates of origins are renewed. */
const plans: StrangersPlans = [
  ["files with a dot refused, those of renewals too", [www, dotfiles], blocked],
  ["the same in Full (strict)", [www, mode("strict"), dotfiles], blocked],
  ["the same where no certificate is checked", [www, mode("full"), dotfiles], []],
  ["the same with a certificate of the Origin CA", [www, originCa, dotfiles], []],
  ["the same before a service of AWS", [alias("d1.cloudfront.net"), dotfiles], []],
  [
    "the same before a service that renews by itself",
    [alias("shop.example.net"), dotfiles],
    blocked,
  ],
  [
    "files with a dot refused, but for those of renewals",
    [
      www,
      blocks(
        'http.request.uri.path contains "/." and not starts_with(http.request.uri.path, "/.well-known/")',
      ),
    ],
    [],
  ],
  ["renewals redirected to another path", [www, toSlash], misled],
  [
    "a whole hostname redirected, path and all",
    [
      www,
      redirects("true", { expression: 'concat("https://www.example.org", http.request.uri.path)' }),
    ],
    ["low redirect-leads-away www.example.com"],
  ],
  [
    "a whole hostname redirected to one page",
    [www, redirects("true", { value: "https://www.example.org/" })],
    ["low redirect-leads-away www.example.com"],
  ],
  [
    "renewals led to the page of an application",
    [
      www,
      made("urls", {
        ...{ action: "rewrite", expression: 'not http.request.uri.path contains "/articles"' },
        actionParameters: { uri: { path: { value: "/index.html" } } },
      }),
    ],
    misled,
    ["urls: rules[0]"],
  ],
];

describe("certificates that are renewed over HTTP", () => {
  judgesAsExpected(plans);

  it("are told of with the day on which they expire, and the way out", () => {
    const [risk] = reviewSteps([www, dotfiles]).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on www.example.com answers requests of certificate authorities with Error 403: the rule rules[0] of firewall " +
        "blocks them, and none reaches an origin. A certificate of an origin that is renewed over HTTP, at " +
        "/.well-known/acme-challenge/, is not renewed any more: from the day on which it expires, in Full (strict) visitors get Error 526.",
    );
    expect(bareText(risk?.hint ?? [])).to.equal(
      "Leave /.well-known/acme-challenge/ out of the expression, or take a certificate of the Origin CA, or one that is renewed by DNS.",
    );
  });

  it("are told of beside what else a challenge meets", () => {
    const [risk] = reviewSteps([
      www,
      made("firewall", { action: "managed_challenge", expression: "true" }),
    ]).risks;
    expect(bareText(risk?.consequence ?? [])).to.contain(
      "API clients, crawlers, certificate authorities and monitors cannot pass it and get Error 403. A certificate of an origin",
    );
  });
});
