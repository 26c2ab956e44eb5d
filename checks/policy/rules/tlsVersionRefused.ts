import { tlsSettings, TlsVersion } from "../../../facts/cloudflare/zoneSettings";
import { describeValue } from "../../../core/problem";
import { defineRule, type Violation } from "../rule";

const property = tlsSettings.minimumTlsVersion.id;

/** Zones and hostnames that turn visitors away who speak no TLS 1.3. */
export const tlsVersionRefused = defineRule({
  id: "tls-version-refused",
  severity: "low",
  sentence: "Visitors who speak TLS 1.2 are let in.",
  reason:
    "Older systems, scripts and monitors speak TLS 1.2 at most: with a minimum of 1.3 they meet an error. With TLS 1.3 switched off " +
    "besides, nobody gets in.",
  source:
    "Cloudflare docs, ssl/edge-certificates/additional-options/minimum-tls and ssl/edge-certificates/additional-options/tls-13",
  hint: "Set min_tls_version to 1.2, or accept who is turned away",
  evaluate: ({ after }) => {
    const off = new Set(
      after.traffic.tls.filter(({ tls13 }) => tls13 === "no").map(({ zone }) => zone),
    );
    return after.traffic.minimumVersions
      .filter(({ version }) => Number(version) === Number(TlsVersion.V1_3))
      .map(({ subject, title, version, zone }): Violation => {
        const actual = describeValue(version);
        return {
          ...{ subject, title, property, must: "be 1.2, so that nobody is turned away" },
          ...(off.has(zone)
            ? { actual: `${actual} with TLS 1.3 off, so that nobody gets in`, severity: "high" }
            : { actual }),
        };
      });
  },
});
