import { title } from "../graph/title";
import type { Certainty } from "../../core/certainty";
import type { DnsRecordNode } from "./dnsRecords";
import type { LoadBalancerNode, PoolGroup } from "./loadBalancers";
import type { Pools } from "./pools";
import { unknownValue } from "../../core/known";
import type { Target } from "../graph/targets";

/** As much of a path as tells why it does not serve. */
export interface UnservedPath {
  /** The hostname. */
  readonly hostname: string;
  /** The load balancer that answers, or may. */
  readonly loadBalancer: LoadBalancerNode | undefined;
  /** The records that answer. */
  readonly records: readonly DnsRecordNode[];
  /** Where its CNAME records lead, and why these paths do not serve. */
  readonly next: readonly {
    readonly hostname: string;
    readonly serving: Certainty;
    readonly because: string;
  }[];
}

/** Reasons that a sentence names; of more it says that there are more. */
const mostReasons = 5;

/**
 * Says why a path does not serve, or why it is not known to.
 * @param path - The path.
 * @param standing - Every load balancer at its name, those that are off included.
 * @param pools - Reads pools.
 * @param asked - Hostnames on the way here.
 * @returns One sentence without a full stop.
 */
export function whyNotServing(
  path: UnservedPath,
  standing: readonly LoadBalancerNode[],
  pools: Pools,
  asked: readonly string[],
): string {
  const { loadBalancer, records, next, hostname } = path;
  if (loadBalancer?.enabled === "yes") {
    return whyGroups(loadBalancer, pools);
  }
  if (loadBalancer !== undefined) {
    return `it is not known yet whether the load balancer ${title(loadBalancer.resource)} is on`;
  }
  if (records.length === 0) {
    return standing.length === 0
      ? `${hostname} has no A, AAAA or CNAME record and no load balancer`
      : `the load balancer ${title(standing[0]?.resource)} is off and no record stands beneath it`;
  }
  const dead = next.find(({ serving }) => serving !== "yes");
  if (dead !== undefined) {
    return `${hostname} leads to ${dead.hostname}: ${dead.because}`;
  }
  const circle = records.find(({ content }) =>
    [...asked, hostname].includes(typeof content === "string" ? content : ""),
  );
  return circle === undefined
    ? `the content of the records of ${hostname} is not known yet or empty`
    : `the CNAME records of ${hostname} lead in a circle or on and on`;
}

function whyGroups(loadBalancer: LoadBalancerNode, pools: Pools): string {
  const group =
    loadBalancer.groups.find(({ serves }) => serves === "no") ??
    loadBalancer.groups.find(({ serves }) => serves !== "yes");
  if (group === undefined) {
    return "";
  }
  const asked = [...group.pools.all, ...(group.fallback ? [group.fallback] : [])];
  const reasons = new Set<string>();
  for (const target of asked) {
    if (reasons.size <= mostReasons) {
      reasons.add(whyPool(target, pools));
    }
  }
  const named = [...reasons].slice(0, mostReasons);
  const whole =
    reasons.size === 0
      ? withoutPools(group)
      : [...named, ...(reasons.size > mostReasons ? ["and so on"] : [])].join(", ");
  return `the load balancer ${title(loadBalancer.resource)} finds no origin${whose(group)}: ${whole}`;
}

function withoutPools({ serves }: PoolGroup): string {
  return serves === "no" ? "it has no pool" : "its pools are not known yet";
}

function whose(group: PoolGroup): string {
  return group.kind === "default" ? "" : ` for the ${group.kind} ${group.key}`;
}

function whyPool(target: Target, pools: Pools): string {
  const [resource] = target.resources;
  if (target.state === "gone") {
    return `the pool ${target.id ?? ""} is gone`;
  }
  if (resource === undefined) {
    return "a pool is not known here";
  }
  const pool = pools.of(resource);
  if (pool.enabled === "no") {
    return `the pool ${title(resource)} is off`;
  }
  if (pool.origins === unknownValue || pool.serves === "unknown") {
    return `the pool ${title(resource)} is not wholly known yet`;
  }
  return pool.servesAsFallback === "yes"
    ? `the pool ${title(resource)} has fewer origins on than its minimum`
    : `the pool ${title(resource)} has no origin on`;
}
