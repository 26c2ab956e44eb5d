import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { comes, reviewSteps, riskLines, same, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const setting = (settingId: string, value: unknown): Step =>
  comes("setting", settingId, { zoneId, settingId, value });
const hsts = setting("security_header", {
  strict_transport_security: { enabled: true, max_age: 31_536_000, include_subdomains: true },
});
const record = (name: string, proxied = true, content = "203.0.113.1") => ({
  ...{ zoneId, name, type: "A", content, proxied, ttl: 1 },
});
const zone = { name: "example.com", account: { id: "a" } };

/** What is switched on in a zone, and what is said of it where visitors were there before. */
const cases: readonly (readonly [string, Step, readonly string[]])[] = [
  [
    "Bot Fight Mode",
    comes(modelTypes.botManagement, "bots", { zoneId, fightMode: true }),
    ["medium bots-refused www.example.com"],
  ],
  [
    "client certificates of Cloudflare",
    comes(modelTypes.originPulls, "pulls", { zoneId, enabled: true }),
    ["medium origin-pulls-on example.com"],
  ],
  [
    "a higher minimum of TLS",
    setting("min_tls_version", "1.3"),
    ["medium tls-version-raised example.com"],
  ],
  ["HSTS for all names", hsts, ["medium hsts-includes-subdomains example.com"]],
  ["no WebSockets", setting("websockets", "off"), ["medium websockets-off www.example.com"]],
  [
    "schema validation",
    comes(modelTypes.schemaValidation, "schema", {
      ...{ zoneId, validationDefaultMitigationAction: "block" },
    }),
    ["medium calls-refused www.example.com"],
  ],
  [
    "a minimum of TLS for one hostname",
    comes(modelTypes.hostnameTlsSetting, "tls", {
      ...{ zoneId, settingId: "min_tls_version", hostname: "www.example.com", value: "1.3" },
    }),
    ["medium tls-version-raised www.example.com"],
  ],
];

const made: readonly Step[] = [
  comes("record", "www", record("www.example.com")),
  comes("record", "mail", record("mail.www.example.com", false)),
];

describe("what a zone is given with its first hostnames", () => {
  for (const [what, step, told] of cases) {
    it(`takes nothing from anybody with ${what}`, () => {
      const { risks, notJudged } = reviewSteps([comes("zone", "zone", zone), ...made, step]);
      expect([risks, notJudged]).to.deep.equal([[], []]);
    });

    it(`is told with ${what} where visitors were there before, through Cloudflare or past it`, () => {
      for (const proxied of [true, false]) {
        const stood: readonly Step[] = [
          { ...same("zone", "zone", zone), id: zoneId },
          {
            ...{ op: proxied ? "same" : "update", type: "record", name: "www", id: "www" },
            ...{ old: record("www.example.com", proxied), new: record("www.example.com") },
          },
          same("record", "mail", record("mail.www.example.com", false)),
        ];
        const lines = riskLines([...stood, step]);
        expect(lines).to.include.members(told);
      }
    });
  }

  it("is told where programs certainly get nothing", () => {
    const api = comes("record", "api", record("api.example.com"));
    const bots = comes(modelTypes.botManagement, "bots", {
      ...{ zoneId, sbfmDefinitelyAutomated: "block" },
    });
    expect(riskLines([comes("zone", "zone", zone), api, bots])).to.deep.equal([
      "high bots-refused api.example.com",
    ]);
  });

  it("is told where HSTS shuts out a name that stood before", () => {
    const stood = same("record", "mail", record("mail.www.example.com", false, "203.0.113.2"));
    const www = comes("record", "www", record("www.example.com"));
    expect(riskLines([www, stood, hsts])).to.deep.equal([
      "medium hsts-includes-subdomains the zone of www.example.com",
    ]);
  });
});

describe("what rules do at a hostname that is new", () => {
  const ruleset = (phase: string, rule: object): Step =>
    comes(modelTypes.ruleset, "rules", {
      ...{ zoneId, kind: "zone", name: "default", phase },
      rules: [{ enabled: true, expression: 'http.host eq "new.example.com"', ...rule }],
    });
  const keeping = (more: object): Step =>
    ruleset("http_request_cache_settings", {
      ...{ action: "set_cache_settings" },
      actionParameters: { cache: true, ...more },
    });
  const hour = { mode: "override_origin", default: 3600 };
  const limit = (requestsPerPeriod: number): Step =>
    ruleset("http_ratelimit", {
      action: "block",
      ratelimit: {
        ...{ characteristics: ["ip.src", "cf.colo.id"], period: 10, mitigationTimeout: 10 },
        requestsPerPeriod,
      },
    });
  const block = (expression: string): Step =>
    ruleset("http_request_firewall_custom", { action: "block", expression });
  const own = 'http.host eq "new.example.com"';
  const intended: readonly (readonly [string, Step, string])[] = [
    ["keeps pages", keeping({ edgeTtl: hour }), "medium cache-shares-pages"],
    [
      "has browsers keep pages",
      keeping({ browserTtl: { ...hour, default: 864_000 } }),
      "medium browsers-keep-pages",
    ],
    [
      "keeps errors",
      keeping({
        edgeTtl: {
          mode: "respect_origin",
          statusCodeTtls: [{ statusCodeRange: { from: 500, to: 599 }, value: 600 }],
        },
      }),
      "medium cache-keeps-errors",
    ],
    [
      "lets in an office alone",
      block(`${own} and not ip.src in {198.51.100.0/24}`),
      "high edge-rule-blocks",
    ],
    ["limits what visitors send", limit(50), "medium rate-limit-low"],
  ];
  const beside = same("record", "www", record("www.example.com"));
  const made = comes("record", "new", record("new.example.com", true, "203.0.113.9"));
  const stood = same("record", "new", record("new.example.com", true, "203.0.113.9"));

  for (const [what, step, told] of intended) {
    it(`is not told where it ${what}, and is where visitors were there`, () => {
      expect(riskLines([beside, made, step])).to.deep.equal([]);
      expect(riskLines([beside, stood, step])).to.deep.equal([`${told} new.example.com`]);
    });
  }

  it("is told where nobody gets through", () => {
    expect(riskLines([beside, made, block(own)])).to.deep.equal([
      "medium edge-rule-blocks new.example.com",
    ]);
    expect(riskLines([beside, made, limit(5)])).to.deep.equal([
      "medium rate-limit-low new.example.com",
    ]);
  });
});
