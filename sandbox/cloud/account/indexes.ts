import { ownEntry } from "../../../core/ownEntry";
import {
  isObject,
  list,
  number,
  object,
  text,
  texts,
  type Properties,
  type PropertyValue,
} from "../values";

type Indexer = (properties: Properties) => string[];

/** The types that the account's rules look up by something other than their id. */
export const types = {
  record: "cloudflare:index/dnsRecord:DnsRecord",
  monitor: "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor",
  monitorGroup: "cloudflare:index/loadBalancerMonitorGroup:LoadBalancerMonitorGroup",
  pool: "cloudflare:index/loadBalancerPool:LoadBalancerPool",
  loadBalancer: "cloudflare:index/loadBalancer:LoadBalancer",
  zoneSetting: "cloudflare:index/zoneSetting:ZoneSetting",
  account: "cloudflare:index/account:Account",
  zone: "cloudflare:index/zone:Zone",
  zoneSubscription: "cloudflare:index/zoneSubscription:ZoneSubscription",
  ruleset: "cloudflare:index/ruleset:Ruleset",
  healthcheck: "cloudflare:index/healthcheck:Healthcheck",
  originCaCertificate: "cloudflare:index/originCaCertificate:OriginCaCertificate",
  originPulls: "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings",
  tieredCache: "cloudflare:index/tieredCache:TieredCache",
  argoSmartRouting: "cloudflare:index/argoSmartRouting:ArgoSmartRouting",
  notificationPolicy: "cloudflare:index/notificationPolicy:NotificationPolicy",
  webhooks: "cloudflare:index/notificationPolicyWebhooks:NotificationPolicyWebhooks",
  securityGroup: "aws:ec2/securityGroup:SecurityGroup",
  ingressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  egressRule: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  groupRule: "aws:ec2/securityGroupRule:SecurityGroupRule",
  prefixList: "aws:ec2/managedPrefixList:ManagedPrefixList",
  prefixListEntry: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
  vpc: "aws:ec2/vpc:Vpc",
  subnet: "aws:ec2/subnet:Subnet",
  routeTable: "aws:ec2/routeTable:RouteTable",
  alb: "aws:lb/loadBalancer:LoadBalancer",
  listener: "aws:lb/listener:Listener",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  certificate: "aws:acm/certificate:Certificate",
  certificateValidation: "aws:acm/certificateValidation:CertificateValidation",
  metricAlarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
} as const;

/** Under which keys an object is found besides its id, by type. */
const indexers: Readonly<Record<string, Indexer>> = {
  [types.record]: (record) => [
    `zone-records:${text(record.zoneId)}`,
    `record-name:${text(record.zoneId)}/${text(record.name)}`,
  ],
  [types.monitor]: () => ["monitors"],
  [types.monitorGroup]: (group) => [
    ...list(group.members).map((member) => `uses:${text(object(member).monitorId)}`),
  ],
  [types.pool]: (pool) => [
    "pools",
    `pool-name:${text(pool.name)}`,
    `uses:${text(pool.monitor)}`,
    `uses:${text(pool.monitorGroup)}`,
  ],
  [types.loadBalancer]: (balancer) => [
    `load-balancer-name:${text(balancer.zoneId)}/${text(balancer.name)}`,
    "load-balancers",
    ...poolsOf(balancer).map((pool) => `uses:${pool}`),
  ],
  [types.ruleset]: (ruleset) => [
    `phase:${text(ruleset.zoneId) || text(ruleset.accountId)}/${text(ruleset.kind)}/${text(ruleset.phase)}`,
  ],
  [types.notificationPolicy]: (policy) =>
    list(object(policy.mechanisms).webhooks).map((item) => `uses:${text(object(item).id)}`),
  [types.healthcheck]: (check) => [`zone-healthchecks:${text(check.zoneId)}`],
  [types.securityGroup]: (group) => [
    `group-name:${text(group.region)}/${text(group.vpcId)}/${text(group.name)}`,
    `inside:${text(group.vpcId)}`,
    ...[...list(group.ingress), ...list(group.egress)].flatMap(referencesOfInlineRule),
  ],
  [types.ingressRule]: ruleIndex("in"),
  [types.egressRule]: ruleIndex("out"),
  [types.groupRule]: (rule) => [
    `rules:${text(rule.securityGroupId)}/${rule.type === "egress" ? "out" : "in"}`,
    ...texts(rule.prefixListIds).map((id) => `references:${id}`),
    `references:${text(rule.sourceSecurityGroupId)}`,
  ],
  [types.prefixListEntry]: (entry) => [`entries:${text(entry.prefixListId)}`],
  [types.subnet]: (subnet) => [`inside:${text(subnet.vpcId)}`],
  [types.routeTable]: (table) => [
    `inside:${text(table.vpcId)}`,
    ...list(table.routes).map(
      (route) => `references:${text(object(route).destinationPrefixListId)}`,
    ),
  ],
  [types.alb]: (balancer) => [
    `elb-name:${text(balancer.region)}/${text(balancer.name)}`,
    ...texts(balancer.securityGroups).map((id) => `references:${id}`),
    ...texts(balancer.subnets).map((id) => `references:${id}`),
  ],
  [types.targetGroup]: (group) => [
    `target-group-name:${text(group.region)}/${text(group.name)}`,
    `inside:${text(group.vpcId)}`,
  ],
  [types.listener]: (listener) => [
    `references:${text(listener.certificateArn)}`,
    `listener:${text(listener.loadBalancerArn)}/${number(listener.port) ?? 0}`,
    `listeners-of:${text(listener.loadBalancerArn)}`,
    ...list(listener.defaultActions).map(
      (action) => `references:${text(object(action).targetGroupArn)}`,
    ),
  ],
};

/**
 * Names the keys under which an object is found besides its id.
 * @param type - Pulumi type token.
 * @param properties - The object's properties.
 * @returns The keys; those of its zone for whatever has one.
 */
export function indexKeys(type: string, properties: Properties): string[] {
  const zone = text(properties.zoneId);
  return [
    ...new Set(ownEntry(indexers, type)?.(properties) ?? []),
    ...(zone === "" ? [] : [`in-zone:${zone}`, `${type} in-zone:${zone}`]),
  ];
}

/**
 * Names every pool that a load balancer refers to.
 * @param balancer - Properties of a load balancer.
 * @returns Ids of pools, from the default, fallback, geo and rule pools; each once.
 */
export function poolsOf(balancer: Properties): string[] {
  const fromRules = list(balancer.rules).flatMap((rule) => poolsOf(object(object(rule).overrides)));
  const byPlace: (PropertyValue | undefined)[] = [
    balancer.regionPools,
    balancer.countryPools,
    balancer.popPools,
  ];
  return [
    ...new Set([
      ...texts(balancer.defaultPools),
      ...(balancer.fallbackPool === undefined ? [] : [text(balancer.fallbackPool)]),
      ...byPlace.flatMap((pools) => Object.values(object(pools)).flatMap(texts)),
      ...fromRules,
    ]),
  ].filter((id) => id !== "");
}

function ruleIndex(direction: "in" | "out"): Indexer {
  return (rule) => [
    `rules:${text(rule.securityGroupId)}/${direction}`,
    `references:${text(rule.prefixListId)}`,
    `references:${text(rule.referencedSecurityGroupId)}`,
  ];
}

function referencesOfInlineRule(rule: PropertyValue): string[] {
  if (!isObject(rule)) {
    return [];
  }
  return [...texts(rule.prefixListIds), ...texts(rule.securityGroups)].map(
    (id) => `references:${id}`,
  );
}
