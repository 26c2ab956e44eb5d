import type * as pulumi from "@pulumi/pulumi";
import type { AlertTypeName } from "../../facts/cloudflare/notifications";
import type { AlertChoicesArgs, AlertWebhookArgs } from "./args";

/** The alerts that a `HealthAlerts` may make, by the noun in their names. */
export const alertNouns = {
  "pool-health": "load_balancing_health_alert",
  "pool-enablement": "load_balancing_pool_enablement_alert",
  "passive-origin-monitoring": "real_origin_monitoring",
} as const satisfies Readonly<Record<string, AlertTypeName>>;

/** The noun in an alert's name. */
export type AlertNoun = keyof typeof alertNouns;

/** Ids by key. */
export type IdsByKey = Readonly<Record<string, pulumi.Input<string>>>;

/** Who is told; late values are behind their checks. */
export interface Receivers {
  /** E-mail addresses. */
  readonly emails: readonly string[];
  /** Webhooks, by key. */
  readonly webhooks: Readonly<Record<string, AlertWebhookArgs>>;
  /** PagerDuty services, by key. */
  readonly pagerDutyServiceIds: IdsByKey;
}

/** Whom to tell what, with nothing left open. */
export interface ResolvedAlerts extends Receivers {
  /** The account. */
  readonly accountId: pulumi.Input<string>;
  /** Whether anybody is told. */
  readonly enabled: boolean;
  /** The alerts to make. */
  readonly alerts: readonly AlertNoun[];
  /** The pools, by key. */
  readonly poolIds: IdsByKey;
}

/** The alerts that are asked for; those about pools need pools. */
export function wantedAlerts(choices: AlertChoicesArgs, poolIds: object | undefined): AlertNoun[] {
  const pools = poolIds !== undefined;
  const wanted: Readonly<Record<AlertNoun, boolean>> = {
    "pool-health": pools && (choices.poolHealth ?? true),
    "pool-enablement": pools && (choices.poolEnablement ?? true),
    "passive-origin-monitoring": choices.passiveOriginMonitoring ?? true,
  };
  return (Object.keys(alertNouns) as AlertNoun[]).filter((noun) => wanted[noun]);
}

/**
 * Fills in the defaults of arguments that have passed the checks.
 * @param choices - Who is told, and of what.
 * @param checked - The inputs that the checks gate.
 * @returns Whom to tell what.
 */
export function resolveHealthAlerts(
  choices: AlertChoicesArgs,
  checked: {
    readonly accountId: pulumi.Input<string>;
    readonly poolIds: IdsByKey | undefined;
    readonly receivers: Receivers;
  },
): ResolvedAlerts {
  const { accountId, poolIds, receivers } = checked;
  return {
    ...receivers,
    accountId,
    enabled: choices.enabled ?? true,
    alerts: wantedAlerts(choices, poolIds),
    poolIds: poolIds ?? {},
    emails: [...receivers.emails].sort(),
  };
}
