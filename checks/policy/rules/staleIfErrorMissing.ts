import { distinctPools } from "../../../model/traffic/balancedPools";
import { zoneOf } from "../../../model/graph/links";
import { servesStale } from "../../../model/rules/responseRules";
import { EdgeZones } from "../../../model/rules/edgeZones";
import type { SampleAnswer } from "../../../model/rules/sampleAnswer";
import { aboutBalancer, balancersOn } from "../balancers";
import type { PlanSide } from "../context";
import { defineRule } from "../rule";
import { inWords } from "../subjects";

/** Load balancers with one pool whose answers are kept at the edge, and not shown any more when the pool fails. */
export const staleIfErrorMissing = defineRule({
  id: "stale-if-error-missing",
  severity: "low",
  sentence: "What the edge keeps of a site with one pool is served on when that pool fails.",
  reason:
    "With one pool there is nothing to fail over to: what has expired is asked for at the origin that fails, although the edge still has it.",
  source:
    "Cloudflare docs, cache/how-to/cache-response-rules (set_cache_control); RFC 5861, section 4",
  hint: "Add a rule in the phase http_response_cache_settings that sets stale-if-error, as cacheRules of EdgeRules do, or a second pool",
  evaluate: ({ after }) =>
    (after.whole ? balancersOn(after) : [])
      .filter(({ targets }) => distinctPools(targets) === 1)
      .flatMap((loadBalancer) => {
        const { resource, hostname } = loadBalancer;
        const kept = keptWithoutStale(after, zoneOf(resource), hostname);
        return kept.length === 0
          ? []
          : [
              {
                ...aboutBalancer(loadBalancer),
                must: `have a rule with stale-if-error for requests ${inWords(kept)}, whose answers a rule keeps`,
                actual: "none, and one pool",
              },
            ];
      }),
});

/** Requests whose answers a rule keeps for a time, and none lets be served after it. */
function keptWithoutStale(
  { traffic }: PlanSide,
  zone: string,
  hostname: string | undefined,
): string[] {
  const zones = EdgeZones.of(traffic);
  const asked = zones.hostnamesOf(zone).find(({ title }) => title === hostname);
  const answers = asked === undefined ? [] : zones.answersFor(zone, asked);
  return answers
    .filter(({ outcome, sample }) => outcome === "passes" && sample.isPage)
    .filter(isKept)
    .filter(({ sample }) =>
      sample.forms.every((form) => servesStale(traffic.inventory, zone, form) === "no"),
    )
    .map(({ sample }) => sample.name);
}

function isKept({ settings }: SampleAnswer): boolean {
  const value = settings.keptSeconds?.value;
  return typeof value === "number" && value > 0;
}
