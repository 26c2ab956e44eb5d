import * as pulumi from "@pulumi/pulumi";
import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import { LoadBalancer } from "@pulumi/cloudflare/loadBalancer";
import { LoadBalancerMonitor } from "@pulumi/cloudflare/loadBalancerMonitor";
import { LoadBalancerPool } from "@pulumi/cloudflare/loadBalancerPool";
import { childName } from "../internal/names";
import { balancerOf, own, zeroDowntimeFailoverOfZone } from "../internal/singletons";
import { resolvedArgs } from "../internal/validation";
import { declareNames } from "../internal/nameOwners";
import type { FailoverLoadBalancerArgs } from "./args";
import { describeFailover, type FailoverReport } from "./failover";
import { loadBalancerInputs, monitorInputs, poolInputs } from "./inputs";
import { namesOf } from "./namesOf";
import { servingOrigins, servingPools, type ResolvedLoadBalancer } from "./resolve";
import { hasZeroDowntimeFailover } from "./resolveAffinity";
import { safetyRecordInputs } from "./safetyRecord";
import { declaredElsewhereProblems, validateLoadBalancer } from "./validate";

const type = "steady-edge:index:FailoverLoadBalancer";

/** The resources that a `FailoverLoadBalancer` makes. */
export interface LoadBalancerChildren {
  /** The monitor of all pools. */
  readonly monitor: LoadBalancerMonitor;
  /** The pools by name, drained ones included. */
  readonly pools: Readonly<Record<string, LoadBalancerPool>>;
  /** The load balancer. */
  readonly loadBalancer: LoadBalancer;
  /** The record beneath the load balancer; undefined where `safetyRecord` is false. */
  readonly safetyRecord: DnsRecord | undefined;
}

/**
 * A hostname that moves from an origin that fails to one that does not. A monitor takes out what answers 502, and
 * requests that meet a dead origin are sent again at once.
 *
 * Creates a `LoadBalancerMonitor`, a `LoadBalancerPool` for each of `pools`, a `LoadBalancer`, and unless
 * `safetyRecord` is false a proxied `DnsRecord` of the same name.
 *
 * What may follow what, with no moment without a serving path:
 * - Pools come, go, change places, are drained and brought back. Every pool is enabled and has an enabled origin as
 *   long as it exists; the load balancer alone says which ones serve, and changes that in one call, after new pools
 *   were created and before old ones are deleted.
 * - A monitor whose `path` changes may find all origins ill at once; requests go to the last serving pool then.
 * - A new address counts as ill until it was probed: requests go to the other pools, or to the last one.
 *
 * @example
 * ```ts
 * import { FailoverLoadBalancer } from "steady-edge";
 *
 * const shop = new FailoverLoadBalancer("shop", {
 *   accountId: "0123456789abcdef0123456789abcdef",
 *   zoneId: "fedcba9876543210fedcba9876543210",
 *   zoneName: "example.com",
 *   hostname: "www.example.com",
 *   pools: [
 *     { name: "primary", origins: { a: { address: "203.0.113.10" }, b: { address: "203.0.113.11" } } },
 *     { name: "backup", origins: { a: { address: "198.51.100.20" } } },
 *   ],
 *   health: { path: "/healthz" },
 * });
 *
 * export const url = shop.url;
 * export const failover = shop.failover;
 * ```
 */
export class FailoverLoadBalancer extends pulumi.ComponentResource {
  /** The hostname in Punycode, lower-case. */
  public readonly hostname: pulumi.Output<string>;
  /** Where the site is: `https://` and the hostname. */
  public readonly url: pulumi.Output<string>;
  /** Id of the load balancer. */
  public readonly loadBalancerId: pulumi.Output<string>;
  /** Id of the monitor. */
  public readonly monitorId: pulumi.Output<string>;
  /** Id of each pool by its name, drained ones included; alerts filter by it. */
  public readonly poolIds: pulumi.Output<Record<string, string>>;
  /** How many seconds until a failing origin is out, what is retried at once and what is not, and why. */
  public readonly failover: pulumi.Output<FailoverReport>;

  /**
   * Checks everything, then declares the resources.
   * @param name - The component's name; the names of its children begin with it.
   * @param args - What is balanced.
   * @param opts - Options of the component, which its children inherit.
   * @throws One error that lists every problem, before anything is registered.
   */
  constructor(
    name: string,
    args: FailoverLoadBalancerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const subject = `FailoverLoadBalancer "${name}"`;
    const resolved = resolvedArgs(
      subject,
      args,
      opts,
      validateLoadBalancer,
      declaredElsewhereProblems,
    );
    own(subject, balancerOf(resolved));
    if (hasZeroDowntimeFailover(resolved)) {
      own(subject, zeroDowntimeFailoverOfZone(resolved.zoneId));
    }
    declareNames(subject, resolved.zone, namesOf(resolved));
    super(type, name, {}, opts);

    const monitor = new LoadBalancerMonitor(childName(name, "monitor"), monitorInputs(resolved), {
      parent: this,
    });
    const pools = createPools(name, resolved, monitor.id, this);
    const poolIds = new Map(Object.entries(pools).map(([key, { id }]) => [key, id]));
    const loadBalancer = new LoadBalancer(
      childName(name, "load-balancer"),
      loadBalancerInputs(resolved, poolIds),
      { parent: this },
    );
    const safetyRecord = resolved.safetyRecord
      ? createSafetyRecord(name, resolved, this)
      : undefined;
    const children: LoadBalancerChildren = { monitor, pools, loadBalancer, safetyRecord };
    Object.assign(this, children);

    this.hostname = pulumi.output(resolved.hostname);
    this.url = pulumi.output(`https://${resolved.hostname}`);
    this.loadBalancerId = loadBalancer.id;
    this.monitorId = monitor.id;
    this.poolIds = pulumi.output(Object.fromEntries(poolIds));
    this.failover = pulumi.output(failoverOf(resolved));
    this.registerOutputs({
      hostname: this.hostname,
      url: this.url,
      loadBalancerId: this.loadBalancerId,
      monitorId: this.monitorId,
      poolIds: this.poolIds,
      failover: this.failover,
    });
  }
}

/** The fields that hold the children. */
export interface FailoverLoadBalancer extends LoadBalancerChildren {}

function createPools(
  name: string,
  resolved: ResolvedLoadBalancer,
  monitor: pulumi.Input<string>,
  parent: pulumi.Resource,
): Readonly<Record<string, LoadBalancerPool>> {
  return Object.fromEntries(
    resolved.pools.map((pool) => {
      const inputs = poolInputs(resolved, pool, monitor);
      const made = new LoadBalancerPool(childName(name, "pool", pool.name), inputs, { parent });
      return [pool.name, made];
    }),
  );
}

function createSafetyRecord(
  name: string,
  resolved: ResolvedLoadBalancer,
  parent: pulumi.Resource,
): DnsRecord {
  // A record cannot change its type, and a CNAME stands beside no other record of its name: delete first.
  const options = { parent, deleteBeforeReplace: true };
  return new DnsRecord(childName(name, "safety-record"), safetyRecordInputs(resolved), options);
}

function failoverOf(resolved: ResolvedLoadBalancer): FailoverReport {
  const serving = servingPools(resolved);
  return describeFailover({
    ...resolved.health,
    servingOrigins: serving.flatMap(servingOrigins).length,
    servingPools: serving.map((pool) => pool.name),
    drainedPools: resolved.pools.filter((pool) => !pool.serves).map((pool) => pool.name),
    steeringPolicy: resolved.steering.policy,
    pinnedSessions: resolved.affinity?.zeroDowntimeFailover,
  });
}
