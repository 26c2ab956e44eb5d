/** The resource types that the traffic's path is made of, by the name the model gives each. */
export const modelTypes = {
  dnsRecord: "cloudflare:index/dnsRecord:DnsRecord",
  zone: "cloudflare:index/zone:Zone",
  zoneSetting: "cloudflare:index/zoneSetting:ZoneSetting",
  loadBalancer: "cloudflare:index/loadBalancer:LoadBalancer",
  pool: "cloudflare:index/loadBalancerPool:LoadBalancerPool",
  monitor: "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor",
  monitorGroup: "cloudflare:index/loadBalancerMonitorGroup:LoadBalancerMonitorGroup",
  alert: "cloudflare:index/notificationPolicy:NotificationPolicy",
  alertWebhook: "cloudflare:index/notificationPolicyWebhooks:NotificationPolicyWebhooks",
  originCertificate: "cloudflare:index/originCaCertificate:OriginCaCertificate",
  certificatePack: "cloudflare:index/certificatePack:CertificatePack",
  originPulls: "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings",
  customCertificate: "cloudflare:index/customSsl:CustomSsl",
  keylessCertificate: "cloudflare:index/keylessCertificate:KeylessCertificate",
  universalSsl: "cloudflare:index/universalSslSetting:UniversalSslSetting",
  totalTls: "cloudflare:index/totalTls:TotalTls",
  hostnameTlsSetting: "cloudflare:index/hostnameTlsSetting:HostnameTlsSetting",
  pageRule: "cloudflare:index/pageRule:PageRule",
  ruleset: "cloudflare:index/ruleset:Ruleset",
  acmCertificate: "aws:acm/certificate:Certificate",
  securityGroup: "aws:ec2/securityGroup:SecurityGroup",
  securityGroupRule: "aws:ec2/securityGroupRule:SecurityGroupRule",
  ingressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  egressRule: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  prefixList: "aws:ec2/managedPrefixList:ManagedPrefixList",
  prefixListEntry: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
  awsLoadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  listener: "aws:lb/listener:Listener",
  listenerRule: "aws:lb/listenerRule:ListenerRule",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  targetGroupAttachment: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  instance: "aws:ec2/instance:Instance",
  networkInterface: "aws:ec2/networkInterface:NetworkInterface",
  launchTemplate: "aws:ec2/launchTemplate:LaunchTemplate",
  route: "aws:ec2/route:Route",
  routeTable: "aws:ec2/routeTable:RouteTable",
} as const;

/** Name of a resource type that the model reads. */
export type ModelTypeName = keyof typeof modelTypes;

/**
 * Other tokens of the same types: resources that the SDK renamed, and modules it moved.
 * Source: the type aliases in the packages `@pulumi/cloudflare` 6 and `@pulumi/aws` 7.
 */
const otherTokens: Readonly<Record<string, ModelTypeName>> = {
  "cloudflare:index/record:Record": "dnsRecord",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "securityGroup",
};

/** Modules that hold the same resources as `lb`. Source: the package `@pulumi/aws` 7. */
const loadBalancerModules = ["lb", "alb", "applicationloadbalancing", "elasticloadbalancingv2"];

const nameOfToken = new Map<string, ModelTypeName>([
  ...Object.entries(modelTypes).flatMap(([name, token]) =>
    loadBalancerModules.map(
      (module) => [token.replace("aws:lb/", `aws:${module}/`), name as ModelTypeName] as const,
    ),
  ),
  ...Object.entries(otherTokens),
]);

/**
 * What a resource is to the model.
 * @param token - Pulumi type token.
 * @returns The type's name, or undefined for a resource that is no part of the traffic's path.
 */
export function modelType(token: string): ModelTypeName | undefined {
  return nameOfToken.get(token);
}
