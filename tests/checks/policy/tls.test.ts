import { type ModelObject } from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import { itTells } from "./shop";

const zone = "example.com";

function pageRule(actions: ModelObject): ModelObject {
  return {
    ...{ zoneId: "f".repeat(32), target: "https://legacy.example.com/*", status: "active" },
    actions,
  };
}

describe("policy: TLS", () => {
  itTells([
    {
      title: "refuses Full, which believes any certificate",
      plan: (shop) => shop.set("ssl", { value: "full" }),
      told: [
        `tls-not-strict: ${zone}.ssl must be strict, so that only an origin with a valid certificate is believed; got "full"`,
      ],
    },
    {
      title: "takes Strict (SSL-only origin pull)",
      plan: (shop) => shop.set("ssl", { value: "origin_pull" }),
      told: [],
    },
    {
      title: "says nothing of a mode that is not known yet",
      plan: (shop) => shop.set("ssl", { value: unknownValue }),
      told: [],
    },
    {
      title: "refuses a configuration rule that weakens the mode for some requests",
      plan: (shop) =>
        shop.add("ruleset", "config", {
          zoneId: "f".repeat(32),
          kind: "zone",
          phase: "http_config_settings",
          rules: [
            { action: "set_config", actionParameters: { ssl: "flexible" }, enabled: false },
            { action: "set_config", actionParameters: { ssl: "strict" } },
            { action: "set_config", actionParameters: { ssl: "flexible" } },
          ],
        }),
      told: [
        `tls-not-strict: ${zone}.ssl must be strict, so that only an origin with a valid certificate is believed; got "flexible", set by rules[2].actionParameters.ssl of config`,
      ],
    },
    {
      title: "says nothing of a configuration rule that may be off, nor of a mode that comes later",
      plan: (shop) =>
        shop.add("ruleset", "config", {
          zoneId: "f".repeat(32),
          kind: "zone",
          phase: "http_config_settings",
          rules: [
            {
              action: "set_config",
              actionParameters: { ssl: "flexible" },
              enabled: unknownValue,
            },
            { action: "set_config", actionParameters: { ssl: unknownValue } },
            { action: "set_config", actionParameters: unknownValue },
            { action: "set_config", actionParameters: { securityLevel: "high" } },
            unknownValue,
          ],
        }),
      told: [],
    },
    {
      title: "refuses an automatic mode",
      plan: (shop) => shop.set("mode", { value: "auto" }),
      told: [
        `tls-mode-automatic: ${zone}.ssl_automatic_mode must be custom, so that nobody but this program changes the mode; got "auto"`,
      ],
    },
    {
      title: "says nothing of a pin that is not known yet",
      plan: (shop) => shop.set("mode", { value: unknownValue }),
      told: [],
    },
    {
      title: "refuses a mode that nothing pins",
      plan: (shop) => shop.drop("mode"),
      told: [
        `tls-mode-automatic: ${zone}.ssl_automatic_mode must be custom, so that nobody but this program changes the mode; got nothing`,
      ],
    },
    {
      title: "does not take a pin for missing that a partial plan leaves out",
      plan: (shop) => ({ ...shop.drop("mode").plan, whole: false }),
      told: [],
    },
    {
      title: "says nothing of a zone whose settings are all elsewhere",
      plan: (shop) => shop.drop("ssl", "mode", "tls"),
      told: [],
    },
    {
      title: "refuses TLS 1.1, however it is written",
      plan: (shop) => shop.set("tls", { value: "1.1" }),
      told: [`tls-version-old: ${zone}.min_tls_version must be 1.2 or 1.3; got "1.1"`],
    },
    {
      title: "refuses TLS 1.0",
      plan: (shop) => shop.set("tls", { value: "1.0" }),
      told: [`tls-version-old: ${zone}.min_tls_version must be 1.2 or 1.3; got "1.0"`],
    },
    {
      title: "refuses TLS 1.1 for one hostname",
      plan: (shop) =>
        shop.add("cloudflare:index/hostnameTlsSetting:HostnameTlsSetting", "kiosk", {
          zoneId: "f".repeat(32),
          hostname: "Kiosk.example.com",
          settingId: "min_tls_version",
          value: "1.1",
        }),
      told: ['tls-version-old: kiosk.example.com.min_tls_version must be 1.2 or 1.3; got "1.1"'],
    },
    {
      title: "lets other settings of a hostname be, and versions that are not known yet",
      plan: (shop) =>
        shop
          .set("tls", { value: unknownValue })
          .add("cloudflare:index/hostnameTlsSetting:HostnameTlsSetting", "ciphers", {
            hostname: "www.example.com",
            settingId: "ciphers",
            value: "1.1",
          })
          .add("cloudflare:index/hostnameTlsSetting:HostnameTlsSetting", "later", {
            hostname: "www.example.com",
            settingId: "min_tls_version",
            value: unknownValue,
          })
          .add("cloudflare:index/hostnameTlsSetting:HostnameTlsSetting", "new", {
            hostname: "www.example.com",
            settingId: "min_tls_version",
            value: "1.2",
          }),
      told: [],
    },
    {
      title: "calls a setting of a hostname that is not known yet by its own name",
      plan: (shop) =>
        shop.add("cloudflare:index/hostnameTlsSetting:HostnameTlsSetting", "kiosk", {
          hostname: unknownValue,
          settingId: "min_tls_version",
          value: "1.0",
        }),
      told: ['tls-version-old: kiosk.min_tls_version must be 1.2 or 1.3; got "1.0"'],
    },
    {
      title: "tells whom TLS 1.3 turns away, of a zone and of a hostname",
      plan: (shop) =>
        shop.set("tls", { value: "1.3" }).add("hostnameTlsSetting", "kiosk", {
          zoneId: "f".repeat(32),
          hostname: "kiosk.example.com",
          settingId: "min_tls_version",
          value: "1.3",
        }),
      told: [
        `tls-version-refused: ${zone}.min_tls_version must be 1.2, so that nobody is turned away; got "1.3"`,
        `tls-version-refused: kiosk.example.com.min_tls_version must be 1.2, so that nobody is turned away; got "1.3"`,
      ],
    },
    {
      title: "tells that nobody gets in with TLS 1.3 as the minimum and switched off",
      plan: (shop) =>
        shop.set("tls", { value: "1.3" }).add("zoneSetting", "tls13", {
          zoneId: "f".repeat(32),
          settingId: "tls_1_3",
          value: "off",
        }),
      told: [
        `tls-version-refused: ${zone}.min_tls_version must be 1.2, so that nobody is turned away; got "1.3" with TLS 1.3 off, so that nobody gets in`,
      ],
    },
    {
      title: "takes TLS 1.2 with TLS 1.3 off, and 0-RTT",
      plan: (shop) =>
        shop.add("zoneSetting", "tls13", {
          zoneId: "f".repeat(32),
          settingId: "tls_1_3",
          value: "zrt",
        }),
      told: [],
    },
    {
      title: "refuses a page rule that weakens the mode, in the same words, hostnames first",
      plan: (shop) => shop.add("pageRule", "legacy", pageRule({ ssl: "flexible" })),
      told: [
        `tls-not-strict: legacy.example.com.ssl must be strict, so that only an origin with a valid certificate is believed; got "flexible", set by actions.ssl of legacy`,
        `page-rule-in-use: legacy.status must be "disabled"; got "active"`,
      ],
    },
    {
      title: "names the hostnames of a configuration rule, but not those that it may leave out",
      plan: (shop) =>
        shop.add("ruleset", "config", {
          zoneId: "f".repeat(32),
          kind: "zone",
          phase: "http_config_settings",
          rules: [
            {
              expression:
                '(http.host in {"b.example.com" "a.example.com"}) or http.host eq "c.example.com"',
              actionParameters: { ssl: "full" },
            },
            { expression: 'not http.host eq "www.example.com"', actionParameters: { ssl: "off" } },
          ],
        }),
      told: [
        `tls-not-strict: a.example.com, b.example.com, c.example.com.ssl must be strict, so that only an origin with a valid certificate is believed; got "full", set by rules[0].actionParameters.ssl of config`,
        `tls-not-strict: ${zone}.ssl must be strict, so that only an origin with a valid certificate is believed; got "off", set by rules[1].actionParameters.ssl of config`,
      ],
    },
    {
      title: "says nothing of the mode of page rules that are off, strict or about something else",
      plan: (shop) =>
        shop
          .add("pageRule", "disabled", { ...pageRule({ ssl: "flexible" }), status: "disabled" })
          .add("pageRule", "unsaid", { ...pageRule({ ssl: "flexible" }), status: null })
          .add("pageRule", "later", { ...pageRule({ ssl: "flexible" }), status: unknownValue })
          .add("pageRule", "strict", pageRule({ ssl: "strict" }))
          .add("pageRule", "cache", pageRule({ cacheLevel: "bypass" })),
      told: [
        `page-rule-in-use: cache.status must be "disabled"; got "active"`,
        `page-rule-in-use: strict.status must be "disabled"; got "active"`,
      ],
    },
  ]);
});
