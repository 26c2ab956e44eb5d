import type * as pulumi from "@pulumi/pulumi";
import { ManagedPrefixList } from "@pulumi/aws/ec2/managedPrefixList";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import type { HandWritten } from "./handWritten";
import { vpcId } from "./sites";

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

/**
 * A security group that lets in Cloudflare only, as somebody writes it who knows every value beforehand.
 * @param parent - The component that it belongs to, where there is one.
 * @returns The group, and what a load balancer must wait for: the group and its rules.
 */
export function declareFirewall(parent: HandWritten | undefined): {
  group: SecurityGroup;
  rules: pulumi.Resource[];
} {
  const group = new SecurityGroup(
    "origins-group",
    { vpcId, description: "Cloudflare to origins" },
    { parent },
  );
  const lists = {
    ipv4: prefixList("ipv4", "IPv4", 20, ipv4, parent),
    ipv6: prefixList("ipv6", "IPv6", 10, ipv6, parent),
  };
  const ingress = Object.entries(lists).map(([family, list]) =>
    ingressRule(family, group, list, parent),
  );
  const egress = egressRules(group, parent);
  parent?.publish({
    securityGroupIds: [group.id],
    prefixListIds: { ipv4: lists.ipv4.id, ipv6: lists.ipv6.id },
    ranges: { ipv4, ipv6 },
  });
  return { group, rules: [group, ...ingress, ...egress] };
}

function ingressRule(
  family: string,
  group: SecurityGroup,
  list: ManagedPrefixList,
  parent: HandWritten | undefined,
): SecurityGroupIngressRule {
  return new SecurityGroupIngressRule(
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
  );
}

function egressRules(
  group: SecurityGroup,
  parent: HandWritten | undefined,
): SecurityGroupEgressRule[] {
  const everywhere = { securityGroupId: group.id, ipProtocol: "-1" };
  return [
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
}

function prefixList(
  family: string,
  addressFamily: string,
  maxEntries: number,
  cidrs: readonly string[],
  parent: HandWritten | undefined,
): ManagedPrefixList {
  const entries = cidrs.map((cidr) => ({ cidr, description: "Cloudflare" }));
  return new ManagedPrefixList(
    `origins-ranges-${family}`,
    { addressFamily, maxEntries, entries },
    { parent },
  );
}
