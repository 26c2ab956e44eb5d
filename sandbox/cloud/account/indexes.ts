import { referringProperties } from "../../../constraints/inUse";
import { getOrCreate } from "../../../core/getOrCreate";
import { ownEntry } from "../../../core/ownEntry";
import { networkTypes, otherTypes, pathTypes } from "../../../facts/resourceTypes";
import { isObject, number, text, type Properties, type PropertyValue } from "../values";

type Indexer = (properties: Properties) => string[];

/** The types that the account's rules look up by something other than their id. */
export const types = {
  record: pathTypes.dnsRecord,
  monitor: pathTypes.monitor,
  monitorGroup: pathTypes.monitorGroup,
  pool: pathTypes.pool,
  loadBalancer: pathTypes.loadBalancer,
  zoneSetting: pathTypes.zoneSetting,
  account: otherTypes.account,
  zone: pathTypes.zone,
  zoneSubscription: otherTypes.zoneSubscription,
  ruleset: pathTypes.ruleset,
  healthcheck: otherTypes.healthcheck,
  originCaCertificate: pathTypes.originCertificate,
  originPulls: pathTypes.originPulls,
  originPullsCertificate: pathTypes.pullsCertificate,
  tieredCache: otherTypes.tieredCache,
  argoSmartRouting: otherTypes.argoSmartRouting,
  pageRule: pathTypes.pageRule,
  workersRoute: pathTypes.workersRoute,
  workersScript: pathTypes.workersScript,
  tunnel: pathTypes.tunnel,
  tunnelConfiguration: pathTypes.tunnelConfig,
  waitingRoom: pathTypes.waitingRoom,
  waitingRoomRules: pathTypes.waitingRoomRules,
  waitingRoomEvent: pathTypes.waitingRoomEvent,
  accountList: pathTypes.rulesList,
  accountListItem: pathTypes.rulesListItem,
  notificationPolicy: pathTypes.alert,
  webhooks: pathTypes.alertWebhook,
  securityGroup: pathTypes.securityGroup,
  ingressRule: pathTypes.ingressRule,
  egressRule: pathTypes.egressRule,
  groupRule: pathTypes.securityGroupRule,
  prefixList: pathTypes.prefixList,
  prefixListEntry: pathTypes.prefixListEntry,
  vpc: networkTypes.vpc,
  subnet: networkTypes.subnet,
  routeTable: pathTypes.routeTable,
  alb: pathTypes.awsLoadBalancer,
  listener: pathTypes.listener,
  listenerRule: pathTypes.listenerRule,
  targetGroup: pathTypes.targetGroup,
  trustStore: pathTypes.trustStore,
  launchTemplate: pathTypes.launchTemplate,
  certificate: pathTypes.acmCertificate,
  certificateValidation: pathTypes.acmValidation,
  metricAlarm: otherTypes.metricAlarm,
  compositeAlarm: otherTypes.compositeAlarm,
  topic: otherTypes.topic,
  topicSubscription: otherTypes.topicSubscription,
} as const;

/** Under which keys an object is found besides its id, by type. */
const indexers: Readonly<Record<string, Indexer>> = {
  [types.record]: (record) => [
    `zone-records:${text(record.zoneId)}`,
    `record-name:${text(record.zoneId)}/${text(record.name)}`,
  ],
  [types.monitor]: () => ["monitors"],
  [types.pool]: (pool) => ["pools", `pool-name:${text(pool.name)}`],
  [types.loadBalancer]: (balancer) => [
    `load-balancer-name:${text(balancer.zoneId)}/${text(balancer.name)}`,
    "load-balancers",
  ],
  [types.ruleset]: (ruleset) => [
    `phase:${text(ruleset.zoneId) || text(ruleset.accountId)}/${text(ruleset.kind)}/${text(ruleset.phase)}`,
  ],
  [types.accountListItem]: (item) => [`list-items:${text(item.listId)}`],
  [types.healthcheck]: (check) => [`zone-healthchecks:${text(check.zoneId)}`],
  [types.securityGroup]: (group) => [
    `group-name:${text(group.region)}/${text(group.vpcId)}/${text(group.name)}`,
  ],
  [types.ingressRule]: ruleIndex("in"),
  [types.egressRule]: ruleIndex("out"),
  [types.groupRule]: (rule) => [
    `rules:${text(rule.securityGroupId)}/${rule.type === "egress" ? "out" : "in"}`,
  ],
  [networkTypes.subnet]: (subnet) => [`subnets-of:${text(subnet.vpcId)}`],
  [networkTypes.internetGateway]: gatewayIndex,
  [networkTypes.internetGatewayAttachment]: gatewayIndex,
  [networkTypes.networkAclRule]: (rule) => [
    `acl-rules:${text(rule.networkAclId)}/${rule.egress === true ? "out" : "in"}`,
  ],
  [pathTypes.route]: (route) => [`routes-of:${text(route.routeTableId)}`],
  [types.prefixListEntry]: (entry) => [`entries:${text(entry.prefixListId)}`],
  [types.alb]: (balancer) => [`elb-name:${text(balancer.region)}/${text(balancer.name)}`],
  [types.targetGroup]: (group) => [`target-group-name:${text(group.region)}/${text(group.name)}`],
  [types.launchTemplate]: (template) => [
    `launch-template-name:${text(template.region)}/${text(template.name)}`,
  ],
  [types.listenerRule]: (rule) => [
    `listener-rule:${text(rule.listenerArn)}/${number(rule.priority) ?? 0}`,
  ],
  [types.listener]: (listener) => [
    `listener:${text(listener.loadBalancerArn)}/${number(listener.port) ?? 0}`,
    `listeners-of:${text(listener.loadBalancerArn)}`,
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
    ...(ownEntry(indexers, type)?.(properties) ?? []),
    ...[...new Set(referencedBy(type, properties))].map((id) => `references:${id}`),
    ...(zone === "" ? [] : [`in-zone:${zone}`, `${type} in-zone:${zone}`]),
  ];
}

const referringPaths = new Map<string, readonly (readonly string[])[]>();

/** What an object names that must not go before it. */
function referencedBy(type: string, properties: Properties): string[] {
  const paths = getOrCreate(referringPaths, type, () =>
    referringProperties(type).map((path) => path.split(".")),
  );
  return paths.flatMap((path) => idsAt(properties, path));
}

/**
 * Reads the ids at a path of properties.
 * @param value - Properties, or what stands in them.
 * @param path - The names on the way; lists are read through, and `*` is every key.
 * @returns The ids, as often as they stand there.
 */
export function idsAt(value: PropertyValue | undefined, path: readonly string[]): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((each) => idsAt(each, path));
  }
  const [name, ...rest] = path;
  if (name === undefined) {
    return text(value) === "" ? [] : [text(value)];
  }
  if (!isObject(value)) {
    return [];
  }
  const inside: readonly (PropertyValue | undefined)[] =
    name === "*" ? Object.values(value) : [ownEntry<PropertyValue>(value, name)];
  return inside.flatMap((each) => idsAt(each, rest));
}

function ruleIndex(direction: "in" | "out"): Indexer {
  return (rule) => [`rules:${text(rule.securityGroupId)}/${direction}`];
}

function gatewayIndex({ vpcId }: Properties): string[] {
  return text(vpcId) === "" ? [] : [`gateway-of:${text(vpcId)}`];
}
