import { strictModes, tlsSettings } from "../../../facts/cloudflare/zoneSettings";
import { isObject, readFlag, readList, readText } from "../../model/reading";
import { unknownValue, type ModelResource } from "../../model/resources";
import { defineRule, type Violation } from "../rule";
import { about, shown } from "../subjects";

const must = "be strict, so that only an origin with a valid certificate is believed";

/** Zones, and rules of their configuration, in which an origin need not show a valid certificate. */
export const tlsNotStrict = defineRule({
  id: "tls-not-strict",
  severity: "high",
  sentence: "The encryption mode of every zone is Full (strict).",
  reason:
    "In the modes Off and Flexible Cloudflare speaks to the origin in clear, and an origin that redirects to HTTPS answers in a " +
    "circle. In Full anybody in between can pass for the origin, for no certificate is checked.",
  source: "Cloudflare docs, ssl/origin-configuration/ssl-modes",
  wayOut:
    "Give the origin a certificate of Cloudflare's Origin CA or of a public one, then set ssl to strict",
  evaluate: ({ after }) => [
    ...after.traffic.tls.flatMap(({ strict, mode, title, resources }): Violation[] => {
      const setting = resources.find(
        ({ properties }) => properties.settingId === tlsSettings.sslMode.id,
      );
      return strict === "no" && setting !== undefined
        ? [
            {
              subject: setting.key,
              title,
              property: tlsSettings.sslMode.id,
              must,
              got: shown(mode),
            },
          ]
        : [];
    }),
    ...after.traffic.inventory.ofType("ruleset").flatMap(rulesetViolations),
  ],
});

function rulesetViolations(ruleset: ModelResource): Violation[] {
  const rules = readList(ruleset.properties.rules);
  if (rules === unknownValue) {
    return [];
  }
  return rules.flatMap((rule, index) => {
    if (!isObject(rule) || readFlag(rule.enabled, "yes") !== "yes") {
      return [];
    }
    const { actionParameters } = rule;
    const mode = isObject(actionParameters) ? readText(actionParameters.ssl) : undefined;
    return typeof mode === "string" && !strictModes.includes(mode)
      ? [{ ...about(ruleset, `rules[${index}].actionParameters.ssl`), must, got: shown(mode) }]
      : [];
  });
}
