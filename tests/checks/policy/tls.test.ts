import { unknownValue } from "../../../checks/model/resources";
import { itTells } from "./shop";

const zone = "example.com";

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
        'tls-not-strict: config.rules[2].actionParameters.ssl must be strict, so that only an origin with a valid certificate is believed; got "flexible"',
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
            value: "1.3",
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
    { title: "takes TLS 1.3", plan: (shop) => shop.set("tls", { value: "1.3" }), told: [] },
  ]);
});
