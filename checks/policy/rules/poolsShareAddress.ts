import { linkTokens, unknownLink } from "../../model/links";
import type { PoolNode } from "../../model/pools";
import { title } from "../../model/reasons";
import { modelType } from "../../model/resourceTypes";
import { unknownValue } from "../../model/resources";
import { addressKey } from "../addresses";
import { aboutBalancer, balancersOn, poolsOf } from "../balancers";
import type { PlanSide } from "../context";
import { defineRule } from "../rule";

/** Load balancers whose pools end at the same machine. */
export const poolsShareAddress = defineRule({
  id: "pools-share-address",
  severity: "high",
  sentence: "No two pools of a load balancer have an origin in common.",
  reason: "What takes the one pool down takes the other one with it, so that there is no failover.",
  source:
    "Cloudflare docs, load-balancing/pools (an endpoint is one failure domain); IETF RFC 3439, section 2.2, on shared fate",
  wayOut: "Give the backup pool machines of its own",
  evaluate: ({ after }) =>
    balancersOn(after).flatMap((loadBalancer) => {
      const pools = poolsOf(after, loadBalancer).map((pool) => ({
        name: title(pool.resource),
        ends: endsOf(after, pool),
      }));
      return pools.flatMap((pool, index) =>
        pools.slice(index + 1).flatMap((other) => {
          const shared = [...pool.ends].filter(([key]) => other.ends.has(key));
          return shared.map(([, end]) => ({
            ...aboutBalancer(loadBalancer),
            must: `have pools without a common origin`,
            got: `${end} in ${pool.name} and in ${other.name}`,
          }));
        }),
      );
    }),
});

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
