import type { types } from "@pulumi/cloudflare";
import { BotManagement } from "@pulumi/cloudflare/botManagement";
import { CustomHostnameFallbackOrigin } from "@pulumi/cloudflare/customHostnameFallbackOrigin";
import { CustomOriginTrustStore } from "@pulumi/cloudflare/customOriginTrustStore";
import { PageShieldPolicy } from "@pulumi/cloudflare/pageShieldPolicy";
import { Ruleset } from "@pulumi/cloudflare/ruleset";
import { SchemaValidationSettings } from "@pulumi/cloudflare/schemaValidationSettings";
import { WaitingRoom } from "@pulumi/cloudflare/waitingRoom";
import { ZoneDnssec } from "@pulumi/cloudflare/zoneDnssec";
import type { CorpusCase, Program } from "../corpusCase";
import { onWww, redirectTo, ruleset, shopBeside, shopWith } from "../edgeRulesByHand";
import { record, siteByHand, www, zoneId } from "../siteByHand";

const api = "api.example.com";
const bare = shopWith({});
const alone = shopBeside(() => undefined);

/** A cache rule for the catalogue, or for all. */
const keeping = (
  actionParameters: types.input.RulesetRuleActionParameters,
  expression = onWww,
): Program =>
  shopWith({
    cache: [
      {
        ...{ ref: "catalogue", action: "set_cache_settings", expression, enabled: true },
        actionParameters: { cache: true, ...actionParameters },
      },
    ],
  });
const errorsFor = (seconds: number): Program =>
  keeping({
    edgeTtl: {
      mode: "respect_origin",
      statusCodeTtls: [{ statusCodeRange: { from: 500, to: 599 }, value: seconds }],
    },
  });

/** A rule that changes headers of requests or answers of the shop; its apex is as in the other programs. */
const headers = (
  phase: string,
  changed: Record<string, types.input.RulesetRuleActionParametersHeaders>,
): Program =>
  siteByHand({}, () => {
    record("apex", "example.com", "203.0.113.10");
    new Ruleset("headers", {
      ...{ zoneId, name: "default", kind: "zone", phase },
      rules: [
        {
          ...{ ref: "headers", action: "rewrite", expression: onWww, enabled: true },
          actionParameters: { headers: changed },
        },
      ],
    });
  });

/** The shop, its API, and what else. */
const withApi = (more: Program = () => undefined): Program =>
  shopBeside(() => {
    record("api", api, "203.0.113.40");
    more();
  });
const fought = (skipped?: string): Program =>
  withApi(() => {
    new BotManagement("bots", { zoneId, sbfmDefinitelyAutomated: "block" });
    if (skipped !== undefined) {
      ruleset("firewall", [
        {
          ...{ ref: "programs", action: "skip", expression: skipped, enabled: true },
          ...{ actionParameters: { phases: ["http_request_sbfm"] }, logging: { enabled: true } },
        },
      ]);
    }
  });
const validated = (validationDefaultMitigationAction: string): Program =>
  withApi(() => {
    new SchemaValidationSettings("schemas", { zoneId, validationDefaultMitigationAction });
  });
const scripts = (action: string): Program =>
  shopBeside(() => {
    new PageShieldPolicy("scripts", {
      ...{ zoneId, action, description: "scripts", enabled: true, expression: onWww },
      value: "script-src 'self'",
    });
  });
const owasp = (action: string): Program =>
  shopBeside(() => {
    new Ruleset("managed", {
      ...{ zoneId, name: "default", kind: "zone", phase: "http_request_firewall_managed" },
      rules: [
        {
          ...{ ref: "owasp", action: "execute", expression: "true", enabled: true },
          actionParameters: {
            id: "4814384a9e5d4991b9815dcfc25d2f1f",
            overrides: {
              categories: ["2", "3", "4"].map((level) => ({
                ...{ category: `paranoia-level-${level}`, enabled: false },
              })),
              rules: [{ id: "6179ae15870a4bb7b2d480d4843b323c", action }],
            },
          },
        },
      ],
    });
  });
const signed = (isSigned: boolean): Program =>
  shopBeside(() => {
    if (isSigned) {
      new ZoneDnssec("dnssec", { zoneId, status: "active" });
    }
  });
const authority = `-----BEGIN CERTIFICATE-----
MIIBszCCAVmgAwIBAgIUOsLsJBAS18nqxPLM19trZaZI
-----END CERTIFICATE-----`;
const saas = (origin: string): Program =>
  shopBeside(() => {
    new CustomHostnameFallbackOrigin("saas", { zoneId, origin });
  });
const room = (jsonResponseEnabled: boolean, withRoutes: boolean): Program =>
  withApi(() => {
    new WaitingRoom("room", {
      ...{ zoneId, name: "sale", host: www, path: "/sale", jsonResponseEnabled },
      cookieSuffix: "sale",
      ...{ newUsersPerMinute: 600, totalActiveUsers: 1_000 },
      ...(withRoutes ? { additionalRoutes: [{ host: api, path: "/" }] } : {}),
    });
  });
const pinned = (sessionAffinity: string): Program =>
  siteByHand({
    primary: {
      origins: [
        { name: "a", address: "203.0.113.10" },
        { name: "b", address: "203.0.113.11" },
      ],
    },
    balancer: { sessionAffinity },
  });
const limits = (said: Readonly<Record<string, string>>): Program => siteByHand({ settings: said });
const roomy = { proxy_read_timeout: "100", max_upload: "500", development_mode: "off" };
const open = { ipv6: "on", hotlink_protection: "off" };

/** What holds for a whole zone, its errors, its programs and its sessions. */
export const edgeLaterCases: readonly CorpusCase[] = [
  {
    name: "edge-errors-kept",
    because: "one error of a moment is shown to everybody for an hour",
    before: bare,
    after: errorsFor(3_600),
    risks: [`medium cache-keeps-errors ${www}`],
    changes: ["create cache"],
    says: ["Error 500, 502, 503 or 504", "3600 seconds"],
  },
  {
    name: "edge-errors-kept-for-seconds",
    because: "it spares an origin that fails, and is gone before somebody asks about it",
    before: bare,
    after: errorsFor(10),
    risks: [],
    changes: ["create cache"],
  },
  {
    name: "edge-pages-kept-by-browsers",
    because: "nobody can purge what browsers keep",
    before: bare,
    after: keeping({ browserTtl: { mode: "override_origin", default: 31_536_000 } }),
    risks: [`medium browsers-keep-pages ${www}`],
    changes: ["create cache"],
  },
  {
    name: "edge-files-kept-by-browsers",
    because: "a file with a hash in its name is another one after the next deployment",
    before: bare,
    after: keeping(
      { browserTtl: { mode: "override_origin", default: 31_536_000 } },
      'starts_with(http.request.uri.path, "/assets/")',
    ),
    risks: [],
    changes: ["create cache"],
  },
  {
    name: "edge-one-answer-for-every-query",
    because: "a page of a list is answered with what somebody else asked for",
    before: bare,
    after: keeping({ cacheKey: { customKey: { queryString: { exclude: { all: true } } } } }),
    risks: [`medium cache-mixes-queries ${www}`],
    changes: ["create cache"],
  },
  {
    name: "edge-cookies-taken-away",
    because: "the origin knows nobody who is signed in",
    before: bare,
    after: headers("http_request_late_transform", { cookie: { operation: "remove" } }),
    risks: [`high request-header-changed ${www}`],
    notJudged: ["create headers: rules[0]"],
    changes: ["create headers"],
  },
  {
    name: "edge-policy-of-content",
    because: "browsers load nothing that it does not name",
    before: bare,
    after: headers("http_response_headers_transform", {
      "content-security-policy": { operation: "set", value: "default-src 'self'" },
    }),
    risks: [`medium answer-header-changed ${www}`],
    notJudged: ["create headers: rules[0]"],
    changes: ["create headers"],
  },
  {
    name: "edge-bots-fought-before-an-api",
    because: "programs are automated, and no rule leaves them out",
    before: withApi(),
    after: fought(),
    risks: [`high bots-refused ${api}, ${www}`],
    changes: ["create bots"],
    says: ["Error 403"],
  },
  {
    name: "edge-bots-fought-but-for-programs",
    because: "a rule skips it for calls and monitors",
    before: withApi(),
    after: fought(
      'starts_with(http.request.uri.path, "/api/") or http.user_agent contains "UptimeRobot"',
    ),
    risks: [],
    changes: ["create bots", "create firewall"],
  },
  {
    name: "edge-calls-validated",
    because: "what a schema does not have shuts clients out",
    before: validated("log"),
    after: validated("block"),
    risks: [`medium calls-refused ${api}, ${www}`],
    changes: ["update schemas"],
  },
  {
    name: "edge-calls-logged",
    because: "whatever breaks the schema is only noted",
    before: validated("none"),
    after: validated("log"),
    risks: [],
    changes: ["update schemas"],
  },
  {
    name: "edge-scripts-enforced",
    because: "browsers run no script that the policy does not name",
    before: scripts("log"),
    after: scripts("allow"),
    risks: [`medium scripts-refused ${www}`],
    changes: ["update scripts"],
  },
  {
    name: "edge-managed-rules-act",
    because: "what was logged is refused from now on",
    before: owasp("log"),
    after: owasp("block"),
    risks: [`medium managed-rules-tightened ${www}`],
    notJudged: ["update managed: "],
    changes: ["update managed"],
    says: ["Cloudflare OWASP Core Ruleset"],
  },
  {
    name: "edge-dnssec-goes",
    because:
      "what is active cannot be deleted, and the registrar may still say that the zone is signed",
    before: signed(true),
    after: signed(false),
    risks: [`medium dnssec-off ${www}`],
    changes: ["delete dnssec"],
    says: ["SERVFAIL"],
  },
  {
    name: "edge-dnssec-comes",
    because: "nobody believes it before the registrar has its key",
    before: signed(false),
    after: signed(true),
    risks: [],
    changes: ["create dnssec"],
  },
  {
    name: "edge-authority-of-its-own",
    because: "Cloudflare trusts no public one beside it",
    before: alone,
    after: shopBeside(() => {
      new CustomOriginTrustStore("own", { zoneId, certificate: authority });
    }),
    risks: [`high origin-authority-changed ${www}`],
    changes: ["create own"],
    says: ["Error 526"],
  },
  {
    name: "edge-fallback-origin-of-customers",
    because: "the new one may not know their names",
    before: saas("saas.example.com"),
    after: saas("next.example.com"),
    risks: [`medium fallback-origin-changed ${www}`],
    changes: ["update saas"],
  },
  {
    name: "edge-waiting-room-before-an-api",
    because: "no program waits at a page",
    before: room(false, false),
    after: room(false, true),
    risks: [`medium waiting-room-takes-programs ${api}`],
    changes: ["update room"],
  },
  {
    name: "edge-waiting-room-that-programs-understand",
    because: "clients are told in JSON that they wait",
    before: room(true, false),
    after: room(true, true),
    risks: [],
    changes: ["update room"],
  },
  {
    name: "edge-redirect-of-an-api",
    because: "calls lose what they sent on their way to another hostname",
    before: withApi(),
    after: withApi(() => {
      ruleset("redirects", [redirectTo("old", `http.host ne "${www}"`, www)]);
    }),
    risks: [`high redirect-takes-programs ${api}`],
    changes: ["create redirects"],
  },
  {
    name: "sessions-kept-no-longer",
    because: "each request may go to the other origin",
    before: pinned("cookie"),
    after: pinned("none"),
    risks: [`medium sessions-unpinned ${www}`],
    changes: ["update www"],
  },
  {
    name: "sessions-kept-from-now-on",
    because: "visitors stay where they come first",
    before: pinned("none"),
    after: pinned("cookie"),
    risks: [],
    changes: ["update www"],
  },
  {
    name: "edge-limits-lowered",
    because: "long answers, large uploads and the origin's load meet them",
    before: limits({ ...roomy, ...open }),
    after: limits({
      ...{ proxy_read_timeout: "30", max_upload: "100", development_mode: "on" },
      ...{ ipv6: "off", hotlink_protection: "on" },
    }),
    risks: [
      `medium cache-off ${www}`,
      `medium read-timeout-lowered ${www}`,
      `medium upload-limit-lowered ${www}`,
      `low hotlinks-refused ${www}`,
      `low visitors-ipv6-off ${www}`,
    ],
    changes: [
      ...["update development-mode", "update hotlink-protection", "update ipv6"],
      ...["update max-upload", "update proxy-read-timeout"],
    ],
    says: ["Error 524", "Error 413"],
  },
  {
    name: "edge-limits-raised",
    because: "whatever was answered still is",
    before: limits({ ...roomy, ...open }),
    after: limits({
      proxy_read_timeout: "600",
      max_upload: "500",
      development_mode: "off",
      ...open,
    }),
    risks: [],
    changes: ["update proxy-read-timeout"],
  },
];
