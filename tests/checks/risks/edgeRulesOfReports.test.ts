import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, reviewSteps, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { accessRule, awsLoadBalancer, listener, ruleset, zone } = modelTypes;

const phases = {
  cache: "http_request_cache_settings",
  configuration: "http_config_settings",
  firewall: "http_request_firewall_custom",
  limits: "http_ratelimit",
  origins: "http_request_origin",
  redirects: "http_request_dynamic_redirect",
  urls: "http_request_transform",
} as const;

type Phase = keyof typeof phases;

const rulesetOf = (phase: Phase, rules: readonly object[]): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase: phases[phase], rules },
});
const made = (phase: Phase, ...rules: readonly object[]): Step =>
  comes(ruleset, phase, rulesetOf(phase, rules));

const rule = (action: string, expression: string, actionParameters?: object): object => ({
  ...{ action, expression, enabled: true },
  ...(actionParameters === undefined ? {} : { actionParameters }),
});
const redirect = (expression: string, target: string, more: object = {}): object => ({
  ...rule("redirect", expression, {
    fromValue: { statusCode: 301, targetUrl: { expression: target }, preserveQueryString: true },
  }),
  ...more,
});
const to = (host: string): string => `concat("https://${host}", http.request.uri.path)`;

const named = (name: string, more: object = {}): Step =>
  same("record", name, { ...www.old, name, ...more });
const german = named("de.example.com");
const setting = (settingId: string, value: string): object => ({ zoneId, settingId, value });

const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
/** A load balancer of AWS that sends back to HTTP whoever comes by HTTPS. */
const sendingBack: readonly Step[] = [
  { ...same(awsLoadBalancer, "alb", { name: "alb" }), outputs: { arn: "alb", dnsName } },
  same(listener, "https", {
    ...{ loadBalancerArn: "alb", port: 443, protocol: "HTTPS" },
    defaultActions: [
      { type: "redirect", redirect: { protocol: "HTTP", port: "80", statusCode: "HTTP_302" } },
    ],
  }),
  named("www.example.com", { type: "CNAME", content: dnsName }),
];

const formsWithoutReferer: readonly Step[] = [
  www,
  made(
    "firewall",
    rule("block", 'http.request.method eq "POST" and not http.referer contains "example.com"'),
  ),
];

/** Plans after public reports: the change, what must be said, and what nobody can judge. */
const plans: StrangersPlans = [
  [
    "attack mode by a rule, as Cloudflare's migration of page rules writes it (cloudflare-docs, pull request 26829)",
    [
      www,
      made(
        "configuration",
        rule("set_config", '(http.host contains "example.com")', { securityLevel: "under_attack" }),
      ),
    ],
    ["medium under-attack-mode www.example.com"],
  ],
  [
    "HTTPS by a rule whose target forgot the s",
    [
      www,
      made("redirects", redirect("not ssl", 'concat("http://", http.host, http.request.uri.path)')),
    ],
    ["high redirect-loop www.example.com"],
  ],
  [
    "German visitors who are sent to a name that sends everybody back",
    [
      ...[www, german],
      made(
        "redirects",
        redirect('http.host eq "www.example.com" and ip.src.country eq "DE"', to("de.example.com")),
        redirect('http.host eq "de.example.com"', to("www.example.com")),
      ),
    ],
    ["high redirect-loop de.example.com, www.example.com"],
    ["redirects: rules[0]"],
  ],
  [
    "Always Use HTTPS before an origin that sends back to HTTP (Cloudflare docs, ssl/troubleshooting/too-many-redirects)",
    [
      ...sendingBack,
      same("setting", "ssl", setting("ssl", "strict")),
      becomes(
        "setting",
        "https",
        setting("always_use_https", "off"),
        setting("always_use_https", "on"),
      ),
    ],
    ["high redirect-loop www.example.com"],
  ],
  [
    "a block of forms that come from no page of the site",
    formsWithoutReferer,
    ["medium edge-rule-blocks www.example.com"],
  ],
  [
    "an allowed country whose visitors a rule then blocks (Cloudflare docs, waf/troubleshooting/phase-interactions)",
    [
      www,
      same(accessRule, "home", {
        ...{ zoneId, mode: "whitelist", configuration: { target: "country", value: "US" } },
      }),
      made("firewall", rule("block", 'ip.src.country eq "US"')),
    ],
    [],
  ],
  [
    "a redirect that waits switched off (terraform-provider-cloudflare, issue 3518)",
    [
      www,
      made(
        "redirects",
        redirect('(http.host eq "www.example.com")', to("holding.example.com"), { enabled: false }),
      ),
    ],
    [],
  ],
  [
    "a folder that has moved elsewhere (terraform-provider-cloudflare, issue 2408)",
    [
      www,
      made(
        "redirects",
        redirect(
          '(ends_with(http.host, "example.com") and starts_with(http.request.uri.path, "/s3media"))',
          to("media.example.net"),
        ),
      ),
    ],
    [],
  ],
  [
    "a strict limit of sign-ins by program (alchemy, pull request 826)",
    [
      www,
      made("limits", {
        ...rule("block", '(http.request.uri.path wildcard r"/auth/*")'),
        ratelimit: {
          characteristics: ["cf.colo.id", "ip.src", 'http.request.headers["user-agent"]'],
          ...{ period: 300, requestsPerPeriod: 5, mitigationTimeout: 600 },
        },
      }),
    ],
    [],
  ],
  [
    "downloads of another server, by the address that visitors asked for (Cloudflare docs, rules/reference/troubleshooting)",
    [
      same(zone, "zone", { name: "example.com" }),
      ...[www, named("assets.example.com")],
      made(
        "urls",
        rule("rewrite", 'starts_with(http.request.uri.path, "/downloads/")', {
          uri: {
            path: { expression: 'regex_replace(http.request.uri.path, "^/downloads/", "/")' },
          },
        }),
      ),
      made(
        "origins",
        rule("route", 'starts_with(raw.http.request.uri.path, "/downloads/")', {
          origin: { host: "assets.example.com" },
        }),
      ),
    ],
    [],
  ],
  [
    "an administration that nothing keeps (terraform-provider-cloudflare, issue 5727)",
    [
      www,
      made(
        "cache",
        rule("set_cache_settings", '(starts_with(http.request.uri.path, "/admin"))', {
          ...{ cache: false, browserTtl: { mode: "bypass_by_default" } },
        }),
      ),
    ],
    [],
  ],
];

describe("rules of the edge after public reports", () => {
  judgesAsExpected(plans);

  it("says of forms without a referer that they are of API clients, since browsers send one", () => {
    const [risk] = reviewSteps(formsWithoutReferer).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on www.example.com answers requests of API clients that write with Error 403: the rule rules[0] of firewall blocks them, and none reaches an origin.",
    );
  });

  it("says of a redirect that its hostname is DNS-only, so that no request meets it", () => {
    const { risks, findings } = reviewSteps([
      named("old.example.com", { proxied: false, ttl: 300 }),
      www,
      made("redirects", redirect('http.host eq "old.example.com"', to("www.example.com"))),
    ]);
    expect(risks).to.deep.equal([]);
    expect(findings.map(({ id, title }) => `${id} ${title}`)).to.include(
      "rule-never-applies redirects",
    );
  });
});
