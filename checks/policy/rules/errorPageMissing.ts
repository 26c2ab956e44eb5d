import { edgeErrorStatuses } from "../../../facts/cloudflare/edgeFailures";
import { getOrCreate } from "../../../core/getOrCreate";
import { errorPageRulesets, hasErrorPage } from "../../../model/rules/responseRules";
import type { AskedHostname } from "../../../model/rules/askedHostnames";
import { EdgeZones } from "../../../model/rules/edgeZones";
import { answering } from "../../../model/traffic/answering";
import type { PlanSide } from "../context";
import { oneWordOf } from "../limits";
import { defineLimitedRule, type Violation } from "../rule";
import { about, inWords } from "../subjects";

/** Hostnames that have Cloudflare's own page for an error, beside others that have the zone's. */
export const errorPageMissing = defineLimitedRule({
  id: "error-page-missing",
  severity: "low",
  sentence: "A zone that has pages of its own for errors has one for each error of each hostname.",
  reason:
    "Where none of the rules applies visitors of a failing origin see Cloudflare's page, which says nothing of yours and never when to come back.",
  source: "Cloudflare docs, rules/custom-errors (which rule applies; no page on the Free plan)",
  hint: "Let the expression be http.response.code ge 500, or add a rule for the others",
  limits: {
    zones: oneWordOf<"with-pages" | "all">(
      "with-pages",
      "the zones that are looked at: those that have a page for some errors, or all",
      ["with-pages", "all"],
    ),
  },
  evaluate: ({ after }, { zones: asked }) => {
    const zones = EdgeZones.of(after.traffic);
    // Pages of Cloudflare's older product are for every hostname of a zone.
    const isOlder = after.traffic.inventory.ofType("customPages").length > 0;
    return isOlder || !after.whole
      ? []
      : zones.zones().flatMap((zone) => zoneViolations(after, zone, asked));
  },
});

function zoneViolations(side: PlanSide, zone: string, asked: "with-pages" | "all"): Violation[] {
  const { traffic } = side;
  const [ruleset] = errorPageRulesets(traffic.inventory, zone);
  if (ruleset === undefined && asked === "with-pages") {
    return [];
  }
  const byCodes = new Map<string, string[]>();
  for (const hostname of EdgeZones.of(traffic).hostnamesOf(zone)) {
    const codes = codesWithoutPage(side, zone, hostname);
    if (codes.length > 0) {
      getOrCreate(byCodes, inWords(codes), () => []).push(hostname.title);
    }
  }
  return [...byCodes].flatMap(([codes, hostnames]) => {
    const [first = ""] = hostnames;
    const subject = ruleset ?? answering(traffic.pathOf(first));
    return subject === undefined
      ? []
      : [
          {
            ...about(subject, ruleset && "rules"),
            must: `have a page for Error ${codes} of ${inWords(hostnames.slice(0, 5))}`,
            actual: "none that applies",
          },
        ];
  });
}

/** What a visitor of the home page meets; where a rule answers in the origin's place there is no error of it. */
function codesWithoutPage(
  { traffic }: PlanSide,
  zone: string,
  hostname: AskedHostname,
): readonly string[] {
  const [home] = EdgeZones.of(traffic).answersFor(zone, hostname);
  const [form] = home?.sample.forms ?? [];
  if (form === undefined || home?.outcome !== "passes") {
    return [];
  }
  return edgeErrorStatuses.map(String).filter((code) => {
    const fields = { "http.response.code": Number(code), "cf.response.error_type": "5xx" };
    const request = { ...form, fields: { ...form.fields, ...fields } };
    return hasErrorPage(traffic.inventory, zone, request) === "no";
  });
}
