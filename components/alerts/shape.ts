import {
  fieldsOf,
  input,
  listOf,
  mapOf,
  toggle,
  value,
  type Shapes,
  type ShapesOf,
} from "../internal/shapes";
import type { AlertChoicesArgs, AlertWebhookArgs, HealthAlertsArgs } from "./args";

/** The shapes of the arguments that say who is told, and of what. */
export const alertChoicesShapes = {
  poolHealth: toggle,
  poolEnablement: toggle,
  passiveOriginMonitoring: toggle,
  emails: listOf(value),
  webhooks: mapOf(fieldsOf({ url: input, secret: input } satisfies ShapesOf<AlertWebhookArgs>)),
  pagerDutyServiceIds: mapOf(input),
} satisfies ShapesOf<AlertChoicesArgs>;

/** The shapes of the arguments of `HealthAlerts`. */
export const healthAlertsShapes: Shapes = {
  ...alertChoicesShapes,
  accountId: input,
  plan: value,
  poolIds: mapOf(input),
} satisfies ShapesOf<HealthAlertsArgs>;
