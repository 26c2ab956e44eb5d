import { LoadBalancer as ApplicationLoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import { DnsRecord, type DnsRecordArgs } from "@pulumi/cloudflare/dnsRecord";
import { LoadBalancer } from "@pulumi/cloudflare/loadBalancer";
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
