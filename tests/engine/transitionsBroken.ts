import { LoadBalancer as ApplicationLoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { Listener, type ListenerArgs } from "@pulumi/aws/lb/listener";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { AuthenticatedOriginPullsSettings } from "@pulumi/cloudflare/authenticatedOriginPullsSettings";
import { DnsRecord, type DnsRecordArgs } from "@pulumi/cloudflare/dnsRecord";
import { LoadBalancer } from "@pulumi/cloudflare/loadBalancer";
import { LoadBalancerMonitor } from "@pulumi/cloudflare/loadBalancerMonitor";
import { LoadBalancerPool } from "@pulumi/cloudflare/loadBalancerPool";
import { ZoneSetting } from "@pulumi/cloudflare/zoneSetting";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { defaultAccountId, defaultZoneId } from "../../sandbox/testing";
import { vpcId, type Side } from "./transitionsPrograms";

/*
 * Sides as hands write them, without the components, so that something can break: a watch that reports nothing in the
 * other rows must be one that reports what happens in these.
 */

const zoneId = defaultZoneId;
const name = "www.example.com";

/** What a hand-written load balancer says about its pool and itself. */
interface ByHand {
  /** Whether the one pool is enabled. Defaults to true. */
  readonly poolEnabled?: boolean;
  /** Whether its one origin is enabled. Defaults to true. */
  readonly originEnabled?: boolean;
  /** Whether the load balancer is enabled. Defaults to true. */
  readonly enabled?: boolean;
  /** A change that is made to replace the load balancer. */
  readonly description?: string;
  /** Whether it is deleted before it is made anew. Defaults to false. */
  readonly deletesFirst?: boolean;
}

/** A load balancer with one pool of one origin, and no record beneath it. */
export function balancerByHand(said: ByHand = {}): Side {
  return {
    serves: [name],
    declare: () => {
      const pool = new LoadBalancerPool("pool", {
        accountId: defaultAccountId,
        name: "only",
        enabled: said.poolEnabled ?? true,
        origins: [
          { name: "a", address: "203.0.113.10", enabled: said.originEnabled ?? true, weight: 1 },
        ],
      });
      new LoadBalancer(
        "balancer",
        {
          zoneId,
          name,
          description: said.description ?? "first",
          enabled: said.enabled ?? true,
          proxied: true,
          defaultPools: [pool.id],
          fallbackPool: pool.id,
        },
        said.deletesFirst === true
          ? { replaceOnChanges: ["description"], deleteBeforeReplace: true }
          : {},
      );
    },
  };
}

/** One proxied record, deleted before it is replaced. */
export function recordByHand(record: Pick<DnsRecordArgs, "type" | "content">): Side {
  return {
    serves: [name],
    declare: () => {
      new DnsRecord(
        "www",
        { zoneId, name, ttl: 1, proxied: true, ...record },
        { deleteBeforeReplace: true },
      );
    },
  };
}

/** Nothing at all. */
export const nothing: Side = { serves: [], declare: () => undefined };

/** A zone at a TLS mode. */
export function tlsByHand(value: string): Side {
  return {
    serves: [],
    declare: () => {
      new ZoneSetting("ssl", { zoneId, settingId: "ssl", value });
    },
  };
}

/** The range that a rule lets in. */
type Rule = { readonly cidrIpv4: string } | { readonly cidrIpv6: string };

/** One rule for each of Cloudflare's ranges. */
export const cloudflareRules: readonly Rule[] = [
  ...cloudflareRanges.ipv4.map((cidrIpv4) => ({ cidrIpv4 })),
  ...cloudflareRanges.ipv6.map((cidrIpv6) => ({ cidrIpv6 })),
];

/** A proxied name whose origin stands behind a load balancer in AWS with these rules. */
export function originByHand(rules: readonly Rule[]): Side {
  const record = recordByHand({ type: "A", content: "203.0.113.10" });
  return {
    serves: record.serves,
    declare: () => {
      record.declare();
      const group = new SecurityGroup("origin", { vpcId, description: "Origin" });
      const made = rules.map(
        (rule) =>
          new SecurityGroupIngressRule(Object.values(rule).join(), {
            securityGroupId: group.id,
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
            ...rule,
          }),
      );
      new ApplicationLoadBalancer(
        "origin",
        {
          name: "origin",
          securityGroups: [group.id],
          subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
        },
        { dependsOn: made },
      );
    },
  };
}

const trustStoreArn =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:truststore/origin/0123456789abcdef";
const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-4e5f";

/** A pool before a load balancer of AWS to which Cloudflare shows its certificate, and its monitor only where it has a zone. */
export function pulledByHand(
  mutualAuthentication: ListenerArgs["mutualAuthentication"],
  probeZone?: string,
): Side {
  return {
    serves: [name],
    declare: () => {
      tlsByHand("strict").declare();
      new AuthenticatedOriginPullsSettings("pulls", { zoneId, enabled: true });
      const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
      const alb = new ApplicationLoadBalancer("origin", { name: "origin", subnets });
      const group = new TargetGroup("app", { port: 8080, protocol: "HTTP", vpcId });
      new Listener("https", {
        ...{ loadBalancerArn: alb.arn, port: 443, protocol: "HTTPS", certificateArn },
        defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
        mutualAuthentication,
      });
      const monitor = new LoadBalancerMonitor("monitor", {
        ...{ accountId: defaultAccountId, type: "https", path: "/healthz", expectedCodes: "200" },
        probeZone,
      });
      const pool = new LoadBalancerPool("pool", {
        ...{ accountId: defaultAccountId, name: "only", monitor: monitor.id },
        origins: [{ name: "a", address: alb.dnsName, enabled: true, weight: 1 }],
      });
      const pools = { defaultPools: [pool.id], fallbackPool: pool.id };
      new LoadBalancer("balancer", { zoneId, name, proxied: true, ...pools });
    },
  };
}

/** What a load balancer of AWS says about what stands behind it. */
interface BehindByHand {
  /** The port at which it listens. Defaults to 443. */
  readonly listens?: number;
  /** The port at which its one target is asked; another one replaces its registration. Defaults to 8080. */
  readonly asks?: number;
}

/** A record that leads to a load balancer of AWS, whose parts are deleted before they are replaced. */
export function behindByHand({ listens = 443, asks = 8080 }: BehindByHand = {}): Side {
  return {
    serves: [name],
    declare: () => {
      const first = { deleteBeforeReplace: true };
      const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
      const alb = new ApplicationLoadBalancer("origin", { name: "origin", subnets });
      const group = new TargetGroup("app", { name: "app", port: 8080, protocol: "HTTP", vpcId });
      const target = { targetGroupArn: group.arn, targetId: "i-0a1b2c3d4e5f60718", port: asks };
      const registered = new TargetGroupAttachment("app", target, first);
      const listener = new Listener(
        "https",
        {
          ...{ loadBalancerArn: alb.arn, port: listens, protocol: "HTTPS", certificateArn },
          defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
        },
        { dependsOn: registered },
      );
      const content = listener.id.apply(() => alb.dnsName);
      new DnsRecord("www", { zoneId, name, type: "CNAME", content, ttl: 1, proxied: true });
    },
  };
}

/** A listener that demands a client certificate. */
export const verifying = { mode: "verify", trustStoreArn };
