import type * as pulumi from "@pulumi/pulumi";
import type { AlbContentArgs } from "../albOrigin";
import type { AlertChoicesArgs } from "../alerts";
import type { DnsRecordSpec } from "../dns";
import type {
  BalancedHostnameArgs,
  HealthArgs,
  OriginArgs,
  PoolContentArgs,
} from "../loadBalancing";
import type { OriginFirewallArgs } from "../originFirewall";
import type { TlsSettingsArgs } from "../tls";

/** An `AlbOrigin` that the site makes, in the VPC of one of its firewalls. */
export interface SiteAlbArgs extends AlbContentArgs {
  /** The key of that firewall, which lets Cloudflare in at port 443, and at port 80 where plain HTTP is redirected. */
  firewall: string;
}

/** An origin of a site: exactly one of `address` and `alb`. */
export interface SiteOriginArgs extends Omit<OriginArgs, "address"> {
  /** As for `FailoverLoadBalancer`, of an origin that was made elsewhere. */
  address?: OriginArgs["address"];
  /**
   * An Application Load Balancer to make; it listens on port 443. Goes with `firewalls`. The monitor sends the header that it
   * requires, unless `health.headers` has it.
   */
  alb?: SiteAlbArgs;
}

/** A pool of a site. */
export interface SitePoolArgs extends Omit<PoolContentArgs, "origins"> {
  /** The origins by a name of your own, which alerts will show. Their order has no meaning. */
  origins: Record<string, SiteOriginArgs>;
  /**
   * The pool's key: letters, digits and hyphens, at most 32. It is the pool's identity, as for `FailoverLoadBalancer`. Defaults to
   * `primary` for the first pool and `backup` for the second; further ones need a name. Give names to all where pools may change
   * places.
   */
  name?: string;
}

/**
 * One site, from DNS to firewall and alerts. Every block is either made here or named as made elsewhere: exactly one of each
 * pair below must be given, so that nothing is left out by silence.
 */
export interface ResilientSiteArgs extends BalancedHostnameArgs {
  /** The pools in failover order, as for `FailoverLoadBalancer`. Needs `health`. */
  pools?: SitePoolArgs[];
  /** How the health of the origins is found out. Goes with `pools`. */
  health?: HealthArgs;
  /** Pools of a load balancer made elsewhere for this hostname, by a key you choose; in place of `pools` and `health`. */
  existingPoolIds?: Record<string, pulumi.Input<string>>;
  /** The zone's TLS settings. Defaults to Full (strict) with this library's defaults, unless `tlsManagedBy` is given. */
  tls?: TlsSettingsArgs;
  /** Who keeps the zone at Full (strict), in words; in place of `tls`. One stack per zone owns its settings. */
  tlsManagedBy?: string;
  /** The security groups of the origins, one `OriginFirewall` for each VPC, by a key you choose. */
  firewalls?: Record<string, OriginFirewallArgs>;
  /** Security groups made elsewhere that let in Cloudflare only, by a key you choose; in place of `firewalls`. */
  existingSecurityGroupIds?: Record<string, pulumi.Input<pulumi.Input<string>[]>>;
  /** What closes the origins to everyone but Cloudflare, in words; in place of `firewalls`, for origins outside AWS. */
  firewallManagedBy?: string;
  /** Who is told when a pool or an origin fails. Here `passiveOriginMonitoring`, which is about the whole account, is off unless asked for. */
  alerts?: AlertChoicesArgs;
  /** Who is told, and how, in words; in place of `alerts`. */
  alertsManagedBy?: string;
  /** Further DNS records of the zone, by keys of your choice, as for `DnsRecords`. Defaults to none. */
  records?: Record<string, DnsRecordSpec>;
}
