import { oldTlsVersions, tlsSettings } from "../../../facts/cloudflare/zoneSettings";
import { describeValue } from "../../../core/problem";
import { defineRule } from "../rule";

const property = tlsSettings.minimumTlsVersion.id;

/** Zones and hostnames that let visitors speak TLS 1.0 or 1.1. */
export const tlsVersionOld = defineRule({
  id: "tls-version-old",
  severity: "medium",
  sentence: "Visitors speak TLS 1.2 or newer.",
  reason: "TLS 1.0 and 1.1 are deprecated and no current browser needs them.",
  source: "RFC 8996; Cloudflare docs, ssl/edge-certificates/additional-options/minimum-tls",
  hint: "Set min_tls_version to 1.2",
  evaluate: ({ after }) =>
    after.traffic.minimumVersions
      // A version is text or a number; the number `1.0` is 1.
      .filter(({ version }) => oldTlsVersions.some((old) => Number(old) === Number(version)))
      .map(({ subject, title, version }) => ({
        ...{ subject, title, property, must: "be 1.2 or 1.3", actual: describeValue(version) },
        excess: -Number(version),
      })),
});
