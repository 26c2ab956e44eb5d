import { makeCertificate } from "../../../support/certificates";
import { certificateRequest } from "../../../support/certificateRequest";
import { types } from "../../../../sandbox/cloud/account/indexes";
import { defaultAccountId, defaultZoneId } from "../../../../sandbox/cloud/accountSeed";
import { recordSamples } from "./recordSamples";

/** Path of the zone. */
export const zone = `/zones/${defaultZoneId}`;
/** Path of the account. */
export const account = `/accounts/${defaultAccountId}`;

/** What a request sends. */
export type Body = Readonly<Record<string, unknown>>;

/** How objects of a type come to be, and what the client declares of them. */
export interface Served {
  readonly type: string;
  /** Where the client declares what a read answers, and its name there. */
  readonly declared: readonly [file: string, name: string];
  /** What an element of a list is, where it is less. Defaults to the same. */
  readonly listed?: string;
  readonly method: "POST" | "PUT" | "PATCH";
  readonly path: string;
  readonly bodies: readonly Body[];
  /** True where nothing lists them, or a write answers with less. */
  readonly isSingle?: true;
  readonly answersId?: true;
}

/** What Cloudflare shows origins. */
const shown = makeCertificate();

/** A monitor as a client sends it. */
export const monitor = {
  type: "https" as const,
  path: "/health",
  expected_codes: "2xx",
  interval: 60,
  retries: 2,
  timeout: 5,
};

/** A request for each type that has rules of its own. `<type>` in a body stands for the id of the last object of that type. */
export const served: readonly Served[] = [
  {
    ...{ type: types.record, declared: ["dns/records", "RecordResponse"] },
    ...{ method: "POST", path: `${zone}/dns_records` },
    bodies: recordSamples.map((record) => ({
      ttl: 300,
      ...record,
      ...(record.proxied === true ? { ttl: 1 } : {}),
    })),
  },
  {
    ...{ type: types.zone, declared: ["zones/zones", "Zone"], method: "POST", path: "/zones" },
    bodies: [{ name: "example.org", account: { id: defaultAccountId }, type: "full" }],
  },
  {
    ...{ type: types.monitor, declared: ["load-balancers/monitors/monitors", "Monitor"] },
    ...{ method: "POST", path: `${account}/load_balancers/monitors` },
    bodies: [
      monitor,
      { type: "tcp", port: 443, interval: 60, retries: 2, timeout: 5, description: "tcp" },
    ],
  },
  {
    ...{
      type: types.monitorGroup,
      method: "POST",
      path: `${account}/load_balancers/monitor_groups`,
    },
    declared: ["load-balancers/monitor-groups/monitor-groups", "MonitorGroup"],
    bodies: [
      {
        description: "both",
        members: [
          {
            monitor_id: `<${types.monitor}>`,
            enabled: true,
            monitoring_only: false,
            must_be_healthy: true,
          },
        ],
      },
    ],
  },
  {
    ...{ type: types.pool, declared: ["load-balancers/pools/pools", "Pool"] },
    ...{ method: "POST", path: `${account}/load_balancers/pools` },
    bodies: [
      {
        name: "one",
        origins: [
          {
            name: "a",
            address: "203.0.113.60",
            enabled: true,
            weight: 1,
            header: { Host: ["www.example.com"] },
          },
        ],
      },
      {
        name: "two",
        origins: [{ name: "a", address: "203.0.113.61" }],
        check_regions: ["WEU"],
        origin_steering: { policy: "random" },
      },
    ],
  },
  {
    ...{ type: types.loadBalancer, declared: ["load-balancers/load-balancers", "LoadBalancer"] },
    ...{ method: "POST", path: `${zone}/load_balancers` },
    bodies: [
      {
        name: "www.example.com",
        default_pools: [`<${types.pool}>`],
        fallback_pool: `<${types.pool}>`,
        proxied: true,
        steering_policy: "off",
      },
    ],
  },
  {
    ...{ type: types.healthcheck, declared: ["healthchecks/healthchecks", "Healthcheck"] },
    ...{ method: "POST", path: `${zone}/healthchecks` },
    bodies: [
      {
        name: "check",
        address: "www.example.com",
        type: "HTTPS",
        http_config: { path: "/health" },
      },
    ],
  },
  {
    ...{
      type: types.webhooks,
      declared: ["alerting/destinations/webhooks", "Webhooks"],
      answersId: true,
    },
    ...{ method: "POST", path: `${account}/alerting/v3/destinations/webhooks` },
    bodies: [{ name: "hook", url: "https://hooks.example.net/a" }],
  },
  {
    ...{
      type: types.notificationPolicy,
      declared: ["alerting/policies", "Policy"],
      answersId: true,
    },
    ...{ method: "POST", path: `${account}/alerting/v3/policies` },
    bodies: [
      {
        ...{ name: "health", enabled: true, alert_type: "load_balancing_health_alert" },
        mechanisms: { email: [{ id: "team@example.com" }] },
        filters: { new_health: ["Unhealthy"] },
      },
    ],
  },
  {
    ...{
      type: types.ruleset,
      declared: ["rulesets/rulesets", "RulesetGetResponse"],
      listed: "RulesetListResponse",
    },
    ...{ method: "POST", path: `${zone}/rulesets` },
    bodies: [
      {
        ...{ name: "cache", kind: "zone", phase: "http_request_cache_settings" },
        rules: [
          { action: "set_cache_settings", expression: "true", action_parameters: { cache: true } },
        ],
      },
    ],
  },
  {
    ...{ type: types.originCaCertificate, method: "POST", path: "/certificates" },
    declared: ["origin-ca-certificates/origin-ca-certificates", "OriginCACertificate"],
    bodies: [
      {
        csr: certificateRequest,
        hostnames: ["example.com"],
        request_type: "origin-rsa",
        requested_validity: 5475,
      },
    ],
  },
  {
    ...{
      type: types.originPulls,
      method: "PUT",
      path: `${zone}/origin_tls_client_auth/settings`,
      isSingle: true,
    },
    ...{
      declared: ["origin-tls-client-auth/settings", "SettingGetResponse"],
      bodies: [{ enabled: true }],
    },
  },
  {
    ...{ type: types.originPullsCertificate, method: "POST" },
    path: `${zone}/origin_tls_client_auth`,
    declared: ["origin-tls-client-auth/origin-tls-client-auth", "OriginTLSClientAuthGetResponse"],
    bodies: [{ certificate: shown.certificatePem, private_key: shown.privateKeyPem }],
  },
  {
    ...{
      type: types.tieredCache,
      method: "PATCH",
      path: `${zone}/cache/tiered_cache_smart_topology_enable`,
      isSingle: true,
    },
    ...{
      declared: ["cache/smart-tiered-cache", "SmartTieredCacheGetResponse"],
      bodies: [{ value: "on" }],
    },
  },
  {
    ...{
      type: types.argoSmartRouting,
      method: "PATCH",
      path: `${zone}/argo/smart_routing`,
      isSingle: true,
    },
    ...{ declared: ["argo/smart-routing", "SmartRoutingGetResponse"], bodies: [{ value: "on" }] },
  },
  {
    ...{ type: types.pageRule, method: "POST", path: `${zone}/pagerules` },
    declared: ["page-rules/page-rules", "PageRule"],
    bodies: [
      {
        targets: [
          { target: "url", constraint: { operator: "matches", value: "example.com/old/*" } },
        ],
        actions: [
          { id: "cache_level", value: "cache_everything" },
          { id: "edge_cache_ttl", value: 7200 },
          { id: "cache_ttl_by_status", value: { "200-299": 86_400, "500-599": "no-store" } },
          { id: "cache_key_fields", value: { query_string: { include: ["q"], exclude: [] } } },
          { id: "disable_apps" },
        ],
      },
    ],
  },
  {
    ...{ type: types.workersRoute, method: "POST", path: `${zone}/workers/routes` },
    declared: ["workers/routes", "RouteGetResponse"],
    bodies: [{ pattern: "example.com/api/*", script: "api" }],
  },
  {
    ...{ type: types.tunnel, method: "POST", path: `${account}/cfd_tunnel` },
    declared: ["shared", "CloudflareTunnel"],
    bodies: [{ name: "origin", config_src: "cloudflare" }],
  },
  {
    ...{ type: types.tunnelConfiguration, method: "PUT", isSingle: true },
    path: `${account}/cfd_tunnel/<${types.tunnel}>/configurations`,
    declared: ["zero-trust/tunnels/cloudflared/configurations", "ConfigurationGetResponse"],
    bodies: [
      {
        config: {
          ingress: [
            {
              hostname: "www.example.com",
              service: "https://localhost:8443",
              originRequest: { noTLSVerify: true, access: { audTag: ["a"], teamName: "t" } },
            },
            { hostname: "", service: "http_status:404" },
          ],
          originRequest: { connectTimeout: 10, matchSNItoHost: true },
        },
      },
    ],
  },
  {
    ...{ type: types.waitingRoom, method: "POST", path: `${zone}/waiting_rooms` },
    declared: ["waiting-rooms/waiting-rooms", "WaitingRoom"],
    bodies: [
      {
        ...{ name: "shop", host: "shop.example.com", path: "/checkout" },
        ...{ total_active_users: 300, new_users_per_minute: 200 },
      },
    ],
  },
  {
    ...{ type: types.waitingRoomEvent, method: "POST" },
    path: `${zone}/waiting_rooms/<${types.waitingRoom}>/events`,
    declared: ["waiting-rooms/events/events", "Event"],
    bodies: [
      {
        ...{ name: "webinar", event_start_time: "2030-01-01T10:00:00Z" },
        event_end_time: "2030-01-01T12:00:00Z",
      },
    ],
  },
  {
    ...{ type: types.accountList, method: "POST", path: `${account}/rules/lists` },
    declared: ["rules/lists/lists", "ListsList"],
    bodies: [{ name: "redirects", kind: "redirect", description: "old paths" }],
  },
  ...[
    ["ssl", "strict"],
    ["min_tls_version", "1.2"],
    ["always_use_https", "on"],
    ["tls_1_3", "on"],
    [
      "security_header",
      {
        strict_transport_security: {
          enabled: true,
          max_age: 31536000,
          include_subdomains: false,
          preload: false,
          nosniff: true,
        },
      },
    ],
  ].map(([id, value]): Served => ({
    ...{
      type: types.zoneSetting,
      declared: ["zones/settings", "SettingGetResponse"],
      isSingle: true,
    },
    ...{ method: "PATCH", path: `${zone}/settings/${id as string}`, bodies: [{ value }] },
  })),
];

/** Uploaded as a form, which these tests do not send: `workerScripts.test.ts` lives it. */
export const uploadedAsForm: string = types.workersScript;
