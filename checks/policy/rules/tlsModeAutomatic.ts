import { tlsSettings } from "../../../facts/cloudflare/zoneSettings";
import { settingOf } from "../../../model/tls/zoneTls";
import { defineRule } from "../rule";
import { shown } from "../subjects";

/** Zones whose encryption mode Cloudflare may change. */
export const tlsModeAutomatic = defineRule({
  id: "tls-mode-automatic",
  severity: "medium",
  sentence: "The encryption mode of every zone is pinned.",
  reason:
    "Automatic SSL/TLS is on by default: it scans origins and changes the mode by itself, so that the next preview shows a drift " +
    "that nobody made.",
  source: "Cloudflare docs, ssl/origin-configuration/ssl-modes, Automatic SSL/TLS",
  hint: "Set ssl_automatic_mode to custom beside ssl",
  evaluate: ({ after }) =>
    after.traffic.tls.flatMap((tls) => {
      const { automaticMode, title } = tls;
      const { automaticSsl, sslMode } = tlsSettings;
      const subject = settingOf(tls, automaticSsl.id) ?? settingOf(tls, sslMode.id);
      const isWrong =
        automaticMode === undefined
          ? after.whole
          : typeof automaticMode === "string" &&
            automaticMode !== tlsSettings.automaticSsl.switched.off;
      return isWrong && subject !== undefined
        ? [
            {
              subject: subject.key,
              title,
              property: tlsSettings.automaticSsl.id,
              must: "be custom, so that nobody but this program changes the mode",
              actual: shown(automaticMode),
            },
          ]
        : [];
    }),
});
