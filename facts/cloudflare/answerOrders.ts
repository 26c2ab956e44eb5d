/**
 * In which order Cloudflare's API gives the fields of an object, by Pulumi's type token. Order says nothing in JSON; whoever
 * compares answers by eye, or by a recording, is glad of it.
 *
 * Not looked up field by field: written after the look of the reference's examples, and held only against a fixture of
 * octodns-cloudflare for records. A field that is not named stands at the end.
 */
export const answerOrders: Readonly<Record<string, readonly string[]>> = {
  "cloudflare:index/dnsRecord:DnsRecord": [
    ...["id", "name", "type", "content", "priority", "proxiable", "proxied", "ttl", "data"],
    ...["settings", "meta", "comment", "tags", "created_on", "modified_on"],
    ...["comment_modified_on", "tags_modified_on"],
  ],
  "cloudflare:index/zone:Zone": [
    ...["id", "name", "status", "paused", "type", "development_mode", "name_servers"],
    ...["original_name_servers", "original_registrar", "original_dnshost", "modified_on"],
    ...["created_on", "activated_on", "vanity_name_servers", "meta", "owner", "account"],
    ...["tenant", "tenant_unit", "permissions", "plan"],
  ],
  "cloudflare:index/zoneSetting:ZoneSetting": ["id", "value", "modified_on", "editable"],
  "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor": [
    ...["id", "created_on", "modified_on", "type", "description", "method", "path", "header"],
    ...["port", "timeout", "retries", "interval", "consecutive_up", "consecutive_down"],
    ...["expected_body", "expected_codes", "follow_redirects", "allow_insecure", "probe_zone"],
  ],
  "cloudflare:index/loadBalancerMonitorGroup:LoadBalancerMonitorGroup": [
    ...["id", "description", "created_on", "modified_on", "members"],
  ],
  "cloudflare:index/loadBalancerPool:LoadBalancerPool": [
    ...["id", "created_on", "modified_on", "description", "name", "enabled", "load_shedding"],
    ...["origin_steering", "minimum_origins", "monitor", "monitor_group", "check_regions"],
    ...["origins", "notification_email", "notification_filter", "latitude", "longitude"],
  ],
  "cloudflare:index/loadBalancer:LoadBalancer": [
    ...["id", "created_on", "modified_on", "description", "name", "enabled", "ttl"],
    ...["fallback_pool", "default_pools", "region_pools", "pop_pools", "country_pools"],
    ...["proxied", "steering_policy", "session_affinity", "session_affinity_attributes"],
    ...["session_affinity_ttl", "rules", "random_steering", "adaptive_routing"],
    ...["location_strategy"],
  ],
  "cloudflare:index/healthcheck:Healthcheck": [
    ...["id", "created_on", "modified_on", "name", "description", "suspended", "address"],
    ...["retries", "timeout", "interval", "consecutive_successes", "consecutive_fails", "type"],
    ...["check_regions", "http_config", "tcp_config", "status", "failure_reason"],
  ],
  "cloudflare:index/notificationPolicy:NotificationPolicy": [
    ...["id", "name", "description", "enabled", "alert_type", "mechanisms", "created"],
    ...["modified", "filters"],
  ],
  "cloudflare:index/notificationPolicyWebhooks:NotificationPolicyWebhooks": [
    ...["id", "name", "url", "type", "created_at", "last_success", "last_failure"],
  ],
  "cloudflare:index/ruleset:Ruleset": [
    ...["id", "name", "description", "kind", "version", "rules", "last_updated", "phase"],
  ],
  "cloudflare:index/originCaCertificate:OriginCaCertificate": [
    ...["id", "certificate", "hostnames", "expires_on", "request_type", "requested_validity"],
    "csr",
  ],
  "cloudflare:index/tieredCache:TieredCache": ["id", "value", "modified_on", "editable"],
  "cloudflare:index/argoSmartRouting:ArgoSmartRouting": ["id", "value", "modified_on", "editable"],
  "cloudflare:index/pageRule:PageRule": [
    ...["id", "targets", "actions", "priority", "status", "modified_on", "created_on"],
  ],
  "cloudflare:index/workersRoute:WorkersRoute": ["id", "pattern", "script"],
  "cloudflare:index/zeroTrustTunnelCloudflared:ZeroTrustTunnelCloudflared": [
    ...["id", "account_tag", "created_at", "deleted_at", "name", "connections"],
    ...["conns_active_at", "conns_inactive_at", "tun_type", "metadata", "status"],
    ...["remote_config", "config_src"],
  ],
  "cloudflare:index/zeroTrustTunnelCloudflaredConfig:ZeroTrustTunnelCloudflaredConfig": [
    ...["tunnel_id", "version", "config", "source", "created_at", "account_id"],
  ],
  "cloudflare:index/list:List": [
    ...["id", "name", "description", "kind", "num_items", "num_referencing_filters"],
    ...["created_on", "modified_on"],
  ],
  "cloudflare:index/listItem:ListItem": [
    ...["id", "ip", "hostname", "asn", "redirect", "comment", "created_on", "modified_on"],
  ],
  "cloudflare:index/waitingRoom:WaitingRoom": [
    ...["id", "created_on", "modified_on", "name", "description", "suspended", "host", "path"],
  ],
};
