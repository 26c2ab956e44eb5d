import { referringProperties } from "../../constraints/inUse";
import { ownEntry } from "../../core/ownEntry";
import { isList, isObject } from "./reading";
import { modelType, modelTypes, type ModelTypeName } from "./resourceTypes";
import { ModelReference, secretValue, type ModelResource, type ModelValue } from "./resources";
import { unknownValue } from "../../core/known";

/** The token of a link of which nothing is known. */
export const unknownLink = "?";

/**
 * Where each type says what it belongs to or uses: paths of properties that hold ids, ARNs or references. The first is what it
 * belongs to. What keeps others from being deleted comes after these.
 */
const linkPaths: Readonly<Partial<Record<ModelTypeName, readonly string[]>>> = {
  dnsRecord: ["zoneId", "content"],
  zoneSetting: ["zoneId"],
  originPulls: ["zoneId"],
  hostnamePulls: ["zoneId"],
  pullsCertificate: ["zoneId"],
  certificatePack: ["zoneId"],
  customCertificate: ["zoneId"],
  keylessCertificate: ["zoneId"],
  universalSsl: ["zoneId"],
  totalTls: ["zoneId"],
  urlNormalization: ["zoneId"],
  waitingRoomRules: ["waitingRoomId"],
  waitingRoomEvent: ["waitingRoomId"],
  waitingRoomSettings: ["zoneId"],
  loadBalancer: ["zoneId"],
  pool: ["monitor", "monitorGroup", "origins.address"],
  alert: ["filters.poolIds", "mechanisms.webhooks.id"],
  securityGroup: ["vpcId"],
  securityGroupRule: ["securityGroupId"],
  ingressRule: ["securityGroupId"],
  egressRule: ["securityGroupId"],
  prefixListEntry: ["prefixListId"],
  awsLoadBalancer: ["securityGroups", "subnetMappings.allocationId"],
  listener: ["loadBalancerArn"],
  listenerRule: ["listenerArn"],
  targetGroupAttachment: ["targetGroupArn", "targetId"],
  listenerCertificate: ["listenerArn"],
  apiMapping: ["domainName", "apiId"],
  restMapping: ["domainName", "restApi"],
  apiRoute: ["apiId"],
  apiMethod: ["restApi"],
  apiStage: ["apiId"],
  vpcLink: ["securityGroupIds"],
  apiIntegration: ["apiId"],
  restIntegration: ["restApi"],
  functionUrl: ["functionName"],
  lambdaAlias: ["functionName"],
  rolePolicy: ["role"],
  rolePolicyAttachment: ["role", "policyArn"],
  classicAttachment: ["elb", "instance"],
  acceleratorListener: ["acceleratorArn"],
  acceleratorGroup: ["listenerArn"],
  classicBalancer: ["securityGroups"],
  scalingGroup: ["targetGroupArns", "trafficSources.identifier", "loadBalancers"],
  scalingAttachment: ["lbTargetGroupArn", "autoscalingGroupName", "elb"],
  trafficSource: ["trafficSource.identifier", "autoscalingGroupName"],
  ecsService: ["loadBalancers.targetGroupArn", "networkConfiguration.securityGroups"],
  taskSet: ["loadBalancers.targetGroupArn"],
  scalingSchedule: ["autoscalingGroupName"],
  webAclAssociation: ["resourceArn", "webAclArn"],
  lambdaPermission: ["function", "sourceArn"],
  acmValidation: ["certificateArn"],
  route: ["routeTableId"],
  routeTable: ["vpcId", "defaultRouteTableId"],
  subnet: ["vpcId"],
  routeTableAssociation: ["routeTableId", "subnetId", "gatewayId"],
  networkFirewall: ["vpcId"],
  mainRouteTableAssociation: ["vpcId", "routeTableId"],
  internetGateway: ["vpcId"],
  internetGatewayAttachment: ["internetGatewayId", "vpcId"],
  dhcpAssociation: ["vpcId", "dhcpOptionsId"],
  networkAcl: ["vpcId", "subnetIds", "defaultNetworkAclId"],
  networkAclRule: ["networkAclId"],
  networkAclAssociation: ["networkAclId", "subnetId"],
  interfaceAttachment: ["networkInterfaceId", "instanceId"],
  groupAttachment: ["networkInterfaceId", "securityGroupId"],
  elasticIp: ["instance", "networkInterface"],
  route53Record: ["zoneId", "healthCheckId"],
  trustStoreRevocation: ["trustStoreArn"],
  elasticIpAssociation: ["allocationId", "instanceId", "networkInterfaceId"],
  launchTemplate: ["vpcSecurityGroupIds", "networkInterfaces.securityGroups"],
};

const splitPaths = new Map(
  Object.entries(modelTypes).map(([name, token]) => {
    const own = linkPaths[name as ModelTypeName] ?? [];
    const paths = eachOnce([...own, ...referringProperties(token)]);
    return [name as ModelTypeName, paths.map((path) => path.split("."))] as const;
  }),
);

/**
 * What the values of a property refer to: ids as they are, references as the keys of resources.
 * @param value - A property's value; lists and objects in lists are read through.
 * @returns The tokens, each once.
 */
export function linkTokens(value: ModelValue | undefined): string[] {
  const found: string[] = [];
  addTokens(value, found);
  return eachOnce(found);
}

/**
 * What a resource's zone is called among the tokens of the model.
 * @param resource - A record, a load balancer or a setting of a zone.
 * @returns Its id, or the keys of the resources that its id comes from; `?` where nothing is known.
 */
export function zoneOf({ properties: { zoneId } }: ModelResource): string {
  return typeof zoneId === "string" ? zoneId : linkTokens(zoneId).sort().join(" or ");
}

/**
 * What a resource's zone may be called. What AWS calls `zoneId` is no zone of Cloudflare: load balancers have that of Route 53.
 * @param resource - Any resource.
 * @returns Its id, or the keys of the resources that its id comes from, each once; none where it names no zone of Cloudflare.
 */
export function zoneTokens(resource: ModelResource | undefined): string[] {
  return resource?.type.startsWith("cloudflare:") === true
    ? linkTokens(resource.properties.zoneId)
    : [];
}

/**
 * What a resource belongs to or uses, for the index that finds the rules of a group or the users of a pool.
 * @param resource - Any resource.
 * @returns Tokens (ids, ARNs, keys), each once. `unknownLink` is among them where it is not known what it belongs to.
 */
export function linksOf(resource: ModelResource): string[] {
  const type = modelType(resource.type);
  const [owner, ...others] = (type && splitPaths.get(type)) ?? [];
  const found: string[] = [];
  if (owner === undefined) {
    return found;
  }
  addTokensAt(resource.properties, owner, 0, found);
  const isAnybodys = found.includes(unknownLink);
  others.forEach((path) => addTokensAt(resource.properties, path, 0, found));
  const tokens = eachOnce(found);
  return isAnybodys ? tokens : tokens.filter((token) => token !== unknownLink);
}

/**
 * What the values at a path refer to.
 * @param resource - Any resource.
 * @param path - Names of properties with dots between; lists are read through, and `*` is every key.
 * @returns The tokens, as of `linkTokens`.
 */
export function tokensAt({ properties }: ModelResource, path: string): string[] {
  const found: string[] = [];
  addTokensAt(properties, path.split("."), 0, found);
  return eachOnce(found);
}

function addTokens(value: ModelValue | undefined, found: string[]): void {
  if (typeof value === "string") {
    found.push(value);
  } else if (value instanceof ModelReference) {
    found.push(...value.reference);
  } else if (isList(value)) {
    value.forEach((each) => addTokens(each, found));
  } else if (value === unknownValue || value === secretValue) {
    found.push(unknownLink);
  }
}

function addTokensAt(
  value: ModelValue | undefined,
  path: readonly string[],
  place: number,
  found: string[],
): void {
  const name = path[place];
  if (name === undefined) {
    addTokens(value, found);
  } else if (isList(value)) {
    value.forEach((each) => addTokensAt(each, path, place, found));
  } else if (isObject(value)) {
    const inside: readonly (ModelValue | undefined)[] =
      name === "*" ? Object.values(value) : [ownEntry<ModelValue>(value, name)];
    inside.forEach((each) => addTokensAt(each, path, place + 1, found));
  } else if (value instanceof ModelReference) {
    addTokens(value, found);
  }
}

function eachOnce(tokens: string[]): string[] {
  return tokens.length < 2 ? tokens : [...new Set(tokens)];
}
