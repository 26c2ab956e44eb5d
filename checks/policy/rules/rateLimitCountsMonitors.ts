import type { EdgeRule } from "../../../model/rules/edgeRules";
import { EdgeZones } from "../../../model/rules/edgeZones";
import { getOrCreate } from "../../../core/getOrCreate";
import { defineLimitedRule } from "../rule";
import { wholeNumber } from "../limits";
import { about, inWords } from "../subjects";

/** Rate limits that so few requests reach that a monitor may be refused. */
export const rateLimitCountsMonitors = defineLimitedRule({
  id: "rate-limit-counts-monitors",
  severity: "low",
  sentence: "No rate limit counts the requests of monitors that it would refuse.",
  reason:
    "A monitor that asks from one address is counted like a visitor, and where the limit is low it is refused and reports the site as down although " +
    "visitors are served.",
  source: "Cloudflare docs, waf/rate-limiting-rules/parameters",
  hint: "Leave the path of monitors, their list of addresses or their secret header out of the expression",
  limits: {
    requestsPerMinute: wholeNumber(
      12,
      "the most requests a minute that monitors send from one address",
      1,
    ),
  },
  evaluate: ({ after }, { requestsPerMinute }) => {
    const zones = EdgeZones.of(after.traffic);
    const counting = new Map<EdgeRule, Set<string>>();
    for (const zone of zones
      .zones()
      .filter((each) => zones.metIn(each).phases.has("http_ratelimit"))) {
      for (const hostname of zones.hostnamesOf(zone)) {
        const monitors = zones
          .answersFor(zone, hostname)
          .filter(({ sample }) => sample.asker === "monitors");
        for (const rule of monitors.flatMap((answer) => answer.counting)) {
          if (perMinute(rule) < requestsPerMinute) {
            getOrCreate(counting, rule, () => new Set<string>()).add(hostname.title);
          }
        }
      }
    }
    return [...counting].map(([rule, hostnames]) => ({
      ...about(rule.resource, `${rule.place}.ratelimit.requestsPerPeriod`),
      must: `allow ${requestsPerMinute} requests a minute, since it counts monitors of ${inWords([...hostnames].slice(0, 5))}`,
      actual: `${Math.floor(perMinute(rule))} a minute`,
    }));
  },
});

function perMinute({ action }: EdgeRule): number {
  if (action.kind !== "limit" || action.name === "log") {
    return Infinity;
  }
  const { requests, periodSeconds } = action;
  return typeof requests === "number" && typeof periodSeconds === "number"
    ? (requests * 60) / Math.max(periodSeconds, 1)
    : Infinity;
}
