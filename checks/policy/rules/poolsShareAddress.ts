import { linkTokens, unknownLink } from "../../model/links";
import type { PoolNode } from "../../model/pools";
import { title } from "../../model/reasons";
import { modelType } from "../../model/resourceTypes";
import { unknownValue, type ModelResource } from "../../model/resources";
import { addressKey } from "../../model/originMachines";
import { aboutBalancer, balancersOn, poolsOf } from "../balancers";
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
  wayOut: "Give the backup pool machines of its own",
  evaluate: ({ after }) => {
    const ends = new PoolEnds(after);
    return balancersOn(after).flatMap((loadBalancer) => {
      const users = new Map<string, { readonly end: string; readonly pools: string[] }>();
      const pools = poolsOf(after, loadBalancer);
      for (const pool of pools.length < 2 ? [] : pools) {
        for (const [key, end] of ends.of(pool)) {
          const user = users.get(key) ?? { end, pools: [] };
          user.pools.push(title(pool.resource));
          users.set(key, user);
        }
      }
      return [...users.values()]
        .filter(({ pools }) => pools.length > 1)
        .map(({ end, pools }) => ({
          ...aboutBalancer(loadBalancer),
          must: `have pools without a common origin`,
          got: `${end} in ${inWords(pools.map((name, index) => (index === 0 ? name : `in ${name}`)))}`,
        }));
    });
  },
});

/** The machines of each pool; many load balancers may share one. */
class PoolEnds {
  private readonly read = new Map<ModelResource, ReadonlyMap<string, string>>();

  constructor(private readonly side: PlanSide) {}

  of(pool: PoolNode): ReadonlyMap<string, string> {
    const ends = this.read.get(pool.resource) ?? endsOf(this.side, pool);
    this.read.set(pool.resource, ends);
    return ends;
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
