import { given } from "../../core/entries";
import type * as pulumi from "@pulumi/pulumi";
import { SslMode, TlsVersion, type TlsSettingName } from "../../facts/cloudflare/zoneSettings";
import type { HstsArgs, RestoredTls, TlsSettingsArgs } from "./args";

/** Settings by the names that this library gives them; what is left out is left alone. */
export type Settings = { readonly [name in TlsSettingName]?: RestoredTls[name] };

/** A zone, and what its settings are to be. */
export interface ResolvedTls {
  /** The zone; one that is known late is behind its check. */
  readonly zoneId: pulumi.Input<string>;
  /** The settings, with restored values in the place of strict ones. */
  readonly settings: Settings;
}

/** Half a year, in seconds: long enough to count, short enough to repent. */
const usualAgeSeconds = 15_552_000;

/**
 * What the component stands for, before anything is restored.
 * @param args - How strict the zone is.
 */
export function strictSettings(args: TlsSettingsArgs): Settings {
  return {
    sslMode: args.alwaysHttpsToOrigin === true ? SslMode.StrictOriginPull : SslMode.Strict,
    automaticSsl: false,
    minimumTlsVersion: args.minimumTlsVersion ?? TlsVersion.V1_2,
    tls13: args.tls13 ?? true,
    alwaysUseHttps: args.alwaysUseHttps ?? true,
    automaticHttpsRewrites: args.automaticHttpsRewrites ?? true,
    opportunisticEncryption: args.opportunisticEncryption ?? true,
    originMaximumHttpVersion: args.originMaximumHttpVersion,
    hsts: args.hsts,
  };
}

/**
 * Fills in the defaults of HSTS.
 * @param args - What the user asked for.
 */
export function resolveHsts(args: HstsArgs): Required<HstsArgs> {
  const enabled = args.enabled ?? true;
  return {
    enabled,
    maxAgeSeconds: args.maxAgeSeconds ?? (enabled ? usualAgeSeconds : 0),
    includeSubdomains: args.includeSubdomains ?? false,
    preload: args.preload ?? false,
    noSniff: args.noSniff ?? enabled,
  };
}

/**
 * Fills in the defaults of arguments that have passed the checks.
 * @param zoneId - The zone, behind its check.
 * @param args - How strict it is.
 */
export function resolveTls(zoneId: pulumi.Input<string>, args: TlsSettingsArgs): ResolvedTls {
  return { zoneId, settings: { ...strictSettings(args), ...given(args.restore ?? {}) } };
}
