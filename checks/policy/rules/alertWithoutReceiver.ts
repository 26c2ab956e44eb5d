import { defineRule } from "../rule";
import { about } from "../subjects";

/** Alerts that reach nobody. */
export const alertWithoutReceiver = defineRule({
  id: "alert-without-receiver",
  severity: "medium",
  sentence: "Every alert has a receiver.",
  reason: "An alert that nobody receives looks like watchfulness and is none.",
  source: "Cloudflare docs, notifications/get-started",
  hint: "Name an e-mail address, a webhook or PagerDuty in mechanisms",
  evaluate: ({ after }) =>
    after.traffic.alerts
      .filter(({ received, enabled }) => received === "no" && enabled !== "no")
      .map(({ resource }) => ({
        ...about(resource, "mechanisms"),
        must: "name at least one receiver",
        actual: "none",
      })),
});
