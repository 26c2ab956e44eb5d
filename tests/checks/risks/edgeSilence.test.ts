import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const accountId = "a".repeat(32);
const host = "www.example.com";
const onHost = `http.host eq "${host}"`;

const ruleset = (phase: string, ...rules: readonly object[]): object => ({
  ...{ zoneId, kind: "zone", name: "default", phase, rules },
});
const rule =
  (action: string) =>
  (actionParameters: object, expression = onHost): object => ({
    ...{ action, expression, enabled: true, actionParameters },
  });
const [route, cached, rewritten, skip] = ["route", "set_cache_settings", "rewrite", "skip"].map(
  rule,
) as [
  ReturnType<typeof rule>,
  ReturnType<typeof rule>,
  ReturnType<typeof rule>,
  ReturnType<typeof rule>,
];
const rules = (phase: string, old: readonly object[], now: readonly object[]): Step[] => [
  www,
  becomes(modelTypes.ruleset, "rules", ruleset(phase, ...old), ruleset(phase, ...now)),
];
const [origins, caches, urls, firewall, sent] = [
  "http_request_origin",
  "http_request_cache_settings",
  "http_request_transform",
  "http_request_firewall_custom",
  "http_request_late_transform",
] as [string, string, string, string, string];

const elsewhere = route({ origin: { host: "shop.partner.net" } });
const atPort = (port: number): object => route({ origin: { port } });
const kept = (more: object): object => cached({ cache: true, ...more });
const programs = 'starts_with(http.request.uri.path, "/api/")';
const block = (expression: string): object => ({ action: "block", expression, enabled: true });
const limit = (more: object): object => ({
  ...block("true"),
  ratelimit: {
    ...{ characteristics: ["cf.colo.id", "ip.src"], period: 60, requestsPerPeriod: 60 },
    ...{ mitigationTimeout: 60, ...more },
  },
});
const list = (...items: readonly string[]): object => ({
  ...{ accountId, kind: "ip", name: "office", items: items.map((ip) => ({ ip })) },
});
const hosts = (...names: readonly string[]): object => ({
  ...{ accountId, kind: "hostname", name: "hosts" },
  items: names.map((urlHostname) => ({ hostname: { urlHostname } })),
});
const shutForOthers = same(
  modelTypes.ruleset,
  "rules",
  ruleset(firewall, block(`${onHost} and not ip.src in $office`)),
);
const alert = (more: object): object => ({
  ...{ accountId, name: "tunnels", alertType: "tunnel_health_event", enabled: true },
  ...{ mechanisms: { emails: [{ id: "ops@example.com" }] }, ...more },
});
const managed = same(
  modelTypes.ruleset,
  "managed",
  ruleset(
    "http_request_firewall_managed",
    rule("execute")({ id: "efb7b8c949ac4650a09736fc376e9aee" }, "true"),
  ),
);
const bots = same(modelTypes.botManagement, "bots", { zoneId, sbfmDefinitelyAutomated: "block" });
const room = (more: object = {}): object => ({
  ...{ zoneId, name: "room", host, path: "/", cookieSuffix: "room" },
  ...{ newUsersPerMinute: 2_000, totalActiveUsers: 20_000, ...more },
});
const bypass = {
  ...{ zoneId, waitingRoomId: "room" },
  rules: [{ action: "bypass_waiting_room", expression: programs, enabled: true }],
};
const text = (name: string, content: string): object => ({
  ...{ zoneId, name, type: "TXT", content, ttl: 300 },
});
const spectrum = (origin: string): object => ({
  ...{ zoneId, protocol: "tcp/22", dns: { type: "CNAME", name: "ssh.example.com" } },
  originDirects: [`tcp://${origin}:22`],
});

const people = { decision: "allow", includes: [{ emailDomain: { domain: "example.com" } }] };
const application = (...policies: readonly object[]): object => ({
  ...{ accountId, type: "self_hosted", name: "api", domain: "www.example.com/internal", policies },
});

/** Changes of which each was read, and none asked for: the change, what must be said, and what nobody can judge. */
const plans: StrangersPlans = [
  [
    "an origin rule that goes, as the origin may listen there alone",
    rules(origins, [atPort(8443)], []),
    [`medium destination-changed ${host}`],
  ],
  [
    "an origin rule that is switched off",
    rules(origins, [elsewhere], [{ ...elsewhere, enabled: false }]),
    [`medium destination-changed ${host}`],
  ],
  [
    "an origin rule that leads all elsewhere",
    rules(origins, [], [elsewhere]),
    [`medium destination-changed ${host}`],
  ],
  [
    "an origin rule that says what is so anyway",
    rules(origins, [], [atPort(443), route({ origin: { host: "203.0.113.10" } })]),
    [],
  ],
  [
    "an origin rule for a path that nobody asks for every day",
    rules(
      origins,
      [],
      [
        route(
          { origin: { host: "docs.partner.net" } },
          `${onHost} and starts_with(http.request.uri.path, "/docs")`,
        ),
      ],
    ),
    [`low destination-changed ${host}`],
  ],
  [
    "another name by which the origin is asked",
    rules(origins, [], [route({ hostHeader: "shop.partner.net" })]),
    [`medium host-header-changed ${host}`],
  ],
  [
    "everything that passes the cache by",
    rules(caches, [], [cached({ cache: false }, "true")]),
    [`medium cache-off ${host}`],
  ],
  [
    "an account that passes the cache by",
    rules(caches, [], [cached({ cache: false }, 'starts_with(http.request.uri.path, "/account")')]),
    [],
  ],
  [
    "pages that are kept no longer",
    rules(caches, [kept({ edgeTtl: { mode: "override_origin", default: 3_600 } })], []),
    [`medium cache-off ${host}`],
  ],
  [
    "a key that no longer has the cookie of the language",
    rules(
      caches,
      [kept({ cacheKey: { customKey: { cookie: { includes: ["lang"] } } } })],
      [kept({})],
    ),
    [`medium cache-shares-pages ${host}`],
  ],
  [
    "a rule that keeps all pages behind one that keeps out who is signed in",
    rules(
      caches,
      [cached({ cache: false }, 'http.cookie contains "sid="')],
      [
        cached({ cache: false }, 'http.cookie contains "sid="'),
        cached(
          { cache: true, edgeTtl: { mode: "override_origin", default: 120 } },
          `${onHost} and http.request.method eq "GET"`,
        ),
      ],
    ),
    [`high cache-shares-pages ${host}`],
  ],
  [
    "a path that is no longer rewritten",
    rules(
      urls,
      [
        rewritten(
          { uri: { path: { expression: 'concat("/v2", http.request.uri.path)' } } },
          programs,
        ),
      ],
      [],
    ),
    [`medium url-rewrite-changed ${host}`],
  ],
  [
    "a header that says that a request came through Cloudflare",
    rules(
      sent,
      [rewritten({ headers: { "x-origin-secret": { operation: "set", value: "s" } } }, "true")],
      [],
    ),
    [`medium request-header-changed ${host}`],
    ["rules: rules"],
  ],
  [
    "an exception of Super Bot Fight Mode that goes",
    [bots, ...rules(firewall, [skip({ phases: ["http_request_sbfm"] }, programs)], [])],
    [`medium bots-refused ${host}`],
  ],
  [
    "an exception of Super Bot Fight Mode that moves",
    [
      bots,
      ...rules(
        firewall,
        [skip({ phases: ["http_request_sbfm"] }, programs)],
        [block("ip.src eq 198.51.100.7"), skip({ phases: ["http_request_sbfm"] }, programs)],
      ),
    ],
    [],
  ],
  [
    "an exception of the managed rules that goes",
    [
      managed,
      ...rules(
        firewall,
        [skip({ phases: ["http_request_firewall_managed"] }, 'http.request.uri.path eq "/upload"')],
        [],
      ),
    ],
    [`medium managed-rules-tightened ${host}`],
  ],
  [
    "what is certainly and what is likely automated fought at once",
    [
      www,
      comes(modelTypes.botManagement, "bots", {
        ...{ zoneId, sbfmDefinitelyAutomated: "block", sbfmLikelyAutomated: "block" },
      }),
    ],
    [`medium bots-refused ${host}`, `medium bots-refused ${host}`],
  ],
  [
    "the world shut out but for one country",
    rules(firewall, [], [block('ip.src.country ne "DE"')]),
    [`medium edge-rule-blocks ${host}`],
    ["rules: rules[0]"],
  ],
  [
    "the networks of a cloud shut out, from which webhooks and monitors ask",
    rules(firewall, [], [block("ip.src.asnum in {16509 14618}")]),
    [`medium edge-rule-blocks ${host}`],
  ],
  [
    "what is likely a bot shut out of an API",
    [
      { ...www, name: "api", old: { ...www.old, name: "api.example.com" } },
      comes(
        modelTypes.ruleset,
        "rules",
        ruleset(
          firewall,
          block("cf.bot_management.score lt 30 and not cf.bot_management.verified_bot"),
        ),
      ),
    ],
    ["medium edge-rule-blocks api.example.com"],
  ],
  [
    "a limit that comes to count what the cache answers, too",
    rules("http_ratelimit", [limit({ requestsToOrigin: true })], [limit({})]),
    [`medium rate-limit-low ${host}`],
  ],
  [
    "addresses that leave a list of those who are let in",
    [
      www,
      shutForOthers,
      becomes(
        modelTypes.rulesList,
        "list",
        list("198.51.100.7", "203.0.113.77"),
        list("203.0.113.77"),
      ),
    ],
    [`low edge-rule-blocks ${host}`],
  ],
  [
    "an address that joins them",
    [
      www,
      shutForOthers,
      becomes(
        modelTypes.rulesList,
        "list",
        list("198.51.100.7"),
        list("198.51.100.7", "203.0.113.77"),
      ),
    ],
    [],
  ],
  [
    "half of the Internet on a list of those who are shut out",
    [
      www,
      same(modelTypes.ruleset, "rules", ruleset(firewall, block("ip.src in $office"))),
      becomes(modelTypes.rulesList, "list", list("198.51.100.7"), list("0.0.0.0/2", "64.0.0.0/2")),
    ],
    [`high edge-rule-blocks ${host}`],
  ],
  [
    "hostnames that leave a list of those who are served, but one",
    [
      www,
      same(modelTypes.ruleset, "rules", ruleset(firewall, block("not http.host in $hosts"))),
      becomes(modelTypes.rulesList, "hosts", hosts("*.example.com"), hosts("api.example.com")),
    ],
    [`high edge-rule-blocks ${host}`],
  ],
  [
    "a list that no rule of the plan names",
    [www, becomes(modelTypes.rulesList, "list", list("198.51.100.7"), list("203.0.113.77"))],
    [],
    ["list: items"],
  ],
  [
    "a list that goes while a rule names it",
    [www, shutForOthers, goes(modelTypes.rulesList, "list", list("198.51.100.7"))],
    ["medium object-in-use office", `low edge-rule-blocks ${host}`],
  ],
  [
    "the bypass of a waiting room for programs that goes",
    [
      www,
      same(modelTypes.waitingRoom, "room", room()),
      goes(modelTypes.waitingRoomRules, "bypass", bypass),
    ],
    [`medium waiting-room-takes-programs ${host}/api/`],
  ],
  [
    "a waiting room that lets in a tenth",
    [
      www,
      becomes(
        modelTypes.waitingRoom,
        "room",
        room(),
        room({ newUsersPerMinute: 200, totalActiveUsers: 2_000 }),
      ),
    ],
    [`medium waiting-room-holds ${host}`],
    ["room: newUsersPerMinute, totalActiveUsers"],
  ],
  [
    "a notification that tells of one tunnel alone",
    [becomes(modelTypes.alert, "alert", alert({}), alert({ filters: { tunnelIds: ["t1"] } }))],
    ["low alert-lost tunnels"],
  ],
  [
    "a notification that leaves recoveries out",
    [
      becomes(
        modelTypes.alert,
        "alert",
        alert({}),
        alert({
          filters: {
            newStatuses: ["TUNNEL_STATUS_TYPE_DOWN", "TUNNEL_STATUS_TYPE_DEGRADED"],
          },
        }),
      ),
    ],
    [],
  ],
  [
    "a widget of Turnstile that goes",
    [www, goes(modelTypes.turnstileWidget, "widget", { accountId, name: "w", domains: [host] })],
    [`medium widget-refused ${host}`],
  ],
  [
    "a client certificate that one hostname no longer shows",
    [
      www,
      becomes(
        modelTypes.hostnamePulls,
        "pulls",
        { zoneId, configs: [{ hostname: host, enabled: true, certId: "c" }] },
        { zoneId, configs: [{ hostname: host, enabled: false, certId: "c" }] },
      ),
    ],
    [`medium origin-pulls-off ${host}`],
  ],
  [
    "who may send mail of a domain",
    [goes("record", "spf", text("example.com", "v=spf1 include:mail.example.net -all"))],
    ["medium other-record-lost example.com"],
  ],
  [
    "a proof of a domain that somebody asked for once",
    [goes("record", "proof", text("example.com", "google-site-verification=abc"))],
    [],
  ],
  [
    "an application of Spectrum that goes",
    [goes(modelTypes.spectrumApplication, "ssh", spectrum("203.0.113.10"))],
    ["high edge-service-lost ssh.example.com"],
  ],
  [
    "an application of Spectrum that gets another name",
    [
      becomes(modelTypes.spectrumApplication, "ssh", spectrum("203.0.113.10"), {
        ...spectrum("203.0.113.10"),
        dns: { type: "CNAME", name: "shell.example.com" },
      }),
    ],
    ["high edge-service-lost ssh.example.com"],
  ],
  [
    "an application of Spectrum whose name has addresses of its own from now on",
    [
      becomes(modelTypes.spectrumApplication, "ssh", spectrum("203.0.113.10"), {
        ...spectrum("203.0.113.10"),
        dns: { type: "ADDRESS", name: "ssh.example.com" },
      }),
    ],
    [],
  ],
  [
    "an application of Spectrum that leads elsewhere",
    [
      becomes(
        modelTypes.spectrumApplication,
        "ssh",
        spectrum("203.0.113.10"),
        spectrum("203.0.113.11"),
      ),
    ],
    ["medium destination-changed ssh.example.com"],
  ],
  [
    "an application of Spectrum that comes to send PROXY protocol",
    [
      becomes(modelTypes.spectrumApplication, "ssh", spectrum("203.0.113.10"), {
        ...spectrum("203.0.113.10"),
        proxyProtocol: "v1",
      }),
    ],
    ["medium destination-changed ssh.example.com"],
  ],
  ...(
    [
      ["ipv6", ["medium edge-service-lost ssh.example.com"]],
      ["ipv4", ["low visitors-ipv6-off ssh.example.com"]],
    ] as const
  ).map(([connectivity, told]): StrangersPlans[number] => [
    `an application of Spectrum that comes to be reached by ${connectivity}`,
    [
      becomes(
        modelTypes.spectrumApplication,
        "ssh",
        { ...spectrum("203.0.113.10"), edgeIps: { type: "dynamic", connectivity: "all" } },
        { ...spectrum("203.0.113.10"), edgeIps: { type: "dynamic", connectivity } },
      ),
    ],
    told,
  ]),
  [
    "an application of Spectrum that comes to have another port",
    [
      becomes(modelTypes.spectrumApplication, "ssh", spectrum("203.0.113.10"), {
        ...spectrum("203.0.113.10"),
        protocol: "tcp/2222",
      }),
    ],
    ["high edge-service-lost ssh.example.com"],
  ],
  [
    "an application of Spectrum that says that it sends no PROXY protocol",
    [
      becomes(modelTypes.spectrumApplication, "ssh", spectrum("203.0.113.10"), {
        ...spectrum("203.0.113.10"),
        proxyProtocol: "off",
      }),
    ],
    [],
  ],
  [
    "programs with a token that an application lets pass no more",
    [
      www,
      becomes(
        modelTypes.accessApplication,
        "api",
        application({ decision: "non_identity", includes: [{ anyValidServiceToken: {} }] }, people),
        application(people),
      ),
    ],
    ["medium access-login www.example.com/internal"],
    ["api: policies"],
  ],
  [
    "every page led to the home page",
    [
      www,
      comes(
        modelTypes.ruleset,
        "redirects",
        ruleset(
          "http_request_dynamic_redirect",
          rule("redirect")(
            { fromValue: { statusCode: 301, targetUrl: { value: `https://${host}/` } } },
            `${onHost} and http.request.uri.path ne "/" and not starts_with(http.request.uri.path, "/.well-known/")`,
          ),
        ),
      ),
    ],
    [`high redirect-leads-away ${host}`],
  ],
  [
    "one page that a rule redirects to itself",
    [
      www,
      comes(
        modelTypes.ruleset,
        "redirects",
        ruleset(
          "http_request_dynamic_redirect",
          rule("redirect")(
            { fromValue: { statusCode: 301, targetUrl: { value: `https://${host}/docs/` } } },
            `${onHost} and starts_with(http.request.uri.path, "/docs")`,
          ),
        ),
      ),
    ],
    [`high redirect-loop ${host}`],
  ],
];

describe("changes at the edge of which each was read, and nobody asked", () => {
  judgesAsExpected(plans);
});
