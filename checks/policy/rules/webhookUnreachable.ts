import { webhookUrlProblem } from "../../../constraints/webhookUrls";
import { defineRule } from "../rule";
import { webhookViolations } from "../webhooks";

/** Webhooks that Cloudflare does not post to. */
export const webhookUnreachable = defineRule({
  id: "webhook-unreachable",
  severity: "medium",
  sentence: "Every webhook has a URL that Cloudflare posts to.",
  reason:
    "Cloudflare posts notifications to public addresses on ports 80 and 443 only: to others an alert never arrives.",
  source:
    "Cloudflare docs, notifications/get-started/configure-webhooks, Limitations of generic webhooks",
  hint: "Give a URL at a public address, or let a Worker or a Tunnel pass the notifications on",
  evaluate: ({ after }) => webhookViolations(after, webhookUrlProblem),
});
