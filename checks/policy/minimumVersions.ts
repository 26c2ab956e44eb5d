import { tlsSettings } from "../../facts/cloudflare/zoneSettings";
import { canonicalHostname } from "../../model/graph/hostnames";
import { readText } from "../../model/graph/reading";
import { zoneOf } from "../../model/graph/links";
import type { PlanSide } from "./context";
import type { Violation } from "./rule";

/** The oldest TLS version that visitors of a zone or of one hostname may use, where it is known. */
export interface MinimumVersion extends Pick<Violation, "subject" | "title"> {
  /** The zone as the resources refer to it. */
  readonly zone: string;
  /** The version as it is written. */
  readonly version: string;
}

/**
 * Lists the oldest TLS versions that a side knows.
 * @param side - The resources.
 * @returns Those of zones, then those of single hostnames.
 */
export function minimumVersions({ traffic }: PlanSide): MinimumVersion[] {
  const { id } = tlsSettings.minimumTlsVersion;
  const zones = traffic.tls.flatMap(({ minimumVersion, title, zone, resources }) => {
    const setting = resources.find(({ properties }) => properties.settingId === id);
    return setting === undefined || typeof minimumVersion !== "string"
      ? []
      : [{ subject: setting.key, title, zone, version: minimumVersion }];
  });
  const hostnames = traffic.inventory.ofType("hostnameTlsSetting").flatMap((setting) => {
    const { settingId, hostname, value } = setting.properties;
    const [name, version] = [readText(hostname), readText(value)];
    const title = typeof name === "string" ? canonicalHostname(name) : setting.name;
    return settingId !== id || typeof version !== "string"
      ? []
      : [{ subject: setting.key, title, zone: zoneOf(setting), version }];
  });
  return [...zones, ...hostnames];
}
