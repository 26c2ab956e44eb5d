import { detectionSeconds } from "../../../core/detection";
import { monitorDefaults } from "../../../facts/cloudflare/monitors";
import { balancersOn } from "../balancers";
import { wholeNumber } from "../limits";
import { equalMonitors } from "../equalMonitors";
import { defineLimitedRule, type Violation } from "../rule";
import { about } from "../subjects";

/** Monitors that take too long to see that an origin is dead. */
export const detectionSlow = defineLimitedRule({
  id: "detection-slow",
  severity: "medium",
  sentence: "An origin that stops answering is out within a minute.",
  reason:
    "Until an origin that stopped answering is out, visitors are sent to it. With Cloudflare's defaults that takes up to 80 seconds: one minute to the next probe, three tries of " +
    "five seconds, and what an edge remembers.",
  source:
    "Cloudflare docs, load-balancing/monitors and load-balancing/understand-basics/health-details",
  hint: "Shorten interval and timeout, or take fewer retries; or set the limit to what the site can bear",
  limits: {
    maximumSeconds: wholeNumber(60, "seconds until a hanging origin gets no more requests", 1),
  },
  standing: equalMonitors,
  evaluate: ({ after }, { maximumSeconds }) => {
    const monitors = balancersOn(after)
      .flatMap((loadBalancer) => after.traffic.balanced.heldBy(loadBalancer))
      .map((pool) => after.traffic.balanced.monitorOf(pool))
      .filter((monitor) => monitor !== undefined);
    const distinct = new Map(monitors.map((monitor) => [monitor.resource.key, monitor]));
    return [...distinct.values()].flatMap((monitor): Violation[] => {
      const { intervalSeconds, timeoutSeconds, retries } = monitor;
      const consecutiveDown = monitor.consecutiveDown ?? monitorDefaults.consecutiveDown;
      if (
        typeof intervalSeconds !== "number" ||
        typeof timeoutSeconds !== "number" ||
        typeof retries !== "number" ||
        typeof consecutiveDown !== "number"
      ) {
        return [];
      }
      const rhythm = { intervalSeconds, timeoutSeconds, retries, consecutiveDown };
      const seconds = detectionSeconds(rhythm);
      return seconds > maximumSeconds
        ? [
            {
              ...about(monitor.resource),
              excess: seconds,
              must: `take a hanging origin out within ${maximumSeconds} s`,
              actual:
                `${seconds} s (interval ${intervalSeconds}, timeout ${timeoutSeconds}, retries ${retries}, ` +
                `consecutiveDown ${consecutiveDown})`,
            },
          ]
        : [];
    });
  },
});
