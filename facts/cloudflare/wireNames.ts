/** Requests of a tunnel to its service: names in camel case on the wire. */
const tunnelRequest: Readonly<Record<string, string>> = {
  caPool: "caPool",
  connectTimeout: "connectTimeout",
  disableChunkedEncoding: "disableChunkedEncoding",
  http2Origin: "http2Origin",
  httpHostHeader: "httpHostHeader",
  keepAliveConnections: "keepAliveConnections",
  keepAliveTimeout: "keepAliveTimeout",
  matchSnItoHost: "matchSNItoHost",
  noHappyEyeballs: "noHappyEyeballs",
  noTlsVerify: "noTLSVerify",
  originServerName: "originServerName",
  proxyType: "proxyType",
  tcpKeepAlive: "tcpKeepAlive",
  tlsTimeout: "tlsTimeout",
};

const tunnelAccess = { audTags: "audTag", teamName: "teamName" };

/**
 * What properties are called on the wire of Cloudflare's API, where that is not Pulumi's name in snake case: Pulumi puts lists
 * into the plural, the API does not. By Pulumi's name of the nested type, then of the property.
 *
 * Source: the npm package `cloudflare` 7.3, resources (names on the wire); `@pulumi/cloudflare` 6.22.1, types/input.d.ts.
 */
export const wireNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  LoadBalancerPoolOriginHeader: { hosts: "Host" },
  NotificationPolicyMechanisms: { emails: "email", pagerduties: "pagerduty" },
  NotificationPolicyFilters: {
    airportCodes: "airport_code",
    alertTriggerPreferencesValues: "alert_trigger_preferences_value",
    enableds: "enabled",
    environments: "environment",
    eventSources: "event_source",
    eventTypes: "event_type",
    events: "event",
    groupBies: "group_by",
    healthCheckIds: "health_check_id",
    incidentImpacts: "incident_impact",
    inputIds: "input_id",
    insightClasses: "insight_class",
    limits: "limit",
    logoTags: "logo_tag",
    megabitsPerSeconds: "megabits_per_second",
    newHealths: "new_health",
    newStatuses: "new_status",
    packetsPerSeconds: "packets_per_second",
    poolIds: "pool_id",
    products: "product",
    projectIds: "project_id",
    protocols: "protocol",
    queryTags: "query_tag",
    requestsPerSeconds: "requests_per_second",
    slos: "slo",
    statuses: "status",
    targetHostnames: "target_hostname",
    targetIps: "target_ip",
    targetZoneNames: "target_zone_name",
    tokenIds: "token_id",
    tunnelIds: "tunnel_id",
    tunnelNames: "tunnel_name",
    types: "type",
    wheres: "where",
  },
  RulesetRuleActionParametersEdgeTtl: { statusCodeTtls: "status_code_ttl" },
  RulesetRuleActionParametersCacheKeyCustomKeyCookie: {
    checkPresences: "check_presence",
    includes: "include",
  },
  RulesetRuleActionParametersCacheKeyCustomKeyHeader: {
    checkPresences: "check_presence",
    includes: "include",
  },
  RulesetRuleActionParametersCacheKeyCustomKeyQueryStringExclude: { lists: "list" },
  RulesetRuleActionParametersCacheKeyCustomKeyQueryStringInclude: { lists: "list" },
  PageRuleActionsCacheKeyFieldsCookie: { checkPresences: "check_presence", includes: "include" },
  PageRuleActionsCacheKeyFieldsHeader: {
    checkPresences: "check_presence",
    excludes: "exclude",
    includes: "include",
  },
  PageRuleActionsCacheKeyFieldsQueryString: { excludes: "exclude", includes: "include" },
  ZeroTrustTunnelCloudflaredConfigConfig: {
    ingresses: "ingress",
    originRequest: "originRequest",
  },
  ZeroTrustTunnelCloudflaredConfigConfigIngress: { originRequest: "originRequest" },
  ZeroTrustTunnelCloudflaredConfigConfigIngressOriginRequest: tunnelRequest,
  ZeroTrustTunnelCloudflaredConfigConfigIngressOriginRequestAccess: tunnelAccess,
  ZeroTrustTunnelCloudflaredConfigConfigOriginRequest: tunnelRequest,
  ZeroTrustTunnelCloudflaredConfigConfigOriginRequestAccess: tunnelAccess,
};
