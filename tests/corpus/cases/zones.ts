import { Ruleset } from "@pulumi/cloudflare/ruleset";
import type { CorpusCase, Program } from "../corpusCase";
import { goodSettings, record, settings, siteByHand, www, zoneId } from "../siteByHand";

/** No plan of these names the zone, so that it is called by a hostname in it. */
const zone = "the zone of www.example.com";
const otherZone = "ab".repeat(16);

function zoned(values: Readonly<Record<string, string | null>>): Program {
  return () => {
    settings({ ...goodSettings, ...values });
    record("www", www, "203.0.113.10");
  };
}

function cacheRuleset(logical: string): void {
  new Ruleset(logical, {
    ...{ zoneId, name: logical, kind: "zone", phase: "http_request_cache_settings" },
    rules: [
      {
        ...{ ref: "assets", action: "set_cache_settings", actionParameters: { cache: true } },
        expression: 'starts_with(http.request.uri.path, "/assets/")',
      },
    ],
  });
}

const strict = zoned({});
const full = zoned({ ssl: "full" });
const pulls = { settings: { tls_client_auth: "on" } };

/** What holds for a whole zone. */
export const zoneCases: readonly CorpusCase[] = [
  {
    name: "tls-strict-to-full",
    because: "any certificate of the origin is believed",
    before: strict,
    after: full,
    risks: [`high tls-weaker ${zone}`],
    changes: ["update ssl"],
    says: ['"strict"', '"full"'],
  },
  {
    name: "tls-full-to-flexible",
    because: "origins that redirect to HTTPS answer in a circle",
    before: full,
    after: zoned({ ssl: "flexible" }),
    risks: [`high tls-weaker ${zone}`],
    changes: ["update ssl"],
    says: ["circle"],
  },
  {
    name: "tls-full-to-strict",
    because: "an origin without a valid certificate is answered with 526 at once",
    before: full,
    after: strict,
    risks: [`medium tls-stricter ${zone}`],
    changes: ["update ssl"],
    says: ["526"],
  },
  {
    name: "tls-setting-forgotten",
    because: "Pulumi only forgets a setting, the zone keeps it",
    before: strict,
    after: zoned({ ssl: null, ssl_automatic_mode: null }),
    risks: [],
    changes: ["delete ssl", "delete ssl-automatic-mode"],
    says: ["only forgets it"],
  },
  {
    name: "tls-version-lowered",
    because: "weaker, and nobody meets an error: a finding, not an outage",
    before: strict,
    after: zoned({ min_tls_version: "1.0" }),
    risks: [],
    findings: [`medium tls-version-old ${zone} (new)`],
    changes: ["update min-tls-version"],
  },
  {
    name: "tls-version-raised",
    because: "visitors who do not speak TLS 1.3 are turned away",
    before: strict,
    after: zoned({ min_tls_version: "1.3" }),
    risks: [`medium tls-version-raised ${zone}`],
    changes: ["update min-tls-version"],
  },
  {
    name: "tls-mode-left-to-cloudflare",
    because: "somebody else may change the mode",
    before: strict,
    after: zoned({ ssl_automatic_mode: "auto" }),
    risks: [`medium tls-mode-automatic ${zone}`],
    changes: ["update ssl-automatic-mode"],
  },
  {
    name: "origin-pulls-without-probe-zone",
    because: "probes show no certificate, so origins that demand one are found down",
    before: siteByHand({ monitor: { probeZone: undefined } }),
    after: siteByHand({ monitor: { probeZone: undefined }, ...pulls }),
    risks: [
      "high monitor-without-probe-zone www.example.com",
      "medium origin-pulls-on example.com",
    ],
    changes: ["create tls-client-auth"],
  },
  {
    name: "origin-pulls-with-probe-zone",
    because: "only origins that distrust it, or demanded it too early, would fail",
    before: siteByHand(),
    after: siteByHand(pulls),
    risks: ["low origin-pulls-on example.com"],
    changes: ["create tls-client-auth"],
  },
  {
    name: "ruleset-second-owner",
    because:
      "a phase of a zone has one ruleset; the second takes the rules of the first away or is refused",
    before: () => cacheRuleset("cache"),
    after: () => {
      cacheRuleset("cache");
      cacheRuleset("more");
    },
    risks: ["high ruleset-phase-shared cache"],
    changes: ["create more"],
  },
  {
    name: "one-of-two-zones",
    because: "the other zone is not touched and must not be named",
    zones: [
      { id: zoneId, name: "example.com" },
      { id: otherZone, name: "example.net" },
    ],
    before: () => {
      settings({ ssl: "strict", ssl_automatic_mode: "custom" });
      record("www", www, "203.0.113.10");
      record("net", "www.example.net", "203.0.113.20", { zoneId: otherZone });
    },
    after: () => {
      settings({ ssl: "strict", ssl_automatic_mode: "custom" });
      record("www", www, "203.0.113.10");
      record("net", "www.example.net", "203.0.113.21", { zoneId: otherZone });
    },
    risks: ["medium destination-changed www.example.net"],
    changes: ["update net"],
    hides: [www],
  },
];
