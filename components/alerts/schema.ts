import { fieldsOf, input, listOf, mapOf, ruled, toggle, type SchemaOf } from "../../core/schema";
import { choice, wholeNumber } from "../../core/valueSchemas";
import { planSchema, regionSchema } from "../internal/valueSchemas";
import { describeValue } from "../../core/problem";
import {
  AlertedCertificates,
  type AlbAlarmsArgs,
  type AlertChoicesArgs,
  type AlertWebhookArgs,
  type HealthAlertsArgs,
} from "./args";

/** Somebody's mailbox at a host that has a domain; nothing that needs quoting. */
const emailPattern = /^[A-Za-z0-9._%+'-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$/;

const email = ruled({ type: "string", format: "email" }, (value) =>
  typeof value === "string" && emailPattern.test(value)
    ? undefined
    : { path: "", rule: "be an e-mail address", actual: describeValue(value) },
);

const webhook = fieldsOf({
  url: input(),
  secret: input().optional(),
} satisfies SchemaOf<AlertWebhookArgs>);

/** The arguments that say who is told, and of what. */
export const alertChoicesFields = {
  poolHealth: toggle.optional(),
  poolEnablement: toggle.optional(),
  passiveOriginMonitoring: toggle.optional(),
  enabled: toggle.optional(),
  emails: listOf(email).optional(),
  webhooks: mapOf(webhook).optional(),
  pagerDutyServiceIds: mapOf(input()).optional(),
} satisfies SchemaOf<AlertChoicesArgs>;

/** Certificates whose end, or whose trouble with being issued, is told. */
export const certificatesSchema = listOf(choice(AlertedCertificates));

/** What is chosen for the alarms of load balancers. */
export const albAlarmChoicesFields = {
  errorsPerMinute: wholeNumber({ minimum: 1, maximum: 1_000_000 }).optional(),
} satisfies SchemaOf<Pick<AlbAlarmsArgs, "errorsPerMinute">>;

const alb = fieldsOf({
  ...albAlarmChoicesFields,
  loadBalancerArnSuffix: input(),
  targetGroupArnSuffix: input(),
  region: regionSchema.optional(),
  topicArn: input().optional(),
} satisfies SchemaOf<AlbAlarmsArgs>);

/** The arguments of `HealthAlerts`. */
export const healthAlertsSchema = fieldsOf({
  ...alertChoicesFields,
  accountId: input(),
  plan: planSchema.optional(),
  poolIds: mapOf(input()).optional(),
  errorRateZoneIds: mapOf(input()).optional(),
  tunnelIds: mapOf(input()).optional(),
  certificates: certificatesSchema.optional(),
  albs: mapOf(alb).optional(),
} satisfies SchemaOf<HealthAlertsArgs>);
