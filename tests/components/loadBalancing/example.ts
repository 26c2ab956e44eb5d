import type { FailoverLoadBalancerArgs, PoolArgs } from "../../../components/loadBalancing";

/** The account of the examples. */
export const accountId = "0123456789abcdef0123456789abcdef";

/** The zone of the examples. */
export const zoneId = "fedcba9876543210fedcba9876543210";

/** A primary with two origins. */
export const primary: PoolArgs = {
  name: "primary",
  origins: { a: { address: "203.0.113.10" }, b: { address: "203.0.113.11" } },
};

/** A backup with one origin. */
export const backup: PoolArgs = { name: "backup", origins: { a: { address: "198.51.100.20" } } };

/**
 * The arguments of a small load balancer, with some of them changed.
 * @param changes - What differs.
 */
export function exampleArgs(
  changes: Partial<FailoverLoadBalancerArgs> = {},
): FailoverLoadBalancerArgs {
  return {
    accountId,
    zoneId,
    zoneName: "example.com",
    hostname: "www.example.com",
    pools: [primary, backup],
    health: { path: "/healthz" },
    ...changes,
  };
}
