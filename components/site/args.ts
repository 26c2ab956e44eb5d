import type * as pulumi from "@pulumi/pulumi";
import type { AlertChoicesArgs } from "../alerts";
import type { DnsRecordSpec } from "../dns";
import type { BalancedHostnameArgs, HealthArgs, PoolContentArgs } from "../loadBalancing";
import type { OriginFirewallArgs } from "../originFirewall";
import type { TlsSettingsArgs } from "../tls";

/** A pool of a site. */
export interface SitePoolArgs extends PoolContentArgs {
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
