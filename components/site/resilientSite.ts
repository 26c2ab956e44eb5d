import * as pulumi from "@pulumi/pulumi";
import { mapEntries } from "../../core/entries";
import { ownEntry } from "../../core/ownEntry";
import { AlbOrigin } from "../albOrigin";
import { HealthAlerts } from "../alerts";
import { DnsRecords } from "../dns";
import { childName } from "../internal/names";
import { handOver, resolvedArgs } from "../internal/validation";
import { FailoverLoadBalancer, type FailoverReport } from "../loadBalancing";
import { OriginFirewall } from "../originFirewall";
import { StrictTls } from "../tls";
import type { SiteAlb } from "./albs";
import type { ResilientSiteArgs } from "./args";
import type { ResolvedSiteOfZone } from "./resolve";
import type { GroupIdsByKey } from "./securityGroups";
import { validateResilientSite } from "./validate";

const type = "steady-edge:index:ResilientSite";

/** The components that a `ResilientSite` makes. */
export interface ResilientSiteChildren {
  /** The load balancer with its pools; undefined where it was made elsewhere. */
  readonly balancer: FailoverLoadBalancer | undefined;
  /** The zone's TLS settings; undefined where another stack owns them. */
  readonly tls: StrictTls | undefined;
  /** The firewalls by their keys; empty where something else closes the origins. */
  readonly firewalls: Readonly<Record<string, OriginFirewall>>;
  /** The load balancers of AWS among the origins, by the pool's name and the origin's key. */
  readonly albOrigins: Readonly<Record<string, Readonly<Record<string, AlbOrigin>>>>;
  /** The further records; undefined where none are given. */
  readonly records: DnsRecords | undefined;
  /** The alerts; undefined where they were made elsewhere. */
  readonly alerts: HealthAlerts | undefined;
}

/**
 * One hostname from DNS to firewall and alerts, kept away from Error 502.
 *
 * Creates a `FailoverLoadBalancer`, a `StrictTls`, an `OriginFirewall` for each of `firewalls`, a `HealthAlerts` and, where
 * `records` are given, a `DnsRecords`; each of them can be left to one that was made elsewhere, and is then named in words or by id.
 *
 * An origin may be an `AlbOrigin` that the site makes: `{ alb: { firewall: "main", … } }` in place of `{ address }`.
 *
 * The load balancer follows the security groups and those origins, in every update: what probes and pools newly use is open and
 * serves before they use it, and where that fails they stay where they are.
 *
 * ```ts
 * import { ResilientSite } from "steady-edge";
 *
 * const site = new ResilientSite("www", {
 *   accountId: "0123456789abcdef0123456789abcdef",
 *   zoneId: "fedcba9876543210fedcba9876543210",
 *   zoneName: "example.com",
 *   hostname: "www.example.com",
 *   pools: [
 *     { name: "primary", origins: { a: { address: "203.0.113.10" } } },
 *     { name: "backup", origins: { a: { address: "198.51.100.20" } } },
 *   ],
 *   health: { path: "/healthz" },
 *   firewalls: { main: { vpcId: "vpc-0a1b2c3d4e5f60718" } },
 *   alerts: { emails: ["oncall@example.com"] },
 * });
 *
 * export const url = site.url;
 * export const failover = site.failover;
 * ```
 */
export class ResilientSite extends pulumi.ComponentResource {
  /** The hostname in Punycode, lower-case. */
  public readonly hostname: pulumi.Output<string>;
  /** Where the site is: `https://` and the hostname. */
  public readonly url: pulumi.Output<string>;
  /** The pools by name, or the ones that were given. */
  public readonly poolIds: pulumi.Output<Record<string, string>>;
  /** The security groups to attach to the origins, by the firewall's key; empty where something else closes them. */
  public readonly originSecurityGroupIds: pulumi.Output<Record<string, string[]>>;
  /** How many seconds until a failing origin is out, and why; nothing where the load balancer was made elsewhere. */
  public readonly failover?: pulumi.Output<FailoverReport>;

  /**
   * Checks everything together, then declares the blocks.
   * @param name - The component's name; the names of its children begin with it.
   * @param args - The site.
   * @param opts - Options of the component, which its children inherit.
   * @throws One error that lists every problem of every block, before anything is registered.
   */
  constructor(name: string, args: ResilientSiteArgs, opts?: pulumi.ComponentResourceOptions) {
    const resolved = resolvedArgs(`ResilientSite "${name}"`, args, opts, validateResilientSite);
    super(type, name, {}, opts);

    const parent = { parent: this };
    const tls = resolved.tls && new StrictTls(childName(name, "tls"), resolved.tls, parent);
    const firewalls = mapEntries(resolved.firewalls, (firewall, key) => {
      const given = handOver({ vpcId: firewall.vpcId }, firewall);
      return new OriginFirewall(childName(name, "firewall", key), given, parent);
    });
    const groupIds = {
      ...resolved.securityGroupIds,
      ...mapEntries(firewalls, ({ securityGroupIds }) => securityGroupIds),
    };
    this.originSecurityGroupIds = pulumi.output(groupIds);
    const albOrigins = makeAlbs(name, resolved.albs, groupIds, this);
    const records =
      resolved.records && new DnsRecords(childName(name, "records"), resolved.records, parent);
    const balancer =
      resolved.loadBalancer &&
      new FailoverLoadBalancer(childName(name, "balancer"), resolved.loadBalancer, {
        parent: this,
        // What probes and pools newly name must be open and serve before they name it.
        dependsOn: this.originSecurityGroupIds.apply((): pulumi.Resource[] =>
          Object.values(albOrigins).flatMap((ofPool) => Object.values(ofPool)),
        ),
      });
    this.poolIds = balancer?.poolIds ?? pulumi.output(resolved.existingPoolIds);
    const alerts = makeAlerts(childName(name, "alerts"), resolved, balancer, this);
    const children: ResilientSiteChildren = {
      ...{ balancer, tls, firewalls, albOrigins, records, alerts },
    };
    Object.assign(this, children);

    this.hostname = pulumi.output(resolved.hostname);
    this.url = pulumi.interpolate`https://${this.hostname}`;
    this.failover = balancer?.failover;
    this.registerOutputs({
      hostname: this.hostname,
      url: this.url,
      poolIds: this.poolIds,
      originSecurityGroupIds: this.originSecurityGroupIds,
      failover: this.failover,
    });
  }
}

/** The fields that hold the children. */
export interface ResilientSite extends ResilientSiteChildren {}

/** The load balancers of AWS. Pools that have none are left out. */
function makeAlbs(
  name: string,
  albs: readonly SiteAlb[],
  groupIds: GroupIdsByKey,
  parent: pulumi.Resource,
): Record<string, Record<string, AlbOrigin>> {
  const made = albs.map(({ pool, origin, firewall, args, resolved, provideAddress }) => {
    const securityGroupIds = ownEntry(groupIds, firewall) ?? [];
    const { vpcId } = resolved;
    const given = handOver({ ...args, vpcId, securityGroupIds }, { ...resolved, securityGroupIds });
    const alb = new AlbOrigin(childName(name, "alb", pool, origin), given, { parent });
    provideAddress(alb.dnsName);
    return { pool, origin, alb };
  });
  return Object.fromEntries(
    made.map(({ pool }) => [
      pool,
      Object.fromEntries(
        made.filter((each) => each.pool === pool).map(({ origin, alb }) => [origin, alb]),
      ),
    ]),
  );
}

/** The alerts, about each pool's own id: which pools there are is known at once, their ids are not. */
function makeAlerts(
  name: string,
  { alerts, existingPoolIds }: ResolvedSiteOfZone,
  balancer: FailoverLoadBalancer | undefined,
  parent: pulumi.Resource,
): HealthAlerts | undefined {
  if (alerts === undefined) {
    return undefined;
  }
  const { accountId } = alerts;
  const poolIds =
    balancer === undefined ? existingPoolIds : mapEntries(balancer.pools, ({ id }) => id);
  return new HealthAlerts(name, handOver({ accountId, poolIds }, { ...alerts, poolIds }), {
    parent,
  });
}
