import { CloudflarePlan } from "./plans";

/** What is known of one kind of notification. */
export interface AlertType {
  /** What makes it fire. */
  readonly fires: string;
  /** The lowest plan that has it. */
  readonly plan: CloudflarePlan;
  /** Whether it needs the Load Balancing subscription, which every plan can buy. */
  readonly needsLoadBalancing: boolean;
  /** The filters that it knows, as the API writes them, each with the values it may hold where those are fixed. */
  readonly filters: Readonly<Record<string, readonly string[] | undefined>>;
}

/**
 * Notifications about origins, by `alert_type`.
 *
 * Source: Cloudflare docs, notifications/notification-available (availability, triggers, filters); Cloudflare API reference,
 * alerting/policies (wire values).
 */
export const alertTypes = {
  load_balancing_health_alert: {
    fires: "the health of a pool or of an origin changes",
    plan: CloudflarePlan.Free,
    needsLoadBalancing: true,
    filters: {
      pool_id: undefined,
      new_health: ["Healthy", "Unhealthy"],
      event_source: ["origin", "pool"],
    },
  },
  load_balancing_pool_enablement_alert: {
    fires: "a pool is enabled or disabled",
    plan: CloudflarePlan.Free,
    needsLoadBalancing: true,
    filters: { pool_id: undefined, enabled: ["false", "true"] },
  },
  real_origin_monitoring: {
    fires: "an origin refuses connections for minutes: Error 521, and no other",
    plan: CloudflarePlan.Free,
    needsLoadBalancing: false,
    filters: {},
  },
  health_check_status_notification: {
    fires: "the status of a standalone health check changes",
    plan: CloudflarePlan.Pro,
    needsLoadBalancing: false,
    filters: { health_check_id: undefined, status: ["Healthy", "Unhealthy"] },
  },
  http_alert_origin_error: {
    fires: "an origin answers with more 5xx errors than usual",
    plan: CloudflarePlan.Enterprise,
    needsLoadBalancing: false,
    filters: { zones: undefined, slo: undefined },
  },
} as const satisfies Readonly<Record<string, AlertType>>;

/** A kind of notification, as the API writes it. */
export type AlertTypeName = keyof typeof alertTypes;
