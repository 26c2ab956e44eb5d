import { tlsSettings } from "../../facts/cloudflare/zoneSettings";
import type { Known } from "../../core/known";
import { canonicalHostname } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { settingOf, type ZoneTls } from "./zoneTls";

const { id } = tlsSettings.minimumTlsVersion;

/** The oldest TLS version that visitors of a zone or of one hostname may use, where it is known. */
export interface MinimumVersion {
  /** Key of the setting. */
  readonly subject: string;
  /** The hostname, or what the zone is called. */
  readonly title: string;
  /** The zone as the resources refer to it. */
  readonly zone: string;
  /** The version as it is written. */
  readonly version: string;
}

/** The oldest TLS version that visitors of one hostname may use. */
export interface HostnameMinimum {
  /** The hostname; the setting's own name where it is not known. */
  readonly title: string;
  /** The version; undefined where none is set. */
  readonly version: Known<string> | undefined;
}

/**
 * Reads the oldest TLS version of a hostname.
 * @param setting - A `HostnameTlsSetting`.
 * @returns The version; undefined for a setting of something else.
 */
export function hostnameMinimum({ name, properties }: ModelResource): HostnameMinimum | undefined {
  const { settingId, hostname, value } = properties;
  const own = readText(hostname);
  const title = typeof own === "string" ? canonicalHostname(own) : name;
  return settingId === id ? { title, version: readText(value) } : undefined;
}

/**
 * Lists the oldest TLS versions that are known.
 * @param inventory - The resources.
 * @param zones - The TLS settings of their zones.
 * @returns Those of zones, then those of single hostnames.
 */
export function minimumVersions(
  inventory: Inventory,
  zones: readonly ZoneTls[],
): readonly MinimumVersion[] {
  const own = zones.flatMap((tls) => {
    const { minimumVersion: version, title, zone } = tls;
    const setting = settingOf(tls, id);
    return setting === undefined || typeof version !== "string"
      ? []
      : [{ subject: setting.key, title, zone, version }];
  });
  const hostnames = inventory.ofType("hostnameTlsSetting").flatMap((setting) => {
    const { title = "", version } = hostnameMinimum(setting) ?? {};
    return typeof version === "string"
      ? [{ subject: setting.key, title, zone: zoneOf(setting), version }]
      : [];
  });
  return [...own, ...hostnames];
}
