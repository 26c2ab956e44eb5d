import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const {
  apiOperation,
  botManagement,
  dnsRecord,
  dnssec,
  fallbackOrigin,
  operationValidation,
  originAuthority,
  ruleset,
  schemaValidation,
  scriptPolicy,
  tokenValidation,
  zoneDnsSettings,
  zoneSetting,
} = modelTypes;

const api: Step = same(dnsRecord, "api", { ...www.old, name: "api.example.com" });
const setting = (settingId: string, now: unknown, old?: unknown): Step => {
  const of = (value: unknown): object => ({ zoneId, settingId, value });
  return old === undefined
    ? comes(zoneSetting, settingId, of(now))
    : becomes(zoneSetting, settingId, of(old), of(now));
};
const bots = (now: object, old?: object): Step =>
  old === undefined
    ? comes(botManagement, "bots", { zoneId, ...now })
    : becomes(botManagement, "bots", { zoneId, ...old }, { zoneId, ...now });
const signIn = same(apiOperation, "sign-in", {
  ...{ zoneId, method: "POST", host: "api.example.com", endpoint: "/v1/session" },
});
const except = { excludes: [{ operationIds: ["sign-in"] }] };
const present = 'not is_jwt_present("c") or is_jwt_valid("c")';
const tokens = (action: string, more: object = {}): object => ({
  ...{ zoneId, action, enabled: true, expression: 'is_jwt_valid("c")' },
  selector: { includes: [{ hosts: ["api.example.com"] }], ...more },
});
const skips = (expression: string): Step =>
  same(ruleset, "firewall", {
    ...{ zoneId, kind: "zone", name: "firewall", phase: "http_request_firewall_custom" },
    rules: [
      {
        ...{ action: "skip", enabled: true, expression },
        actionParameters: { phases: ["http_request_sbfm"] },
      },
    ],
  });
const proof = {
  ...{ ...www.old, type: "CNAME", content: "_2b.acm-validations.aws", ttl: 60 },
  ...{ name: "_1a.www.example.com", proxied: false },
};
const key = {
  ...proof,
  name: "s1._domainkey.example.com",
  content: "s1.domainkey.u1.sendgrid.net",
};
const policy = (content: string): object => ({
  ...{ zoneId, name: "example.com", type: "TXT", content, ttl: 300 },
});
const dns = (flattenAllCnames: boolean): object => ({ zoneId, flattenAllCnames });
const flattened = becomes(zoneDnsSettings, "dns", dns(false), dns(true));
const both = "api.example.com, www.example.com";
const strictSetting = { zoneId, settingId: "ssl", value: "strict" };
const strict: Step = same(zoneSetting, "ssl", strictSetting);
const full: Step = same(zoneSetting, "ssl", { zoneId, settingId: "ssl", value: "full" });
const managed = (overrides?: object, id = "4814384a9e5d4991b9815dcfc25d2f1f") => ({
  ...{ zoneId, kind: "zone", name: "managed", phase: "http_request_firewall_managed" },
  rules: [
    {
      ...{ action: "execute", enabled: true, expression: "true" },
      actionParameters: { id, ...(overrides === undefined ? {} : { overrides }) },
    },
  ],
});
const upTo = (level: number): object => ({
  categories: [1, 2, 3, 4]
    .filter((each) => each > level)
    .map((each) => ({ category: `paranoia-level-${each}`, enabled: false })),
});
const score = (more: object): object => ({
  rules: [{ id: "6179ae15870a4bb7b2d480d4843b323c", ...more }],
});
const twice = (description: string): object => {
  const runs = [managed(score({ action: "log" })), managed(upTo(4))];
  return { ...managed(), description, rules: runs.flatMap(({ rules }) => rules) };
};
const cloudflareRules = "efb7b8c949ac4650a09736fc376e9aee";
const part = (more: object): object => ({ rules: [{ id: "a".repeat(32), ...more }] });
const floods = (overrides?: object): object => ({
  ...managed(overrides, "4d21379b4f9f4bb088e0729962c8b3cf"),
  phase: "ddos_l7",
});
const tightened = ["medium managed-rules-tightened www.example.com"];
const notJudgedManaged = ["managed: "];

/** Settings and products that hold for a whole zone. */
const plans: StrangersPlans = [
  [
    "Bot Fight Mode, which no rule skips",
    [www, api, skips("true"), bots({ fightMode: true })],
    [`medium bots-refused ${both}`],
  ],
  ["Bot Fight Mode that goes", [www, bots({ fightMode: false }, { fightMode: true })], []],
  [
    "Super Bot Fight Mode before an API",
    [www, api, bots({ sbfmDefinitelyAutomated: "block" })],
    [`high bots-refused ${both}`],
  ],
  [
    "Super Bot Fight Mode before a site without a hostname for programs",
    [www, bots({ sbfmDefinitelyAutomated: "managed_challenge" })],
    ["medium bots-refused www.example.com"],
  ],
  [
    "Super Bot Fight Mode that a rule skips for programs and monitors",
    [
      ...[www, api, bots({ sbfmDefinitelyAutomated: "block" })],
      skips(
        'starts_with(http.request.uri.path, "/api/") or http.user_agent contains "UptimeRobot"',
      ),
    ],
    [],
  ],
  [
    "Super Bot Fight Mode that a rule skips at the API",
    [
      ...[www, api, bots({ sbfmLikelyAutomated: "block" })],
      skips('http.host eq "api.example.com"'),
    ],
    ["medium bots-refused www.example.com"],
  ],
  [
    "known bots that are refused",
    [www, bots({ sbfmVerifiedBots: "block" }, { sbfmVerifiedBots: "allow" })],
    ["medium bots-refused www.example.com"],
  ],
  [
    "what only detects, or is about AI",
    [www, bots({ enableJs: true, aiBotsProtection: "block" })],
    [],
  ],
  [
    "static files that are guarded from bots",
    [www, bots({ sbfmStaticResourceProtection: true })],
    [],
    ["bots: sbfmStaticResourceProtection"],
  ],
  [
    "a proof of ownership that goes behind the proxy",
    [www, becomes(dnsRecord, "proof", proof, { ...proof, proxied: true, ttl: 1 })],
    ["medium other-record-lost _1a.www.example.com"],
  ],
  [
    "a key for mail that goes behind the proxy",
    [www, becomes(dnsRecord, "key", key, { ...key, proxied: true, ttl: 1 })],
    ["medium other-record-lost s1._domainkey.example.com"],
  ],
  [
    "a second sender policy",
    [
      ...[www, same(dnsRecord, "spf", policy("v=spf1 include:_spf.google.com ~all"))],
      comes(dnsRecord, "ses", policy("v=spf1 include:amazonses.com ~all")),
    ],
    ["medium other-record-changed example.com"],
  ],
  [
    "a sender policy beside another text",
    [
      ...[www, same(dnsRecord, "proof", policy("google-site-verification=1"))],
      comes(dnsRecord, "ses", policy("v=spf1 include:amazonses.com ~all")),
    ],
    [],
  ],
  [
    "a sender policy in place of another one, which leaves its senders out",
    [
      ...[www, goes(dnsRecord, "spf", policy("v=spf1 include:_spf.google.com ~all"))],
      comes(dnsRecord, "ses", policy("v=spf1 include:amazonses.com ~all")),
    ],
    ["medium other-record-changed example.com"],
  ],
  [
    "a sender policy in place of another one, which names its senders too",
    [
      ...[www, goes(dnsRecord, "spf", policy("v=spf1 include:_spf.google.com ~all"))],
      comes(dnsRecord, "ses", policy("v=spf1 include:amazonses.com include:_spf.google.com ~all")),
    ],
    [],
  ],
  [
    "a key for mail that goes",
    [www, goes(dnsRecord, "key", key)],
    ["medium other-record-lost s1._domainkey.example.com"],
  ],
  [
    "a proof of ownership that is flattened",
    [www, becomes(dnsRecord, "proof", proof, { ...proof, settings: { flattenCname: true } })],
    ["medium other-record-lost _1a.www.example.com"],
  ],
  [
    "a proof of ownership that is made behind the proxy",
    [www, comes(dnsRecord, "proof", { ...proof, proxied: true, ttl: 1 })],
    ["medium other-record-lost _1a.www.example.com"],
  ],
  [
    "a zone that comes to flatten all, with a proof of ownership in it",
    [www, same(dnsRecord, "proof", proof), flattened],
    ["medium other-record-lost _1a.www.example.com"],
  ],
  ["a zone that comes to flatten all, without one", [www, flattened], []],
  [
    "a zone that flattens all as before, and a proof whose comment changes",
    [
      ...[www, same(zoneDnsSettings, "dns", dns(true))],
      becomes(dnsRecord, "proof", proof, { ...proof, comment: "ACM" }),
    ],
    [],
  ],
  [
    "schema validation that comes to block",
    [
      api,
      becomes(
        schemaValidation,
        "schemas",
        { zoneId, validationDefaultMitigationAction: "log" },
        { zoneId, validationDefaultMitigationAction: "block" },
      ),
    ],
    ["medium calls-refused api.example.com"],
  ],
  [
    "schema validation that would block, and is off",
    [
      api,
      comes(schemaValidation, "schemas", {
        ...{ zoneId, validationDefaultMitigationAction: "block" },
        validationOverrideMitigationAction: "none",
      }),
    ],
    [],
  ],
  [
    "schema validation of the older type",
    [
      api,
      comes(
        "cloudflare:index/apiShieldSchemaValidationSettings:ApiShieldSchemaValidationSettings",
        "schemas",
        { zoneId, validationDefaultMitigationAction: "block" },
      ),
    ],
    ["medium calls-refused api.example.com"],
  ],
  [
    "one operation more whose calls are blocked",
    [
      api,
      same(operationValidation, "list", { zoneId, operationId: "list", mitigationAction: "block" }),
      comes(operationValidation, "order", {
        ...{ zoneId, operationId: "order", mitigationAction: "block" },
      }),
    ],
    ["medium calls-refused api.example.com"],
  ],
  [
    "tokens that come to be demanded, and those that are logged",
    [
      api,
      comes(tokenValidation, "block", { zoneId, action: "block", enabled: true }),
      comes(tokenValidation, "log", { zoneId, action: "log", enabled: true }),
    ],
    ["medium calls-refused api.example.com"],
  ],
  [
    "tokens that are demanded of those who sign in, after they were logged",
    [api, signIn, becomes(tokenValidation, "t", tokens("log"), tokens("block"))],
    ["high calls-refused api.example.com"],
  ],
  [
    "tokens that are demanded, but of those who sign in",
    [api, signIn, becomes(tokenValidation, "t", tokens("log", except), tokens("block", except))],
    ["medium calls-refused api.example.com"],
  ],
  [
    "tokens that are demanded of those who show one",
    [
      ...[api, signIn],
      becomes(
        tokenValidation,
        "t",
        { ...tokens("log"), expression: present },
        { ...tokens("block"), expression: present },
      ),
    ],
    ["medium calls-refused api.example.com"],
  ],
  [
    "a policy of scripts that is enforced, after it logged",
    [
      www,
      becomes(
        scriptPolicy,
        "scripts",
        { zoneId, action: "log", enabled: true, expression: "true", value: "script-src 'self'" },
        { zoneId, action: "allow", enabled: true, expression: "true", value: "script-src 'self'" },
      ),
    ],
    ["medium scripts-refused www.example.com"],
  ],
  [
    "a zone that comes to answer DNS only",
    [www, comes(zoneDnsSettings, "dns", { zoneId, zoneMode: "dns_only" })],
    ["high zone-paused www.example.com"],
  ],
  ["a zone as usual", [www, comes(zoneDnsSettings, "dns", { zoneId, zoneMode: "standard" })], []],
  [
    "DNSSEC that goes while the registrar may have its key",
    [www, goes(dnssec, "dnssec", { zoneId, status: "active" })],
    ["medium dnssec-off www.example.com"],
  ],
  [
    "DNSSEC that is switched off",
    [www, becomes(dnssec, "dnssec", { zoneId, status: "active" }, { zoneId, status: "disabled" })],
    ["low dnssec-off www.example.com"],
  ],
  [
    "DNSSEC that was off and goes",
    [www, goes(dnssec, "dnssec", { zoneId, status: "disabled" })],
    [],
  ],
  [
    "DNSSEC that is kept where it is",
    [www, { ...goes(dnssec, "dnssec", { zoneId, status: "active" }), retainOnDelete: true }],
    [],
  ],
  ["DNSSEC that comes", [www, comes(dnssec, "dnssec", { zoneId, status: "active" })], []],
  [
    "an authority of one's own, beside which Cloudflare trusts no public one",
    [www, strict, comes(originAuthority, "own", { zoneId, certificate: "PEM" })],
    ["high origin-authority-changed www.example.com"],
  ],
  [
    "an authority of one's own, in the update that first leads visitors to the zone",
    [
      ...[comes(dnsRecord, "www", www.old as object), comes(zoneSetting, "ssl", strictSetting)],
      comes(originAuthority, "own", { zoneId, certificate: "PEM" }),
    ],
    [],
  ],
  [
    "an authority of one's own, for a zone of which the plan holds no hostname",
    [strict, comes(originAuthority, "own", { zoneId, certificate: "PEM" })],
    [`high origin-authority-changed ${zoneId}`],
  ],
  [
    "an authority of one's own where no certificate is checked",
    [www, full, comes(originAuthority, "own", { zoneId, certificate: "PEM" })],
    [],
  ],
  [
    "a second authority",
    [
      ...[www, strict, same(originAuthority, "own", { zoneId, certificate: "PEM" })],
      comes(originAuthority, "other", { zoneId, certificate: "PEM 2" }),
    ],
    [],
  ],
  [
    "the last authority that goes",
    [www, strict, goes(originAuthority, "own", { zoneId, certificate: "PEM" })],
    ["high origin-authority-changed www.example.com"],
  ],
  [
    "another fallback origin of customers' hostnames",
    [
      www,
      becomes(
        fallbackOrigin,
        "saas",
        { zoneId, origin: "www.example.com" },
        { zoneId, origin: "new.example.com" },
      ),
    ],
    ["medium fallback-origin-changed www.example.com"],
  ],
  [
    "no fallback origin any more",
    [www, goes(fallbackOrigin, "saas", { zoneId, origin: "www.example.com" })],
    ["high fallback-origin-changed www.example.com"],
  ],
  [
    "answers that are waited for a shorter time",
    [www, setting("proxy_read_timeout", "30", "100")],
    ["medium read-timeout-lowered www.example.com"],
  ],
  ["answers that are waited for longer", [www, setting("proxy_read_timeout", 600, 100)], []],
  [
    "uploads that may be less large",
    [www, setting("max_upload", 100, 500)],
    ["medium upload-limit-lowered www.example.com"],
  ],
  [
    "a cache that is passed by",
    [www, setting("development_mode", "on", "off")],
    ["medium cache-off www.example.com"],
  ],
  ["a cache that is no longer passed by", [www, setting("development_mode", "off", "on")], []],
  [
    "no addresses of IPv6, and images for own pages alone",
    [www, setting("ipv6", "off", "on"), setting("hotlink_protection", "on")],
    ["low hotlinks-refused www.example.com", "low visitors-ipv6-off www.example.com"],
  ],
  [
    "what makes answers faster",
    [www, setting("brotli", "off", "on"), setting("http3", "on"), setting("early_hints", "on")],
    [],
  ],
  [
    "addresses of visitors that are kept from origins",
    [
      www,
      comes(modelTypes.managedTransforms, "transforms", {
        ...{ zoneId, managedResponseHeaders: [] },
        managedRequestHeaders: [{ id: "remove_visitor_ip_headers", enabled: true }],
      }),
    ],
    ["medium request-header-changed www.example.com"],
    ["transforms: managedRequestHeaders, managedResponseHeaders"],
  ],
  [
    "a hostname of a customer that goes",
    [
      goes("cloudflare:index/customHostname:CustomHostname", "customer", {
        ...{ zoneId, hostname: "shop.customer.net" },
      }),
    ],
    ["high edge-service-lost shop.customer.net"],
  ],
  [
    "the OWASP ruleset that logged and acts now",
    [
      www,
      becomes(
        ruleset,
        "managed",
        managed({ ...upTo(1), ...score({ action: "log" }) }),
        managed({ ...upTo(1), ...score({ action: "block" }) }),
      ),
    ],
    ["medium managed-rules-tightened www.example.com"],
    notJudgedManaged,
  ],
  [
    "the OWASP ruleset at a higher level, and at a lower score",
    [
      www,
      becomes(
        ruleset,
        "managed",
        managed(upTo(1)),
        managed({ ...upTo(3), ...score({ scoreThreshold: 25 }) }),
      ),
    ],
    ["medium managed-rules-tightened www.example.com"],
    notJudgedManaged,
  ],
  [
    "a managed ruleset that is run twice, which stays as it is",
    [www, becomes(ruleset, "managed", twice("old"), twice("new"))],
    [],
    notJudgedManaged,
  ],
  [
    "the OWASP ruleset at a higher level, in front of hostnames that come with it",
    [
      comes(dnsRecord, "www", www.old ?? {}),
      comes(ruleset, "managed", managed({ ...upTo(3), ...score({ scoreThreshold: 25 }) })),
    ],
    [],
    notJudgedManaged,
  ],
  [
    "the OWASP ruleset that only logs, at any level",
    [www, comes(ruleset, "managed", managed(score({ action: "log" })))],
    [],
    notJudgedManaged,
  ],
  [
    "the OWASP ruleset as it is usual",
    [www, comes(ruleset, "managed", managed(upTo(1)))],
    [],
    notJudgedManaged,
  ],
  [
    "a managed ruleset as Cloudflare keeps it",
    [www, comes(ruleset, "managed", managed(undefined, "efb7b8c949ac4650a09736fc376e9aee"))],
    [],
    notJudgedManaged,
  ],
  [
    "a managed ruleset of which every rule comes to be on",
    [
      www,
      becomes(
        ruleset,
        "managed",
        managed(undefined, "efb7b8c949ac4650a09736fc376e9aee"),
        managed({ enabled: true }, "efb7b8c949ac4650a09736fc376e9aee"),
      ),
    ],
    ["medium managed-rules-tightened www.example.com"],
    notJudgedManaged,
  ],
  ...(
    [
      ["a rule that was off", part({ enabled: false }), undefined, true],
      ["a rule that only logged", part({ action: "log" }), part({ action: "block" }), true],
      ["a rule that comes to be off", undefined, part({ enabled: false }), false],
      ["a rule that comes to block", undefined, part({ action: "block" }), false],
      ["a rule that was off, and all are", part({ enabled: false }), { enabled: false }, false],
      ["a rule that was off and logs", part({ enabled: false }), part({ action: "log" }), false],
      [
        "a category that was off",
        { categories: [{ category: "wordpress", enabled: false }] },
        undefined,
        true,
      ],
    ] as const
  ).map(
    ([name, old, now, isTold]) =>
      [
        `a managed ruleset: ${name}`,
        [
          www,
          becomes(ruleset, "managed", managed(old, cloudflareRules), managed(now, cloudflareRules)),
        ],
        isTold ? tightened : [],
        notJudgedManaged,
      ] as const,
  ),
  ...(
    [
      ["raised", { sensitivityLevel: "low" }, { sensitivityLevel: "medium" }, true],
      ["as usual again", { sensitivityLevel: "eoff" }, undefined, true],
      ["as usual again for one rule", part({ sensitivityLevel: "low" }), undefined, true],
      [
        "off for a rule, which acted less readily",
        part({ sensitivityLevel: "low" }),
        part({ enabled: false }),
        false,
      ],
      ["off, and low before", { sensitivityLevel: "low" }, { enabled: false }, false],
      ["lowered", { sensitivityLevel: "medium" }, { sensitivityLevel: "low" }, false],
      ["as usual, which is said", undefined, { sensitivityLevel: "default" }, false],
      ["with another action", undefined, { action: "block" }, false],
    ] as const
  ).map(
    ([name, old, now, isTold]) =>
      [
        `the fight against floods, ${name}`,
        [www, becomes(ruleset, "managed", floods(old), floods(now))],
        isTold ? tightened : [],
        notJudgedManaged,
      ] as const,
  ),
  [
    "the fight against floods, which nobody lowers any more",
    [www, goes(ruleset, "managed", floods({ sensitivityLevel: "low" }))],
    tightened,
    notJudgedManaged,
  ],
  [
    "the fight against floods, which nobody says anything of any more",
    [www, goes(ruleset, "managed", floods({ action: "block" }))],
    [],
    notJudgedManaged,
  ],
];

describe("products and settings that hold for a whole zone", () => {
  judgesAsExpected(plans);
});
