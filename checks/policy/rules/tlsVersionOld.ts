import { describeValue } from "../../../facts/problem";
import {
  hostnameSettingType,
  oldTlsVersions,
  tlsSettings,
} from "../../../facts/cloudflare/zoneSettings";
import { canonicalHostname } from "../../model/hostnames";
import { readText } from "../../model/reading";
import type { ModelResource } from "../../model/resources";
import { defineRule, type Violation } from "../rule";

const property = tlsSettings.minimumTlsVersion.id;

/** Zones and hostnames that let visitors speak TLS 1.0 or 1.1. */
export const tlsVersionOld = defineRule({
  id: "tls-version-old",
  severity: "medium",
  sentence: "Visitors speak TLS 1.2 or newer.",
  reason: "TLS 1.0 and 1.1 are deprecated and no current browser needs them.",
  source: "RFC 8996; Cloudflare docs, ssl/edge-certificates/additional-options/minimum-tls",
  wayOut: "Set min_tls_version to 1.2",
  evaluate: ({ after }) => [
    ...after.traffic.tls.flatMap(({ minimumVersion, title, resources }) => {
      const setting = resources.find(({ properties }) => properties.settingId === property);
      return setting === undefined ? [] : violations(setting, title, minimumVersion);
    }),
    ...after
      .ofToken(hostnameSettingType)
      .filter(({ properties }) => properties.settingId === property)
      .flatMap((setting) => {
        const hostname = readText(setting.properties.hostname);
        const title = typeof hostname === "string" ? canonicalHostname(hostname) : setting.name;
        return violations(setting, title, readText(setting.properties.value));
      }),
  ],
});

/** A version is text or a number, of which `1.0` is 1. */
function violations({ key }: ModelResource, title: string, version: unknown): Violation[] {
  const isOld =
    typeof version === "string" && oldTlsVersions.some((old) => Number(old) === Number(version));
  return isOld
    ? [{ subject: key, title, property, must: "be 1.2 or 1.3", got: describeValue(version) }]
    : [];
}
