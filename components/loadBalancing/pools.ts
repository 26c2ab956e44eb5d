import type { ProblemList } from "../internal/checked";
import { planLimits, type CloudflarePlan } from "../../facts/cloudflare/plans";
import { brokenRules } from "../../constraints/constraint";
import { endpointQuota, latitudeGiven, longitudeGiven } from "../../constraints/pools";
import { describeValue } from "../../core/problem";
import type { FailoverLoadBalancerArgs, PoolArgs } from "./args";
import { planOf } from "./limits";
import { alone, poolFields } from "./poolFields";
import { regionsProblem } from "./regions";
import { repeated, wholeNumberProblem } from "../../core/rules";

/**
 * Checks what goes together in pools and their origins, all but the addresses.
 * @param problems - Takes what is wrong.
 * @param args - The component's arguments.
 */
export function checkPools(problems: ProblemList, args: FailoverLoadBalancerArgs): void {
  const plan = planOf(args);
  checkCounts(problems, args, plan);
  const names = args.pools.map((pool) => pool.name);
  for (const { entry, index } of repeated(names)) {
    problems.add({
      path: `pools[${index}].name`,
      rule: "be the name of no other pool",
      actual: describeValue(entry),
    });
  }
  args.pools.forEach((pool, index) => checkPool(problems, `pools[${index}]`, pool, plan));
}

/** Whether a pool gets requests at all. */
export function serves(pool: PoolArgs): boolean {
  return pool.drain !== true;
}

function checkCounts(
  problems: ProblemList,
  { pools, acceptSinglePool }: FailoverLoadBalancerArgs,
  plan: CloudflarePlan,
): void {
  const least = acceptSinglePool === true ? 1 : 2;
  if (pools.length < least) {
    problems.add({
      path: "pools",
      rule: `have at least ${least} pool${least === 1 ? "" : "s"}`,
      actual: describeValue(pools.length),
      hint:
        pools.length === 1
          ? "Add a pool that does not fail together with the first, or say acceptSinglePool: true"
          : "Name the pools in failover order, the primary first",
    });
  } else if (!pools.some(serves)) {
    problems.add({
      path: "pools",
      rule: "have at least one pool that is not drained",
      actual: "drain: true on all of them",
      hint: "Bring one back before the last is drained",
    });
  }
  const origins = pools.flatMap((pool) => Object.keys(pool.origins));
  const beyond = brokenRules([endpointQuota], poolFields({ origins }), alone(plan));
  for (const [what, count, most, isBeyond] of [
    ["pools", pools.length, planLimits[plan].pools, pools.length > planLimits[plan].pools],
    ["origins", origins.length, planLimits[plan].endpoints, beyond.length > 0],
  ] as const) {
    if (isBeyond) {
      problems.add({
        path: "pools",
        rule: `have at most ${most} ${what} in all, the account's quota below Enterprise`,
        actual: describeValue(count),
      });
    }
  }
}

function checkPool(
  problems: ProblemList,
  path: string,
  pool: PoolArgs,
  plan: CloudflarePlan,
): void {
  if (pool.checkRegions !== undefined) {
    problems.add(regionsProblem(`${path}.checkRegions`, pool.checkRegions, plan));
  }
  const { latitude, longitude } = pool;
  const fields = poolFields({ latitude, longitude });
  const broken = brokenRules([latitudeGiven, longitudeGiven], fields, alone(plan));
  for (const { rule, must, actual } of broken) {
    problems.add({ path: `${path}.${rule.property}`, rule: must, actual });
  }
  checkOrigins(problems, path, pool);
}

function checkOrigins(problems: ProblemList, path: string, pool: PoolArgs): void {
  if (Object.keys(pool.origins).length === 0) {
    problems.add({
      path: `${path}.origins`,
      rule: "be a map with at least one origin",
      actual: describeValue(pool.origins),
    });
    return;
  }
  const enabled = Object.values(pool.origins).filter((origin) => origin.drain !== true);
  const hint = `Drain the pool instead: ${path}.drain`;
  if (enabled.length === 0) {
    problems.add({
      path: `${path}.origins`,
      rule: "have at least one origin that is not drained",
      actual: "drain: true on all of them",
      hint,
    });
    return;
  }
  if (enabled.every((origin) => origin.weight === 0)) {
    problems.add({
      path: `${path}.origins`,
      rule: "have at least one origin with a weight above 0 that is not drained",
      actual: "weight: 0 on all of them",
      hint,
    });
  }
  checkMinimum(problems, path, pool, enabled.length);
}

function checkMinimum(
  problems: ProblemList,
  path: string,
  { minimumOrigins }: PoolArgs,
  enabled: number,
): void {
  if (minimumOrigins === undefined) {
    return;
  }
  const problem = wholeNumberProblem(`${path}.minimumOrigins`, minimumOrigins, {
    minimum: 1,
    maximum: enabled,
  });
  problems.add(
    problem && {
      ...problem,
      hint: `${enabled} of its origins ${enabled === 1 ? "is" : "are"} not drained; with more than that the pool would never be healthy`,
    },
  );
}
