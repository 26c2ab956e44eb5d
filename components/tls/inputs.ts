import {
  tlsSettings,
  type TlsSettingName,
  type ZoneSettingRule,
} from "../../facts/cloudflare/zoneSettings";
import type { HstsArgs } from "./args";
import { resolveHsts, type Settings } from "./resolve";

/** HSTS on the wire. The provider passes these names on as they are, so they are the API's own. */
export interface HstsValue {
  /** The one header that the setting is about. */
  readonly strict_transport_security: {
    readonly enabled: boolean;
    readonly max_age: number;
    readonly include_subdomains: boolean;
    readonly preload: boolean;
    readonly nosniff: boolean;
  };
}

/** The value of a setting on the wire. */
export type SettingValue = string | HstsValue;

/**
 * Writes settings as the API has them.
 * @param settings - The settings.
 * @returns The values by their names on the wire, always in the same order.
 */
export function settingValues(settings: Settings): Readonly<Record<string, SettingValue>> {
  const names = Object.keys(tlsSettings) as readonly TlsSettingName[];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = settingValue(name, settings);
      return value === undefined ? [] : [[tlsSettings[name].id, value] as const];
    }),
  );
}

/** Undefined for a setting that is left alone. */
function settingValue(name: TlsSettingName, settings: Settings): SettingValue | undefined {
  const value = settings[name];
  const { switched }: ZoneSettingRule = tlsSettings[name];
  if (typeof value === "boolean") {
    return value ? switched?.on : switched?.off;
  }
  return typeof value === "object" ? hstsValue(value) : value;
}

/** Every field is filled in, as the API answers. */
function hstsValue(args: HstsArgs): HstsValue {
  const hsts = resolveHsts(args);
  return {
    strict_transport_security: {
      enabled: hsts.enabled,
      max_age: hsts.maxAgeSeconds,
      include_subdomains: hsts.includeSubdomains,
      preload: hsts.preload,
      nosniff: hsts.noSniff,
    },
  };
}
