import type * as pulumi from "@pulumi/pulumi";
import type { AlertTypeName } from "../../facts/cloudflare/notifications";
import { mapEntries } from "../../core/entries";
import { ownEntry } from "../../core/ownEntry";
import type { AlbAlarmsArgs, AlertChoicesArgs, AlertWebhookArgs, HealthAlertsArgs } from "./args";

/** The alerts that a `HealthAlerts` may make, by the noun in their names. */
export const alertNouns = {
  "pool-health": "load_balancing_health_alert",
  "pool-enablement": "load_balancing_pool_enablement_alert",
  "passive-origin-monitoring": "real_origin_monitoring",
  "origin-error-rate": "http_alert_origin_error",
  "tunnel-health": "tunnel_health_event",
  "certificate-universal": "universal_ssl_event_type",
  "certificate-advanced": "dedicated_ssl_certificate_event_type",
  "certificate-origin-pulls": "zone_aop_custom_certificate_expiration_type",
  "certificate-hostname-origin-pulls": "hostname_aop_custom_certificate_expiration_type",
  "certificate-client-authorities": "mtls_certificate_store_certificate_expiration_type",
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

/** What is watched beside pools, as a `HealthAlerts` has it. */
export type WatchedBesidePools = Pick<
  HealthAlertsArgs,
  "errorRateZoneIds" | "tunnelIds" | "certificates" | "albs"
>;

/** A load balancer of AWS to watch, with nothing left open but its topic. */
export interface ResolvedAlb extends Pick<
  AlbAlarmsArgs,
  "loadBalancerArnSuffix" | "targetGroupArnSuffix" | "region"
> {
  /** Whether the topic is told. */
  readonly enabled: boolean;
  /** Errors of one kind in a minute that are too many. */
  readonly errorsPerMinute: number;
  /** The topic that is told; undefined where one is made. */
  readonly topicArn: pulumi.Input<string> | undefined;
  /** Who is subscribed to the topic that is made. */
  readonly emails: readonly string[];
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
  /** The zones whose origins' errors are watched, by key. */
  readonly errorRateZoneIds: IdsByKey;
  /** The tunnels, by key. */
  readonly tunnelIds: IdsByKey;
  /** The load balancers of AWS, by key. */
  readonly albs: Readonly<Record<string, ResolvedAlb>>;
}

/** The alerts that are asked for; those about pools need pools. */
export function wantedAlerts(
  choices: AlertChoicesArgs,
  poolIds: object | undefined,
  { errorRateZoneIds, tunnelIds, certificates = [] }: WatchedBesidePools = {},
): AlertNoun[] {
  const pools = poolIds !== undefined;
  const told = new Set(certificates.map((each) => `certificate-${each}`));
  const wanted: Readonly<Record<string, boolean>> = {
    "pool-health": pools && (choices.poolHealth ?? true),
    "pool-enablement": pools && (choices.poolEnablement ?? true),
    "passive-origin-monitoring": choices.passiveOriginMonitoring ?? true,
    "origin-error-rate": errorRateZoneIds !== undefined,
    "tunnel-health": tunnelIds !== undefined,
  };
  return (Object.keys(alertNouns) as AlertNoun[]).filter(
    (noun) => ownEntry(wanted, noun) ?? told.has(noun),
  );
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
    readonly errorRateZoneIds?: IdsByKey;
    readonly tunnelIds?: IdsByKey;
    readonly certificates?: WatchedBesidePools["certificates"];
    readonly albs?: Readonly<Record<string, AlbAlarmsArgs>>;
  },
): ResolvedAlerts {
  const { accountId, poolIds, receivers, errorRateZoneIds, tunnelIds, albs } = checked;
  const emails = [...receivers.emails].sort();
  const enabled = choices.enabled ?? true;
  return {
    ...receivers,
    accountId,
    enabled,
    alerts: wantedAlerts(choices, poolIds, checked),
    poolIds: poolIds ?? {},
    errorRateZoneIds: errorRateZoneIds ?? {},
    tunnelIds: tunnelIds ?? {},
    albs: mapEntries(albs ?? {}, (alb) => ({
      ...alb,
      errorsPerMinute: alb.errorsPerMinute ?? 5,
      topicArn: alb.topicArn,
      enabled,
      emails,
    })),
    emails,
  };
}
