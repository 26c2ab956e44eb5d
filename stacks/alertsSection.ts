import { z } from "zod";
import { keySchema, nameSchema } from "./values";

const configKey = z.string().regex(/^[A-Za-z][\w-]{0,99}$/, "be the name of a configuration value");

const webhookSchema = z.strictObject({
  urlConfigKey: configKey.describe(
    "Names the secret that holds the URL: pulumi config set --secret <name>.",
  ),
  secretConfigKey: configKey
    .optional()
    .describe("Names the secret that is sent along in the header cf-webhook-auth."),
});

/** Who hears of the pools' health; the fields are those of `HealthAlerts`, with secrets named, never held. */
export const alertsSchema = z.strictObject({
  emails: z.array(z.string()).optional().describe("E-mail addresses."),
  webhooks: z.record(nameSchema, webhookSchema).optional().describe("Webhooks by a key."),
  pagerDutyServiceIds: z
    .record(keySchema, z.string())
    .optional()
    .describe("PagerDuty services by a key. From the Business plan."),
  poolHealth: z
    .boolean()
    .optional()
    .describe("Tell of pools and origins that turn unhealthy or healthy. Defaults to true."),
  poolEnablement: z
    .boolean()
    .optional()
    .describe("Tell of pools that are enabled or disabled. Defaults to true."),
  passiveOriginMonitoring: z
    .boolean()
    .optional()
    .describe("Tell of origins that refuse connections (Error 521). Defaults to true."),
});
