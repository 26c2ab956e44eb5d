import { SslMode, tlsSettings } from "../facts/cloudflare/zoneSettings";
import { fullHostname } from "../core/hostnameRules";
import type { Problem } from "../core/problem";
import { textSetting, wrong, settingPath, type PageRule } from "./pageRule";
import { given, type Outcome, type Remark, type Translated } from "./translated";

/** The settings that go by other names among those of a configuration rule, and have no argument of `EdgeRules`. */
const switches: Readonly<Record<string, string>> = {
  email_obfuscation: "emailObfuscation",
  mirage: "mirage",
  [tlsSettings.opportunisticEncryption.id]: "opportunisticEncryption",
  rocket_loader: "rocketLoader",
};

const hostSettings = ["host_header_override", "resolve_override"] as const;

/** The modes in which the origin's certificate is checked. */
const checkedModes: readonly string[] = [SslMode.Strict, SslMode.StrictOriginPull];

/**
 * Finds overrides of hosts that are no host names.
 * @param rule - The page rule.
 */
export function hostProblems(rule: PageRule): readonly Problem[] {
  return hostSettings.flatMap((id) => {
    const text = textSetting(rule, id);
    return text === undefined || fullHostname(text) !== undefined
      ? []
      : [wrong(settingPath(rule, id), "be a full host name", text)];
  });
}

/**
 * Translates what page rules change of the request to the origin.
 * @param rule - The page rule.
 */
export function translateOrigin(rule: PageRule): readonly Translated[] {
  const [hostHeader, resolveOverride] = hostSettings.map((id) => textSetting(rule, id));
  const origin = given({ hostHeader, resolveOverride });
  return Object.keys(origin).length === 0 ? [] : [{ place: "originRules", when: [], rule: origin }];
}

/**
 * Translates what page rules change of the settings of a zone.
 * @param rule - The page rule.
 */
export function translateConfiguration(rule: PageRule): Outcome {
  const typed = typedSettings(rule);
  const others = otherSettings(rule);
  const rules: Translated[] = [
    ...(Object.keys(typed).length === 0
      ? []
      : [{ place: "configRules", when: [], rule: typed } as const]),
    ...(Object.keys(others).length === 0
      ? []
      : [{ place: "http_config_settings", when: [], rule: others } as const]),
  ];
  return { rules, remarks: configurationRemarks(rule) };
}

/** The settings that `EdgeRules` has arguments for. */
function typedSettings(rule: PageRule): Record<string, unknown> {
  const ssl = textSetting(rule, "ssl");
  const level = textSetting(rule, "security_level");
  return given({
    ssl,
    acceptWeakerTls: ssl === undefined || checkedModes.includes(ssl) ? undefined : true,
    automaticHttpsRewrites: switched(rule, tlsSettings.automaticHttpsRewrites.id),
    browserIntegrityCheck: switched(rule, "browser_check"),
    underAttack: isUnderAttack(level),
  });
}

/** The settings that it has none for, by the provider's names. */
function otherSettings(rule: PageRule): Record<string, unknown> {
  const level = textSetting(rule, "security_level");
  const named = Object.entries(switches).map(([id, name]) => [name, switched(rule, id)] as const);
  const isSlow = rule.settings.has("disable_performance");
  return given({
    ...Object.fromEntries(named),
    polish: textSetting(rule, "polish"),
    securityLevel: isUnderAttack(level) === undefined ? level : undefined,
    disableApps: rule.settings.get("disable_apps"),
    disableZaraz: rule.settings.get("disable_zaraz"),
    ...(isSlow ? { mirage: false, polish: "off", rocketLoader: false } : {}),
  });
}

function configurationRemarks(rule: PageRule): readonly Remark[] {
  const ssl = textSetting(rule, "ssl");
  const isWeaker = ssl !== undefined && !checkedModes.includes(ssl);
  return [
    ...(isWeaker
      ? [
          {
            ...({ kind: "differs", setting: "ssl" } as const),
            text: `${ssl} does not check the origin's certificate, so that the rule has acceptWeakerTls: true`,
            instead: "Give the origin a certificate, then leave ssl out",
          },
        ]
      : []),
    ...(rule.settings.has("disable_performance")
      ? [
          {
            ...({ kind: "differs", setting: "disable_performance" } as const),
            text: "It is deprecated, and Cloudflare migrates none; Mirage, Polish and Rocket Loader are switched off in its place",
            instead: "Leave out what the zone's plan has not: Mirage and Polish are Pro and above",
          },
        ]
      : []),
  ];
}

/** Whether a security level is one that `EdgeRules` has; undefined for the others. */
function isUnderAttack(level: string | undefined): boolean | undefined {
  return level === "under_attack" ? true : level === "essentially_off" ? false : undefined;
}

/**
 * Whether a setting of a page rule is on.
 * @param rule - The page rule.
 * @param id - The setting, which is `on` or `off`.
 * @returns Undefined where the rule has no such setting.
 */
export function switched(rule: PageRule, id: string): boolean | undefined {
  const text = textSetting(rule, id);
  return text === undefined ? undefined : text === "on";
}
