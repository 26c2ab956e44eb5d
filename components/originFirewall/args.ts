import type * as pulumi from "@pulumi/pulumi";

/** How Cloudflare's ranges are admitted. */
export const OriginFirewallMode = {
  /** One managed prefix list for each address family, and one rule for each port that names it. */
  PrefixLists: "prefixLists",
  /** One rule for each range and port. */
  Rules: "rules",
} as const;

/** How Cloudflare's ranges are admitted. */
export type OriginFirewallMode = (typeof OriginFirewallMode)[keyof typeof OriginFirewallMode];

/** Where a route of a VPC leads. */
export const RouteTargetKind = {
  /** The VPC itself. */
  Local: "local",
  /** An internet gateway: the only way back to Cloudflare. */
  InternetGateway: "internetGateway",
  /** A gateway that lets IPv6 connections out, but none in. */
  EgressOnlyInternetGateway: "egressOnlyInternetGateway",
  /** A NAT gateway or instance. */
  NatGateway: "natGateway",
  /** A transit gateway or Cloud WAN core network. */
  TransitGateway: "transitGateway",
  /** A virtual private gateway: VPN or Direct Connect. */
  VpnGateway: "vpnGateway",
  /** A peering connection to another VPC. */
  VpcPeering: "vpcPeering",
  /** A gateway load balancer endpoint, behind which an appliance inspects what passes. */
  VpcEndpoint: "vpcEndpoint",
  /** A network interface of an appliance; a NAT instance is a `natGateway`. */
  NetworkInterface: "networkInterface",
} as const;

/** Where a route of a VPC leads. */
export type RouteTargetKind = (typeof RouteTargetKind)[keyof typeof RouteTargetKind];

/** A list of ranges in place of the pinned one. */
export interface FirewallRangesArgs {
  /** IPv4 ranges. Defaults to Cloudflare's pinned ones. */
  ipv4?: string[];
  /** IPv6 ranges. Defaults to Cloudflare's pinned ones. */
  ipv6?: string[];
}

/** Cloudflare's published ranges in the form in which `cloudflare.getIpRangesOutput()` answers. */
export interface LiveRangesArgs {
  /** IPv4 ranges. */
  ipv4Cidrs: string[];
  /** IPv6 ranges. */
  ipv6Cidrs: string[];
}

/** The other side of a rule: exactly one of `cidr`, `securityGroupId` and `prefixListId`. */
export interface FirewallPeerArgs {
  /** A range of addresses without host bits, for example `10.20.0.0/16`. */
  cidr?: string;
  /** A security group, whose members are meant. */
  securityGroupId?: pulumi.Input<string>;
  /** A prefix list made elsewhere; needs `prefixListEntries`. */
  prefixListId?: pulumi.Input<string>;
  /** The maximum number of entries of that prefix list: as many rules does it count for. */
  prefixListEntries?: number;
  /** TCP ports. Defaults to the component's `ports` for a source, and to all traffic for a destination. */
  ports?: number[];
}

/** What AWS grants the account, where it was raised. */
export interface FirewallQuotaArgs {
  /** Inbound rules of one group in one address family. Defaults to 60. */
  rulesPerGroup?: number;
  /** Security groups of one network interface that this component may use. Defaults to 5. */
  groupsPerInterface?: number;
}

/** A route of a VPC. */
export interface FirewallRouteArgs {
  /** The destination, a CIDR. */
  destination: string;
  /** Where it leads. */
  target: RouteTargetKind;
}

/** The routes of one route table. */
export interface FirewallRouteTableArgs {
  /** All routes of the table, the default route among them. */
  routes: FirewallRouteArgs[];
}

/** What an `OriginFirewall` lets in. */
export interface OriginFirewallArgs {
  /** The VPC of the origins. */
  vpcId: pulumi.Input<string>;
  /** The region of that VPC, for example `eu-central-1`. Defaults to the provider's region. */
  region?: string;
  /**
   * TCP ports that Cloudflare reaches. Append new ones: the order decides which security group a rule stands in where there are
   * several, and whoever has attached only some of them loses the rules that move. Defaults to 443.
   */
  ports?: number[];
  /** Whether Cloudflare may come by IPv6 too. Defaults to true. */
  ipv6?: boolean;
  /** How the ranges are admitted. Defaults to what needs fewer security groups, prefix lists on a tie. */
  mode?: OriginFirewallMode;
  /** Ranges to admit in place of the pinned ones. Defaults to Cloudflare's ranges as pinned in this library. */
  ranges?: FirewallRangesArgs;
  /**
   * Accepts `ranges` that cover less than 90 % of the pinned list: whoever is left out gets Error 521 or 522.
   * Defaults to false.
   */
  acceptShrunkenRanges?: boolean;
  /**
   * Accepts `ranges` that reach beyond the pinned list by more than a tenth of its addresses: whoever is there can go around
   * Cloudflare. Defaults to false.
   */
  acceptForeignRanges?: boolean;
  /**
   * The published ranges of today, for example from `cloudflare.getIpRangesOutput()`. They are added to the others, never
   * taken in their place, and need prefix lists. Defaults to none.
   */
  liveRanges?: pulumi.Input<LiveRangesArgs>;
  /**
   * Sources besides Cloudflare, by a key you choose, for example an internal probe. The key names the rules of a
   * security group or prefix list, so keep it. Defaults to none.
   */
  additionalSources?: Record<string, FirewallPeerArgs>;
  /** Where the origins may connect to, by a key you choose. Defaults to everywhere, by IPv4 and IPv6. */
  egress?: Record<string, FirewallPeerArgs>;
  /** The account's quotas. Defaults to those that AWS gives every account. */
  quota?: FirewallQuotaArgs;
  /**
   * The route tables of the subnets in which Cloudflare's connections arrive, by a key you choose; routes that would
   * swallow the answers are refused. Default routes to the internet gateway, or to an appliance of the VPC that sees both ways of
   * a connection, are fine. Defaults to none.
   */
  routeTables?: Record<string, FirewallRouteTableArgs>;
  /** Tags for everything that is made. Defaults to none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** The ranges that an `OriginFirewall` admits. */
export interface FirewallRanges {
  /** IPv4 ranges, in the order of addresses. */
  ipv4: string[];
  /** IPv6 ranges, in the order of addresses; empty where IPv6 is off. */
  ipv6: string[];
}
