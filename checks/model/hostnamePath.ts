import { anyOf, oneOf, type Certainty } from "./certainty";
import { readDnsRecord, type DnsRecordNode } from "./dnsRecords";
import { parentHostnames } from "./hostnames";
import type { Inventory } from "./inventory";
import { readLoadBalancer, type LoadBalancerNode } from "./loadBalancers";
import { whyNotServing } from "./reasons";
import { modelType } from "./resourceTypes";
import { unknownValue, type ModelResource } from "./resources";

/** The way of a request for one hostname, as far as the model sees it. */
export interface HostnamePath {
  /** The hostname. */
  readonly hostname: string;
  /** The name that answers: the hostname itself or a wildcard. Undefined where nothing does. */
  readonly answeredAt: string | undefined;
  /** The load balancer that answers. Undefined where none does; where `enabled` is unknown, it may. */
  readonly loadBalancer: LoadBalancerNode | undefined;
  /** The A, AAAA and CNAME records that answer, or would if the load balancer did not; sorted by key. */
  readonly records: readonly DnsRecordNode[];
  /** The records at the same name that the load balancer keeps from being asked. */
  readonly shadowed: readonly DnsRecordNode[];
  /** Where the CNAME records lead, as far as the model holds it, sorted by hostname. */
  readonly next: readonly HostnamePath[];
  /** Whether visitors reach it through Cloudflare. */
  readonly proxied: Certainty;
  /** Whether a request finds an origin that takes traffic, health apart. */
  readonly serving: Certainty;
  /** Where `serving` is not `yes`: the first reason, as a sentence without a full stop. Else "". */
  readonly because: string;
}

/** CNAME records that the model follows in a row, more than any resolver does. */
const longestChain = 32;

/** What stands at one name. */
interface Standing {
  readonly name: string;
  readonly loadBalancers: readonly LoadBalancerNode[];
  readonly records: readonly DnsRecordNode[];
}

/**
 * Follows the path of a hostname through records, load balancers, pools and origins.
 * @param inventory - The resources.
 * @param hostname - A canonical hostname.
 * @param asked - Hostnames already on the way here, so that a circle of CNAME records ends.
 * @returns The path. A name that nothing answers is not serving where the inventory is complete, else unknown.
 */
export function hostnamePath(
  inventory: Inventory,
  hostname: string,
  asked: readonly string[] = [],
): HostnamePath {
  const standing = whatAnswers(inventory, hostname);
  if (standing === undefined) {
    return nowhere(inventory, hostname);
  }
  const records = standing.records.filter(({ addresses }) => addresses !== "no");
  const on = standing.loadBalancers.filter(({ enabled }) => enabled !== "no");
  const loadBalancer = on.find(({ enabled }) => enabled === "yes") ?? on[0];
  const covered = loadBalancer?.enabled === "yes";
  const next = covered ? [] : follow(inventory, records, [...asked, hostname]);
  const byRecords = recordsServe(inventory, hostname, records, next);
  const serving = byLoadBalancer(loadBalancer, byRecords);
  const path = {
    hostname,
    answeredAt: standing.name,
    loadBalancer,
    records,
    shadowed: covered ? records : [],
    next,
    proxied: proxiedBy(loadBalancer, records),
    serving,
  };
  const because =
    serving === "yes" ? "" : whyNotServing(path, standing.loadBalancers, inventory, asked);
  return { ...path, because };
}

/** Finds the name that speaks for a hostname: itself, or the wildcard beside its nearest existing parent. */
function whatAnswers(inventory: Inventory, hostname: string): Standing | undefined {
  const own = standingAt(inventory, hostname);
  if (own !== undefined || inventory.nameExists(hostname)) {
    return own;
  }
  // A name that exists ends the search for wildcards above it (RFC 4592, closest encloser).
  const encloser = parentHostnames(hostname).find((parent) => inventory.nameExists(parent));
  return encloser === undefined ? undefined : standingAt(inventory, `*.${encloser}`);
}

function standingAt(inventory: Inventory, name: string): Standing | undefined {
  const resources = inventory.atName(name);
  if (resources.length === 0) {
    return undefined;
  }
  const isRecord = (each: ModelResource) => modelType(each.type) === "dnsRecord";
  return {
    name,
    loadBalancers: resources
      .filter((each) => !isRecord(each))
      .map((each) => readLoadBalancer(inventory, each)),
    records: resources.filter(isRecord).map((each) => readDnsRecord(inventory, each)),
  };
}

function nowhere(inventory: Inventory, hostname: string): HostnamePath {
  return {
    hostname,
    answeredAt: undefined,
    loadBalancer: undefined,
    records: [],
    shadowed: [],
    next: [],
    proxied: "unknown",
    serving: inventory.complete ? "no" : "unknown",
    because: `no record and no load balancer answers for ${hostname}`,
  };
}

function follow(
  inventory: Inventory,
  records: readonly DnsRecordNode[],
  asked: readonly string[],
): HostnamePath[] {
  const targets = records
    .filter(({ type }) => type === "CNAME")
    .map(({ content }) => content)
    .filter((content) => typeof content === "string");
  if (asked.length > longestChain) {
    return [];
  }
  return [...new Set(targets)]
    .sort()
    .filter((target) => !asked.includes(target) && isOurs(inventory, target, asked.at(-1) ?? ""))
    .map((target) => hostnamePath(inventory, target, asked));
}

/** Whether a CNAME's target is a name that these zones answer for, so that the model can say if they do. */
function isOurs(inventory: Inventory, target: string, hostname: string): boolean {
  const parents = parentHostnames(target);
  return (
    inventory.atName(target).length > 0 ||
    parents.some((parent) => inventory.atName(`*.${parent}`).length > 0) ||
    inventory.holdsZoneOf(target) ||
    parentHostnames(hostname).some((parent) => parent.includes(".") && parents.includes(parent))
  );
}

function recordsServe(
  inventory: Inventory,
  hostname: string,
  records: readonly DnsRecordNode[],
  next: readonly HostnamePath[],
): Certainty {
  return anyOf(
    records.map((record) => {
      if (record.addresses === "unknown") {
        return "unknown";
      }
      if (record.content === undefined || record.content === "") {
        return "no";
      }
      if (record.type !== "CNAME") {
        return "yes";
      }
      if (record.content === unknownValue) {
        return "unknown";
      }
      const path = next.find((each) => each.hostname === record.content);
      return path?.serving ?? (isOurs(inventory, record.content, hostname) ? "no" : "yes");
    }),
  );
}

function byLoadBalancer(
  loadBalancer: LoadBalancerNode | undefined,
  byRecords: Certainty,
): Certainty {
  if (loadBalancer === undefined) {
    return byRecords;
  }
  return loadBalancer.enabled === "yes"
    ? loadBalancer.serves
    : oneOf([loadBalancer.serves, byRecords]);
}

/** Mixed records of one name are all treated as proxied (Cloudflare docs, dns/proxy-status). */
function proxiedBy(
  loadBalancer: LoadBalancerNode | undefined,
  records: readonly DnsRecordNode[],
): Certainty {
  const byRecords = anyOf(records.map(({ proxied }) => proxied));
  if (loadBalancer === undefined) {
    return byRecords;
  }
  return loadBalancer.enabled === "yes"
    ? loadBalancer.proxied
    : oneOf([loadBalancer.proxied, byRecords]);
}
