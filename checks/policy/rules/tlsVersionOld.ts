import { oldTlsVersions, tlsSettings } from "../../../facts/cloudflare/zoneSettings";
import { defineRule } from "../rule";
import { shown } from "../subjects";

/** Zones that let visitors speak TLS 1.0 or 1.1. */
export const tlsVersionOld = defineRule({
  id: "tls-version-old",
  severity: "medium",
  sentence: "Visitors speak TLS 1.2 or newer.",
  reason: "TLS 1.0 and 1.1 are deprecated and no current browser needs them.",
  source: "RFC 8996; Cloudflare docs, ssl/edge-certificates/additional-options/minimum-tls",
  wayOut: "Set min_tls_version to 1.2",
  evaluate: ({ after }) =>
    after.traffic.tls.flatMap(({ minimumVersion, title, resources }) => {
      const setting = resources.find(
        ({ properties }) => properties.settingId === tlsSettings.minimumTlsVersion.id,
      );
      const isOld = oldTlsVersions.some((old) => Number(old) === Number(minimumVersion ?? NaN));
      return typeof minimumVersion === "string" && isOld && setting !== undefined
        ? [
            {
              subject: setting.key,
              title,
              property: tlsSettings.minimumTlsVersion.id,
              must: "be 1.2 or 1.3",
              got: shown(minimumVersion),
            },
          ]
        : [];
    }),
});
