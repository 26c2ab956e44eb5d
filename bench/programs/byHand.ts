import * as pulumi from "@pulumi/pulumi";
import { ManagedPrefixList } from "@pulumi/aws/ec2/managedPrefixList";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import { LoadBalancer } from "@pulumi/cloudflare/loadBalancer";
import { LoadBalancerMonitor } from "@pulumi/cloudflare/loadBalancerMonitor";
import { LoadBalancerPool } from "@pulumi/cloudflare/loadBalancerPool";
import { NotificationPolicy } from "@pulumi/cloudflare/notificationPolicy";
import { ZoneSetting } from "@pulumi/cloudflare/zoneSetting";
import { accountId, emails, sitesOf, vpcId, zoneId, zoneName, type SiteFacts } from "./sites";

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
  const pools = declareBalancer(
    site,
    component("FailoverLoadBalancer", `${site.name}-balancer`, whole, guards),
  );
  declareAlerts(site.name, pools, component("HealthAlerts", `${site.name}-alerts`, whole));
}

function component(
  type: string,
  name: string,
  parent?: pulumi.Resource,
  dependsOn: pulumi.Resource[] = [],
): pulumi.ComponentResource | undefined {
  return hasTree
    ? new pulumi.ComponentResource(`steady-edge:index:${type}`, name, {}, { parent, dependsOn })
    : undefined;
}

function declareZone(parent: pulumi.Resource | undefined): void {
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

/** Returns what a load balancer must wait for: the group and its rules. */
function declareFirewall(parent: pulumi.Resource | undefined): pulumi.Resource[] {
  const group = new SecurityGroup(
    "origins-group",
    { vpcId, description: "Cloudflare to origins" },
    { parent },
  );
  const ipv4 = [
    ...["103.21.244.0/22", "103.22.200.0/22", "103.31.4.0/22", "104.16.0.0/13", "104.24.0.0/14"],
    ...["108.162.192.0/18", "131.0.72.0/22", "141.101.64.0/18", "162.158.0.0/15", "172.64.0.0/13"],
    ...["173.245.48.0/20", "188.114.96.0/20", "190.93.240.0/20", "197.234.240.0/22"],
    "198.41.128.0/17",
  ];
  const ipv6 = [
    ...["2400:cb00::/32", "2405:8100::/32", "2405:b500::/32", "2606:4700::/32", "2803:f800::/32"],
    ...["2a06:98c0::/29", "2c0f:f248::/32"],
  ];
  const lists = {
    ipv4: prefixList("ipv4", "IPv4", 20, ipv4, parent),
    ipv6: prefixList("ipv6", "IPv6", 10, ipv6, parent),
  };
  const ingress = Object.entries(lists).map(
    ([family, list]) =>
      new SecurityGroupIngressRule(
        `origins-ingress-443-${family}`,
        {
          securityGroupId: group.id,
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          prefixListId: list.id,
          description: "Cloudflare",
        },
        { parent },
      ),
  );
  const everywhere = { securityGroupId: group.id, ipProtocol: "-1" };
  const egress = [
    new SecurityGroupEgressRule(
      "origins-egress-all-0.0.0.0%2F0",
      { ...everywhere, cidrIpv4: "0.0.0.0/0", description: "everywhere-ipv4" },
      { parent },
    ),
    new SecurityGroupEgressRule(
      "origins-egress-all-%3A%3A%2F0",
      { ...everywhere, cidrIpv6: "::/0", description: "everywhere-ipv6" },
      { parent },
    ),
  ];
  return [group, ...ingress, ...egress];
}

function prefixList(
  family: string,
  addressFamily: string,
  maxEntries: number,
  cidrs: readonly string[],
  parent: pulumi.Resource | undefined,
): ManagedPrefixList {
  const entries = cidrs.map((cidr) => ({ cidr, description: "Cloudflare" }));
  return new ManagedPrefixList(
    `origins-ranges-${family}`,
    { addressFamily, maxEntries, entries },
    { parent },
  );
}

function declareBalancer(site: SiteFacts, parent: pulumi.Resource | undefined): LoadBalancerPool[] {
  const { name, hostname } = site;
  const monitor = new LoadBalancerMonitor(
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
  const primary = declarePool(
    site,
    "primary",
    { a: site.primary, b: site.second },
    monitor.id,
    parent,
  );
  const backup = declarePool(site, "backup", { a: site.backup }, monitor.id, parent);
  new LoadBalancer(
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
  new DnsRecord(
    `${name}-balancer-safety-record`,
    {
      zoneId,
      name: hostname,
      type: "A",
      content: site.backup,
      proxied: true,
      ttl: 1,
      comment: "Answers while the load balancer of this name is off",
    },
    { parent, deleteBeforeReplace: true },
  );
  return [primary, backup];
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
  parent: pulumi.Resource | undefined,
): void {
  const poolIds = pulumi.all(pools.map(({ id }) => id)).apply((ids) => [...ids].sort());
  const mechanisms = { emails: emails.map((id) => ({ id })) };
  const policy = (
    noun: string,
    alertType: string,
    filters?: ConstructorParameters<typeof NotificationPolicy>[1]["filters"],
  ): NotificationPolicy =>
    new NotificationPolicy(
      `${name}-alerts-${noun}`,
      {
        accountId,
        name: `${name}-alerts-${noun}`,
        alertType,
        enabled: true,
        filters,
        mechanisms,
      },
      { parent },
    );
  policy("pool-health", "load_balancing_health_alert", {
    poolIds,
    newHealths: ["Healthy", "Unhealthy"],
    eventSources: ["origin", "pool"],
  });
  policy("pool-enablement", "load_balancing_pool_enablement_alert", {
    poolIds,
    enableds: ["false", "true"],
  });
  policy("passive-origin-monitoring", "real_origin_monitoring");
}
