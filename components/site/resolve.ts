import type * as pulumi from "@pulumi/pulumi";
import type { ResolvedAlerts } from "../alerts/resolve";
import type { DnsRecordsArgs } from "../dns";
import type { FailoverLoadBalancerArgs } from "../loadBalancing";
import type { ResolvedFirewall } from "../originFirewall/resolve";
import type { StrictTlsArgs } from "../tls";
import type { SiteAlb } from "./albs";
import type { GroupIdsByKey } from "./securityGroups";

/** Ids by a key of the user's. */
export type IdsByKey = Readonly<Record<string, pulumi.Input<string>>>;

/** What a `ResilientSite` comes to. */
export interface ResolvedSiteOfZone extends ResolvedSite, Omit<ResolvedSites, "sites"> {}

/** What sites that are declared together come to. Arguments are those of the blocks to make, handed over with what they say. */
export interface ResolvedSites {
  /** Each site, in the order given. */
  readonly sites: readonly ResolvedSite[];
  /** The records'; undefined where there are none. */
  readonly records: DnsRecordsArgs | undefined;
  /** The firewalls, by key. */
  readonly firewalls: Readonly<Record<string, ResolvedFirewall>>;
}

/** What one site comes to, but for records and firewalls. Arguments are those of the blocks to make, handed over with what they say. */
export interface ResolvedSite {
  /** The hostname in its canonical form. */
  readonly hostname: string;
  /** The load balancer's; undefined where one made elsewhere is used. */
  readonly loadBalancer: FailoverLoadBalancerArgs | undefined;
  /** The load balancers of AWS among its origins. */
  readonly albs: readonly SiteAlb[];
  /** The zone settings'; undefined where somebody else keeps them. */
  readonly tls: StrictTlsArgs | undefined;
  /** Whom to tell what, where the pools' ids are yet to be put in; undefined where somebody else tells people. */
  readonly alerts: ResolvedAlerts | undefined;
  /** The pools that were made elsewhere, by key; those known only later are behind their check. */
  readonly existingPoolIds: IdsByKey;
  /** The groups that were made elsewhere, by key; those known only later are behind their check. */
  readonly securityGroupIds: GroupIdsByKey;
}
