import type { CustomResourceOptions } from "@pulumi/pulumi";
import { ManagedPrefixList } from "@pulumi/aws/ec2/managedPrefixList";
import { SecurityGroup, type SecurityGroupArgs } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupRule } from "@pulumi/aws/ec2/securityGroupRule";
import { LoadBalancer as ApplicationLoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import {
  SecurityGroupIngressRule,
  type SecurityGroupIngressRuleArgs,
} from "@pulumi/aws/vpc/securityGroupIngressRule";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import type { Program } from "./corpusCase";

const vpcId = "vpc-0a1b2c3d4e5f60718";
const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
const https = { fromPort: 443, toPort: 443 };

/** Cloudflare's IPv4 ranges; IPv6 is left out, as many origins do. */
export const ranges: readonly string[] = cloudflareRanges.ipv4;

/** What makes the rules of a group. */
type Rules = (group: SecurityGroup) => void;

/** A program with an application load balancer behind one security group. */
export function origin(
  rules: Rules,
  args: SecurityGroupArgs = {},
  options: CustomResourceOptions = {},
): Program {
  return () => {
    const group = new SecurityGroup("web", { vpcId, name: "web", ...args }, options);
    new ApplicationLoadBalancer("origin", {
      ...{ name: "origin", idleTimeout: 930, subnets, securityGroups: [group.id] },
    });
    rules(group);
  };
}

/** A rule written inside a group. */
export const inline = (cidrBlocks: readonly string[]): SecurityGroupArgs => ({
  ingress: [{ ...https, protocol: "tcp", cidrBlocks: [...cidrBlocks] }],
});

/** One rule resource of the newer generation for each range. */
export const single =
  (cidrs: readonly string[], more: Partial<SecurityGroupIngressRuleArgs> = {}): Rules =>
  ({ id: securityGroupId }) => {
    for (const cidrIpv4 of cidrs) {
      const name = `https-${cidrIpv4.replace(/\W/g, "-")}`;
      const args = { securityGroupId, ipProtocol: "tcp", cidrIpv4, ...https, ...more };
      new SecurityGroupIngressRule(name, args);
    }
  };

/** One rule resource of the older generation for each list of ranges, by name. */
export const older =
  (lists: Readonly<Record<string, readonly string[]>>): Rules =>
  ({ id: securityGroupId }) => {
    for (const [name, cidrBlocks] of Object.entries(lists)) {
      new SecurityGroupRule(name, {
        ...{ type: "ingress", securityGroupId, protocol: "tcp", ...https },
        cidrBlocks: [...cidrBlocks],
      });
    }
  };

/** A prefix list of these ranges, and a rule that lets it in, unless told otherwise. */
export const byList =
  (cidrs: readonly string[], lets = true): Rules =>
  ({ id: securityGroupId }) => {
    const { id: prefixListId } = new ManagedPrefixList("cloudflare", {
      ...{ name: "cloudflare", addressFamily: "IPv4", maxEntries: 20 },
      entries: cidrs.map((cidr) => ({ cidr })),
    });
    if (lets) {
      new SecurityGroupIngressRule("https", {
        ...{ securityGroupId, ipProtocol: "tcp", prefixListId, ...https },
      });
    }
  };
