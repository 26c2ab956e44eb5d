import * as pulumi from "@pulumi/pulumi";
import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import { LoadBalancer } from "@pulumi/cloudflare/loadBalancer";
import { LoadBalancerMonitor } from "@pulumi/cloudflare/loadBalancerMonitor";
import { LoadBalancerPool } from "@pulumi/cloudflare/loadBalancerPool";
import {
  NotificationPolicy,
  type NotificationPolicyArgs,
} from "@pulumi/cloudflare/notificationPolicy";
import { ZoneSetting } from "@pulumi/cloudflare/zoneSetting";
import { declareFirewall } from "./firewallByHand";
import { HandWritten } from "./handWritten";
import { accountId, emails, sitesOf, zoneId, zoneName, type SiteFacts } from "./sites";

/*
 * The same resources as in composed.ts, as somebody writes them who knows every value beforehand. With `bench:tree` they
 * stand in the same tree of components, declared by hand too; without it there are no components.
 */
const config = new pulumi.Config("bench");
const hasTree = config.requireBoolean("tree");

declareZone(component("StrictTls", "zone"));
const guards = declareFirewall(component("OriginFirewall", "origins"));
for (const site of sitesOf(config.requireNumber("sites"))) {
  const whole = component("ResilientSite", site.name);
  const balancer = component("FailoverLoadBalancer", `${site.name}-balancer`, whole, guards.rules);
  const { pools, poolIds, url } = declareBalancer(site, balancer);
  declareAlerts(site.name, pools, component("HealthAlerts", `${site.name}-alerts`, whole));
  const originSecurityGroupIds = { origins: [guards.group.id] };
  whole?.publish({ hostname: site.hostname, url, poolIds, originSecurityGroupIds });
}

function component(
  type: string,
  name: string,
  parent?: pulumi.Resource,
  dependsOn: pulumi.Resource[] = [],
): HandWritten | undefined {
  return hasTree
    ? new HandWritten(`steady-edge:index:${type}`, name, {}, { parent, dependsOn })
    : undefined;
}

function declareZone(parent: HandWritten | undefined): void {
  const settings = {
    ssl: "strict",
    ssl_automatic_mode: "custom",
    min_tls_version: "1.2",
    tls_1_3: "on",
    always_use_https: "on",
    automatic_https_rewrites: "on",
    opportunistic_encryption: "on",
  };
  for (const [settingId, value] of Object.entries(settings)) {
    new ZoneSetting(`zone-setting-${settingId}`, { zoneId, settingId, value }, { parent });
  }
}

function declareBalancer(
  site: SiteFacts,
  parent: HandWritten | undefined,
): { pools: LoadBalancerPool[]; poolIds: Record<string, pulumi.Output<string>>; url: string } {
  const { name, hostname } = site;
  const monitor = declareMonitor(site, parent);
  const primary = declarePool(
    site,
    "primary",
    { a: site.primary, b: site.second },
    monitor.id,
    parent,
  );
  const backup = declarePool(site, "backup", { a: site.backup }, monitor.id, parent);
  const balancer = new LoadBalancer(
    `${name}-balancer-load-balancer`,
    {
      zoneId,
      name: hostname,
      description: `Failover of ${hostname}`,
      enabled: true,
      proxied: true,
      defaultPools: [primary.id, backup.id],
      fallbackPool: backup.id,
      adaptiveRouting: { failoverAcrossPools: true },
      steeringPolicy: "off",
      sessionAffinity: "none",
    },
    { parent },
  );
  declareSafetyRecord(site, parent);
  const url = `https://${hostname}`;
  const poolIds = { primary: primary.id, backup: backup.id };
  const ids = { loadBalancerId: balancer.id, monitorId: monitor.id, poolIds };
  parent?.publish({ hostname, url, ...ids });
  return { pools: [primary, backup], poolIds, url };
}

function declareMonitor(
  { name, hostname }: SiteFacts,
  parent: pulumi.Resource | undefined,
): LoadBalancerMonitor {
  return new LoadBalancerMonitor(
    `${name}-balancer-monitor`,
    {
      accountId,
      description: `Health of ${hostname}`,
      type: "https",
      method: "GET",
      path: "/healthz",
      port: 443,
      header: { Host: [hostname] },
      expectedCodes: "2xx",
      expectedBody: "",
      interval: 15,
      timeout: 5,
      retries: 1,
      consecutiveDown: 2,
      consecutiveUp: 2,
      probeZone: zoneName,
      followRedirects: false,
      allowInsecure: false,
    },
    { parent },
  );
}

function declareSafetyRecord(
  { name, hostname, backup }: SiteFacts,
  parent: pulumi.Resource | undefined,
): void {
  new DnsRecord(
    `${name}-balancer-safety-record`,
    {
      zoneId,
      name: hostname,
      type: "A",
      content: backup,
      proxied: true,
      ttl: 1,
      comment: "Answers while the load balancer of this name is off",
    },
    { parent, deleteBeforeReplace: true },
  );
}

function declarePool(
  { name, hostname }: SiteFacts,
  key: string,
  addresses: Readonly<Record<string, string>>,
  monitor: pulumi.Input<string>,
  parent: pulumi.Resource | undefined,
): LoadBalancerPool {
  return new LoadBalancerPool(
    `${name}-balancer-pool-${key}`,
    {
      accountId,
      name: `${hostname.replace(/\./g, "_")}_${key}`,
      description: `Pool ${key} of ${hostname}`,
      enabled: true,
      minimumOrigins: 1,
      monitor,
      checkRegions: ["ENAM", "WEU", "WNAM"],
      originSteering: { policy: "random" },
      loadShedding: {
        defaultPercent: 0,
        defaultPolicy: "random",
        sessionPercent: 0,
        sessionPolicy: "hash",
      },
      origins: Object.entries(addresses).map(([origin, address]) => ({
        name: origin,
        address,
        enabled: true,
        weight: 1,
      })),
    },
    { parent },
  );
}

function declareAlerts(
  name: string,
  pools: readonly LoadBalancerPool[],
  parent: HandWritten | undefined,
): void {
  const poolIds = pulumi.all(pools.map(({ id }) => id)).apply((ids) => [...ids].sort());
  const policy = (
    noun: string,
    alertType: string,
    filters?: NotificationPolicyArgs["filters"],
  ): NotificationPolicy => declarePolicy(`${name}-alerts-${noun}`, { alertType, filters }, parent);
  const health = policy("pool-health", "load_balancing_health_alert", {
    poolIds,
    newHealths: ["Healthy", "Unhealthy"],
    eventSources: ["origin", "pool"],
  });
  const enablement = policy("pool-enablement", "load_balancing_pool_enablement_alert", {
    poolIds,
    enableds: ["false", "true"],
  });
  const passive = policy("passive-origin-monitoring", "real_origin_monitoring");
  parent?.publish({
    policyIds: {
      "pool-health": health.id,
      "pool-enablement": enablement.id,
      "passive-origin-monitoring": passive.id,
    },
  });
}

function declarePolicy(
  name: string,
  told: Pick<NotificationPolicyArgs, "alertType" | "filters">,
  parent: pulumi.Resource | undefined,
): NotificationPolicy {
  const mechanisms = { emails: emails.map((id) => ({ id })) };
  return new NotificationPolicy(
    name,
    { accountId, name, enabled: true, mechanisms, ...told },
    { parent },
  );
}
