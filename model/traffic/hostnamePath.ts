import { getOrCreate } from "../../core/getOrCreate";
import { kept } from "../../core/kept";
import type { Certainty } from "../../core/certainty";
import type { DnsRecordNode } from "./dnsRecords";
import type { Inventory } from "../graph/inventory";
import type { LoadBalancerNode } from "./loadBalancers";
import { whyNotServing } from "./reasons";
import type { Pools } from "./pools";
import { byLoadBalancer, isOurs, proxiedBy, recordsServe } from "./nameServes";
import { Speakers, type Speaker } from "./speakers";
import { NameLookup, type Standing } from "./nameLookup";

/** The way of a request for one hostname, as far as the model sees it. */
export interface HostnamePath {
  /** The hostname. */
  readonly hostname: string;
  /** The name that answers: the hostname itself or a wildcard. Undefined where nothing does. */
  readonly answeredAt: string | undefined;
  /** The NS records at the hostname or above it that give it to other name servers, where nothing here answers; else none. */
  readonly delegatedBy: readonly DnsRecordNode[];
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

/** CNAME records that the model follows for one hostname, in a row or side by side: more than any resolver does. */
const mostFollowed = 32;

/**
 * Follows the paths of hostnames through records, load balancers, pools and origins, each once. What it has followed does not
 * change with the inventory, so it is for one question, or for an inventory that stays as it is.
 */
export class HostnamePaths {
  readonly #known = new Map<string, HostnamePath>();
  readonly #walked: Walked;

  /**
   * Has followed nothing yet.
   * @param lookup - What stands at the names of the resources.
   * @param speakers - What speaks for hostnames. Defaults to what that lookup finds.
   */
  constructor(lookup: NameLookup, speakers = new Speakers(lookup)) {
    const { inventory, pools } = lookup;
    this.#walked = { inventory, pools, speakers, ends: new Map() };
  }

  /**
   * Follows the path of a hostname.
   * @param hostname - A canonical hostname.
   * @returns The path. A name that nothing answers is not serving where the inventory is complete, else unknown.
   */
  of(hostname: string): HostnamePath {
    return getOrCreate(this.#known, hostname, () =>
      follow({ left: mostFollowed, ...this.#walked }, hostname, []),
    );
  }
}

/**
 * Follows the path of one hostname.
 * @param inventory - The resources.
 * @param hostname - A canonical hostname.
 * @returns The path, as `HostnamePaths` finds it.
 */
export function hostnamePath(inventory: Inventory, hostname: string): HostnamePath {
  return new HostnamePaths(new NameLookup(inventory)).of(hostname);
}

/** What all ways through an inventory share. */
interface Walked {
  readonly inventory: Inventory;
  readonly pools: Pools;
  readonly speakers: Speakers;
  /** Ways that lead no further, by hostname: they are the same for all that lead there. */
  readonly ends: Map<string, HostnamePath>;
}

/** The way through CNAME records from one hostname; no name is followed twice on a branch, and few in all. */
interface Walk extends Walked {
  /** CNAME records that may still be followed. */
  left: number;
}

function follow(walk: Walk, hostname: string, asked: readonly string[]): HostnamePath {
  const known = walk.ends.get(hostname);
  if (known !== undefined) {
    return known;
  }
  const speaker = walk.speakers.of(hostname);
  if (speaker.standing?.leadsOn === true) {
    return along(walk, hostname, speaker, asked);
  }
  const path = along(walk, hostname, speaker, []);
  walk.ends.set(hostname, path);
  return path;
}

function along(
  walk: Walk,
  hostname: string,
  { standing, doubtful, delegatedBy }: Speaker,
  asked: readonly string[],
): HostnamePath {
  if (standing === undefined) {
    return nowhere(walk.inventory, hostname, delegatedBy);
  }
  const path = through(walk, hostname, standing, asked);
  return doubtful ? doubted(path) : path;
}

function through(
  walk: Walk,
  hostname: string,
  standing: Standing,
  asked: readonly string[],
): HostnamePath {
  const { inventory } = walk;
  const records = kept(standing.records, ({ addresses }) => addresses !== "no");
  const on = kept(standing.loadBalancers, ({ enabled }) => enabled !== "no");
  const loadBalancer = on.find(({ enabled }) => enabled === "yes") ?? on[0];
  const covered = loadBalancer?.enabled === "yes";
  const isEnd = covered || !standing.leadsOn;
  const next = isEnd ? [] : followAll(walk, records, [...asked, hostname]);
  const byRecords = recordsServe(inventory, hostname, records, next);
  // Two can share a name for a while; one that may be on, and comes first, answers in place of the one that is.
  const serving = on.reduceRight<Certainty>((rest, each) => byLoadBalancer(each, rest), byRecords);
  const path: HostnamePath = {
    hostname,
    answeredAt: standing.name,
    delegatedBy: [],
    loadBalancer,
    records,
    shadowed: covered ? records : [],
    next,
    proxied: proxiedBy(loadBalancer, records),
    serving,
    because: "",
  };
  return serving === "yes"
    ? path
    : { ...path, because: whyNotServing(path, standing.loadBalancers, walk.pools, asked) };
}

function nowhere(
  inventory: Inventory,
  hostname: string,
  delegatedBy: readonly DnsRecordNode[],
): HostnamePath {
  const [delegation] = delegatedBy;
  return {
    hostname,
    answeredAt: undefined,
    delegatedBy,
    loadBalancer: undefined,
    records: [],
    shadowed: [],
    next: [],
    proxied: "unknown",
    serving: inventory.complete || delegation !== undefined ? "no" : "unknown",
    because:
      delegation === undefined
        ? `no record and no load balancer answers for ${hostname}`
        : `the NS records of ${delegation.hostname} give ${hostname} to other name servers`,
  };
}

/** A name that only some name servers of Cloudflare answer for. */
function doubted(path: HostnamePath): HostnamePath {
  return path.serving === "no"
    ? path
    : {
        ...path,
        serving: "unknown",
        because: `${path.answeredAt} answers for ${path.hostname} on standard name servers only, since something stands beneath it`,
      };
}

function followAll(
  walk: Walk,
  records: readonly DnsRecordNode[],
  asked: readonly string[],
): HostnamePath[] {
  const targets = records
    .filter(({ type }) => type === "CNAME")
    .map(({ content }) => content)
    .filter((content) => typeof content === "string");
  const paths: HostnamePath[] = [];
  for (const target of [...new Set(targets)].sort()) {
    const isNew = walk.left > 0 && !asked.includes(target);
    if (isNew && isOurs(walk.inventory, target, asked.at(-1) ?? "")) {
      walk.left -= 1;
      paths.push(follow(walk, target, asked));
    }
  }
  return paths;
}
