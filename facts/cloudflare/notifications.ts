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
  /** The filter, by its name on the wire, that can leave out that something is amiss, and those of its values that do not. Absent where none can. */
  readonly trouble?: { readonly filter: string; readonly values: readonly string[] };
}

/**
 * Notifications about origins, by `alert_type`.
 *
 * Source: Cloudflare docs, notifications/notification-available (availability, triggers, filters) and
 * notifications/reference/traffic-alerts; Cloudflare API reference, alerting/policies (wire values). The API reference lists no values of
 * `new_status`: they are those that the dashboard was seen to make and that other clients of the API send, `TUNNEL_STATUS_TYPE_DOWN` and its like;
 * `down` is taken and never matches. Tunnels come with every plan of Zero Trust, which has a free one; which edge certificates an account
 * can have is not looked at here.
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
    trouble: { filter: "new_health", values: ["Unhealthy"] },
  },
  load_balancing_pool_enablement_alert: {
    fires: "a pool is enabled or disabled",
    plan: CloudflarePlan.Free,
    needsLoadBalancing: true,
    filters: { pool_id: undefined, enabled: ["false", "true"] },
    trouble: { filter: "enabled", values: ["false"] },
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
    trouble: { filter: "status", values: ["Unhealthy"] },
  },
  http_alert_origin_error: {
    fires:
      "origins of a zone answer with more 5xx errors, or 521 to 523, than its service-level objective allows",
    plan: CloudflarePlan.Enterprise,
    needsLoadBalancing: false,
    filters: { zones: undefined, slo: undefined },
  },
  tunnel_health_event: {
    fires: "the health of a tunnel changes",
    plan: CloudflarePlan.Free,
    needsLoadBalancing: false,
    filters: {
      tunnel_id: undefined,
      new_status: [
        "TUNNEL_STATUS_TYPE_DEGRADED",
        "TUNNEL_STATUS_TYPE_DOWN",
        "TUNNEL_STATUS_TYPE_HEALTHY",
      ],
    },
    trouble: {
      filter: "new_status",
      values: ["TUNNEL_STATUS_TYPE_DEGRADED", "TUNNEL_STATUS_TYPE_DOWN"],
    },
  },
  universal_ssl_event_type: {
    fires: "a Universal SSL certificate is validated, issued or renewed, or is not",
    plan: CloudflarePlan.Free,
    needsLoadBalancing: false,
    filters: {},
  },
  dedicated_ssl_certificate_event_type: {
    fires: "an advanced certificate is validated, issued, renewed or expired",
    plan: CloudflarePlan.Free,
    needsLoadBalancing: false,
    filters: {},
  },
  zone_aop_custom_certificate_expiration_type: {
    fires: "the client certificate of a zone's Authenticated Origin Pulls expires in 30 or 14 days",
    plan: CloudflarePlan.Free,
    needsLoadBalancing: false,
    filters: {},
  },
  hostname_aop_custom_certificate_expiration_type: {
    fires:
      "the client certificate of a hostname's Authenticated Origin Pulls expires in 30 or 14 days",
    plan: CloudflarePlan.Free,
    needsLoadBalancing: false,
    filters: {},
  },
  mtls_certificate_store_certificate_expiration_type: {
    fires:
      "an authority that was uploaded for client certificates of visitors (mTLS) expires in 30 or 14 days",
    plan: CloudflarePlan.Free,
    needsLoadBalancing: false,
    filters: {},
  },
} as const satisfies Readonly<Record<string, AlertType>>;

/** What decides how many 5xx errors of an origin are too many, in percent of good answers. Source: the provider's own example, `slos`. */
export const originErrorSlo = "99.9";

/** A kind of notification, as the API writes it. */
export type AlertTypeName = keyof typeof alertTypes;
