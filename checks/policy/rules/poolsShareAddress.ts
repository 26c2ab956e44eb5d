import { getOrCreate } from "../../../core/getOrCreate";
import { linkTokens, unknownLink } from "../../../model/graph/links";
import type { PoolNode } from "../../../model/traffic/pools";
import { title } from "../../../model/graph/title";
import { modelType } from "../../../model/graph/resourceTypes";
import { type ModelResource } from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import { addressKey } from "../../../model/traffic/originMachines";
import { aboutBalancer, balancersOn } from "../balancers";
import type { PlanSide } from "../context";
import { defineRule } from "../rule";
import { inWords } from "../subjects";

/** Load balancers whose pools end at the same machine. */
export const poolsShareAddress = defineRule({
  id: "pools-share-address",
  severity: "high",
  sentence: "No two pools of a load balancer have an origin in common.",
  reason: "What takes the one pool down takes the other one with it, so that there is no failover.",
  source:
    "Cloudflare docs, load-balancing/pools (an endpoint is one failure domain); IETF RFC 3439, section 2.2, on shared fate",
  hint: "Give the backup pool machines of its own",
  evaluate: ({ after, leaveOut }) => {
    const ends = new PoolEnds(after);
    const found = balancersOn(after).flatMap((loadBalancer) => {
      const common = ends.commonTo(after.traffic.balanced.heldBy(loadBalancer));
      const rest = common.length - mostCommon;
      return [
        ...common.slice(0, mostCommon).map((each) => ({
          actual: `${each.end} in ${poolsInWords(each.pools)}`,
          parts: partsOf(each),
        })),
        ...(rest > 0
          ? [
              {
                actual: `${rest} more origins in several pools`,
                parts: common.slice(mostCommon).flatMap(partsOf),
              },
            ]
          : []),
      ].map((each) => ({
        ...aboutBalancer(loadBalancer),
        must: `have pools without a common origin`,
        ...each,
      }));
    });
    if (ends.left === 0) {
      leaveOut(
        `origins that pools of a load balancer have in common are looked for in the first ${mostLooked} only`,
      );
    }
    return found;
  },
});

function partsOf({ end, pools }: CommonEnd): string[] {
  return pools.map((pool) => `${end} in ${pool}`);
}

/** How many origins of a load balancer are told one by one. */
const mostCommon = 10;

/** How many origins are looked at in all, one that several load balancers reach for each of them. */
const mostLooked = 1_000_000;

/** How many pools of one origin are named. */
const mostNamed = 5;

function poolsInWords(pools: readonly string[]): string {
  const rest = pools.length - mostNamed;
  const named = pools.slice(0, mostNamed).map((name, index) => (index === 0 ? name : `in ${name}`));
  return inWords(rest > 0 ? [...named, `in ${rest} more`] : named);
}

/** An origin that several pools have. */
interface CommonEnd {
  readonly end: string;
  readonly pools: string[];
}

/** The machines of each pool that another pool has too. What many load balancers share is read once. */
class PoolEnds {
  /** Origins that may still be looked at. */
  left = mostLooked;
  private readonly shared = new Map<ModelResource, ReadonlyMap<string, string>>();

  constructor(side: PlanSide) {
    const times = new Map<string, number>();
    const all = side.traffic.pools.map((pool) => ({ pool, ends: endsOf(side, pool) }));
    for (const key of all.flatMap(({ ends }) => [...ends.keys()])) {
      times.set(key, (times.get(key) ?? 0) + 1);
    }
    for (const { pool, ends } of all) {
      const several = [...ends].filter(([key]) => (times.get(key) ?? 0) > 1);
      if (several.length > 0) {
        this.shared.set(pool.resource, new Map(several));
      }
    }
  }

  commonTo(pools: readonly PoolNode[]): CommonEnd[] {
    const users = new Map<string, CommonEnd>();
    for (const { resource } of pools.length < 2 ? [] : pools) {
      for (const [key, end] of this.shared.get(resource) ?? []) {
        if (this.left === 0) {
          break;
        }
        this.left -= 1;
        getOrCreate(users, key, () => ({ end, pools: [] as string[] })).pools.push(title(resource));
      }
    }
    return [...users.values()].filter(({ pools }) => pools.length > 1);
  }
}

/** The machines of a pool: addresses as they are written, each in its network, or the AWS resource that an address comes from. */
function endsOf({ traffic }: PlanSide, { origins }: PoolNode): Map<string, string> {
  const ends = new Map<string, string>();
  for (const { address, addressFrom, virtualNetwork } of origins === unknownValue ? [] : origins) {
    const [source] = addressFrom;
    const network = linkTokens(virtualNetwork);
    if (typeof address === "string" && !network.includes(unknownLink)) {
      ends.set([addressKey(address), ...network].join(" "), address);
    } else if (source !== undefined && addressFrom.length === 1) {
      const machine = traffic.inventory.byKey(source);
      if (machine !== undefined && machines.has(modelType(machine.type))) {
        ends.set(source, machine.name);
      }
    }
  }
  return ends;
}

const machines = new Set<string | undefined>(["awsLoadBalancer", "instance", "networkInterface"]);
