import { Account } from "../../../sandbox/cloud/account/account";
import { Journal } from "../../../sandbox/cloud/journal";
import type { Properties } from "../../../sandbox/cloud/values";
import { OutageWatch } from "../../../sandbox/watch/outageWatch";

/** The types that the tests of the watch put in an account. */
export const watchedTypes = {
  record: "cloudflare:index/dnsRecord:DnsRecord",
  loadBalancer: "cloudflare:index/loadBalancer:LoadBalancer",
  pool: "cloudflare:index/loadBalancerPool:LoadBalancerPool",
  setting: "cloudflare:index/zoneSetting:ZoneSetting",
  group: "aws:ec2/securityGroup:SecurityGroup",
  rule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  prefixList: "aws:ec2/managedPrefixList:ManagedPrefixList",
  pulls: "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings",
  ruleset: "cloudflare:index/ruleset:Ruleset",
  pullsCertificate:
    "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate",
  trustStore: "aws:lb/trustStore:TrustStore",
  revocation: "aws:lb/trustStoreRevocation:TrustStoreRevocation",
  bundle: "aws:s3/bucketObjectv2:BucketObjectv2",
  listener: "aws:lb/listener:Listener",
  listenerRule: "aws:lb/listenerRule:ListenerRule",
  awsLoadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  attachment: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  scalingGroup: "aws:autoscaling/group:Group",
  elasticIp: "aws:ec2/eip:Eip",
  lambdaPermission: "aws:lambda/permission:Permission",
  certificate: "aws:acm/certificate:Certificate",
  instance: "aws:ec2/instance:Instance",
  vpc: "aws:ec2/vpc:Vpc",
  subnet: "aws:ec2/subnet:Subnet",
  gateway: "aws:ec2/internetGateway:InternetGateway",
  routeTable: "aws:ec2/routeTable:RouteTable",
  tableAssociation: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  networkAcl: "aws:ec2/networkAcl:NetworkAcl",
  monitor: "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor",
  monitorGroup: "cloudflare:index/loadBalancerMonitorGroup:LoadBalancerMonitorGroup",
} as const;

/** An account whose every change is a call of the journal, under watch. */
export class WatchedCloud {
  readonly account = new Account();
  readonly journal = new Journal();
  readonly watch: OutageWatch;

  constructor(fill: (cloud: WatchedCloud) => void = () => {}) {
    fill(this);
    this.watch = new OutageWatch(this.account, this.journal);
  }

  /** Puts a resource there by a call. */
  put(type: keyof typeof watchedTypes, key: string, properties: Properties): void {
    const token = watchedTypes[type];
    this.account.put({ type: token, key, id: key, properties, secrets: [] });
    this.call("PUT", `/${type}/${key}`, token);
  }

  /** Takes a resource away by a call. */
  delete(type: keyof typeof watchedTypes, key: string): void {
    this.account.remove(watchedTypes[type], key);
    this.call("DELETE", `/${type}/${key}`, watchedTypes[type]);
  }

  /** Makes a call that changes nothing. */
  read(): void {
    this.call("GET", "/anything", watchedTypes.record, false);
  }

  private call(method: string, path: string, type: string, changed = true): void {
    const outcome = { ok: true, status: 200 };
    this.journal.record({
      service: "cloudflare",
      method,
      path,
      type,
      attempt: 0,
      changed,
      outcome,
    });
  }
}

/**
 * What broke, without its words.
 * @param cloud - The account.
 * @returns Path of the call, kind, subject and the call that mended it.
 */
export function brokenBy(cloud: WatchedCloud): (string | number | undefined)[][] {
  return cloud.watch
    .report()
    .broken.map((moment) => [moment.path, moment.kind, moment.subject, moment.restoredByCall]);
}
