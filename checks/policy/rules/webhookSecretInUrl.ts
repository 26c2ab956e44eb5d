import { secretInUrlProblem } from "../../../constraints/webhookUrls";
import { defineRule } from "../rule";
import { webhookViolations } from "../webhooks";

/** Webhooks of chat services with a secret that Cloudflare takes out of the URL. */
export const webhookSecretInUrl = defineRule({
  id: "webhook-secret-in-url",
  severity: "low",
  sentence: "The secret of a webhook of a chat service stands in secret, and not in the URL.",
  reason:
    "Cloudflare takes a secret out of the URL of a webhook and answers with the rest, so that every refresh finds a difference and every update sends the webhook anew.",
  source:
    "Cloudflare docs, notifications/get-started/configure-webhooks, Configuration of secrets; Cloudflare Terraform provider issue 2767",
  hint: "Give the secret in secret, and the URL without it",
  evaluate: ({ after }) => webhookViolations(after, secretInUrlProblem),
});
