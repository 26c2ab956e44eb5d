import { everywhere } from "../addresses";

/**
 * How many rules and groups AWS allows.
 *
 * Source: Amazon VPC user guide, amazon-vpc-limits, "Security groups". Rules are counted apart for inbound and
 * outbound, and apart for IPv4 and IPv6; a rule that names a security group counts as one in both families.
 */
export const securityGroupQuota = {
  /** Rules of one security group in one direction and one address family, unless AWS has raised it. */
  rulesPerGroup: 60,
  /** Security groups of one network interface, unless AWS has raised it. */
  groupsPerInterface: 5,
  /** The most security groups of one network interface that AWS grants. */
  maximumGroupsPerInterface: 16,
  /** The most that rules per group times groups per interface may make. */
  maximumRulesPerInterface: 1000,
} as const;

/**
 * How large customer-managed prefix lists may be.
 *
 * Source: Amazon VPC user guide, amazon-vpc-limits, "Customer-managed prefix lists". A rule that names a prefix
 * list counts as that list's maximum number of entries, not as the entries that it holds.
 */
export const prefixListQuota = {
  /** The smallest maximum number of entries of one prefix list. Source: AWS Terraform provider, aws_ec2_managed_prefix_list. */
  minimumEntries: 1,
  /** The largest maximum number of entries of one prefix list. */
  maximumEntries: 1000,
} as const;

/**
 * How rules of security groups name the protocols that matter here; compared without case.
 * Source: Amazon EC2 API reference, IpPermission ("-1 to specify all protocols"); AWS Terraform provider,
 * aws_security_group ("all" stands for -1); IANA protocol numbers (6 is TCP, 17 is UDP).
 */
export const ruleProtocols = {
  /** What EC2 itself says for every protocol. */
  all: "-1",
  /** What EC2 itself says for TCP. */
  tcp: "tcp",
} as const;

/** All ways to write each of these protocols, and UDP. Source: that of `ruleProtocols`. */
export const protocolSpellings: Readonly<
  Record<keyof typeof ruleProtocols | "udp", readonly string[]>
> = {
  all: [ruleProtocols.all, "all"],
  tcp: [ruleProtocols.tcp, "6"],
  udp: ["udp", "17"],
};

/**
 * The one rule that EC2 gives every new security group of a VPC: everything may leave. The AWS provider takes it away with a call of its own
 * after the one that makes the group.
 * Source: Amazon VPC user guide, vpc-security-groups (a new group allows all outbound traffic); AWS Terraform provider, aws_security_group
 * ("Terraform will remove this default rule").
 */
export const newGroupEgress = {
  protocol: ruleProtocols.all,
  fromPort: 0,
  toPort: 0,
  cidrBlocks: [everywhere.ipv4],
} as const;

/**
 * Ports at which people log in to machines: SSH and Microsoft's remote desktop.
 * Source: IANA Service Name and Transport Protocol Port Number Registry (ssh, ms-wbt-server).
 */
export const remoteLoginPorts = [22, 3389] as const;
