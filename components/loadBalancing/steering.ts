import type { ProblemList } from "../internal/checked";
import { keyPath } from "../../core/paths";
import { SteeringPolicy, weightedSteeringPolicies } from "../../facts/cloudflare/loadBalancing";
import { brokenRules } from "../../constraints/constraint";
import {
  popPoolsEntitled,
  steeringEntitled,
  type LoadBalancerFields,
  type SteeringView,
} from "../../constraints/loadBalancers";
import { describeValue, type Problem } from "../../core/problem";
import type { FailoverLoadBalancerArgs, SteeringArgs } from "./args";
import { serves } from "./pools";
import { planOf } from "./limits";
import { repeated } from "../../core/rules";

/** The lists of pools by place. */
const placeLists = ["regionPools", "countryPools", "popPools"] as const;

/**
 * Checks that the account may pick the pool of a request so, and that the pools have what it takes.
 * @param problems - Takes what is wrong.
 * @param args - The component's arguments.
 */
export function checkSteering(problems: ProblemList, args: FailoverLoadBalancerArgs): void {
  const steering = args.steering;
  checkIdleFields(problems, args);
  if (steering === undefined) {
    return;
  }
  if (Object.values(SteeringPolicy).includes(steering.policy)) {
    problems.add(entitlementProblem(args, steering));
  }
  if (steering.policy === SteeringPolicy.Geo) {
    checkLists(problems, args, steering);
  } else {
    checkIdleLists(problems, steering);
  }
  if (steering.policy === SteeringPolicy.Proximity) {
    checkCoordinates(problems, args);
  }
  if (weightedSteeringPolicies.includes(steering.policy)) {
    checkWeights(problems, args);
  }
}

/** Without a policy the first healthy pool gets all requests, whatever its weight and wherever it stands. */
function checkIdleFields(
  problems: ProblemList,
  { pools, steering }: FailoverLoadBalancerArgs,
): void {
  if (steering !== undefined && steering.policy !== SteeringPolicy.Off) {
    return;
  }
  pools.forEach((pool, index) => {
    for (const field of ["weight", "latitude", "longitude"] as const) {
      if (pool[field] !== undefined) {
        problems.add({
          path: `pools[${index}].${field}`,
          rule: "be left out where the steering policy is off, which takes the first healthy pool",
          actual: describeValue(pool[field]),
        });
      }
    }
  });
}

/** What the API is to be asked for. */
function fieldsOf({ policy, popPools }: SteeringArgs): LoadBalancerFields {
  return {
    ...{ steeringPolicy: policy, popPools: popPools ?? {} },
    ...{ sessionAffinity: "", sessionAffinityTtl: undefined },
    "sessionAffinityAttributes.zeroDowntimeFailover": "",
    "sessionAffinityAttributes.samesite": "",
    "sessionAffinityAttributes.secure": "",
  };
}

function viewOf(args: FailoverLoadBalancerArgs): SteeringView {
  return { plan: planOf(args), trafficSteering: args.trafficSteeringAddOn === true };
}

function entitlementProblem(
  args: FailoverLoadBalancerArgs,
  steering: SteeringArgs,
): Problem | undefined {
  const [refused] = brokenRules([steeringEntitled], fieldsOf(steering), viewOf(args));
  return refused === undefined
    ? undefined
    : {
        path: "steering.policy",
        ...{ rule: refused.must, actual: refused.actual },
        hint: "Where the account has the add-on, say trafficSteeringAddOn: true",
      };
}

function givenLists(steering: SteeringArgs): readonly (typeof placeLists)[number][] {
  return placeLists.filter((list) => steering[list] !== undefined);
}

function checkIdleLists(problems: ProblemList, steering: SteeringArgs): void {
  problems.add(
    ...givenLists(steering).map((list) => ({
      path: `steering.${list}`,
      rule: "be left out unless the policy is geo",
      actual: `${describeValue(steering[list])} with ${describeValue(steering.policy)}`,
      hint: "A pool that stands in a list cannot be deleted, even while no policy reads the list",
    })),
  );
}

function checkLists(
  problems: ProblemList,
  args: FailoverLoadBalancerArgs,
  steering: SteeringArgs,
): void {
  const given = givenLists(steering);
  if (given.every((list) => Object.keys(steering[list] ?? {}).length === 0)) {
    problems.add({
      path: "steering",
      rule: "have pools in regionPools, countryPools or popPools where the policy is geo",
      actual: "none",
    });
  }
  problems.add(
    ...brokenRules([popPoolsEntitled], fieldsOf(steering), viewOf(args)).map(
      ({ must, actual }) => ({
        path: "steering.popPools",
        ...{ rule: must, actual },
        hint: "Use countryPools or regionPools",
      }),
    ),
  );
  const names = args.pools.map((pool) => pool.name);
  problems.add(
    ...given.flatMap((list) =>
      Object.entries(steering[list] ?? {}).map(([key, pools]) =>
        listProblem(keyPath(`steering.${list}`, key), pools, names),
      ),
    ),
  );
}

function listProblem(
  path: string,
  pools: readonly string[],
  names: readonly string[],
): Problem | undefined {
  if (pools.length === 0) {
    return { path, rule: "name at least one pool", actual: describeValue(pools) };
  }
  const stranger = pools.findIndex((pool) => !names.includes(pool));
  if (stranger >= 0) {
    return {
      path: `${path}[${stranger}]`,
      rule: `be the name of a pool: ${names.join(", ")}`,
      actual: describeValue(pools[stranger]),
    };
  }
  return repeated(pools).length > 0
    ? { path, rule: "name each pool once", actual: describeValue(pools) }
    : undefined;
}

function checkCoordinates(problems: ProblemList, { pools }: FailoverLoadBalancerArgs): void {
  pools.forEach((pool, index) => {
    if (pool.latitude === undefined && pool.longitude === undefined) {
      problems.add({
        path: `pools[${index}].latitude`,
        rule: "be given with longitude where the steering policy is proximity",
        actual: "nothing",
      });
    }
  });
}

function checkWeights(problems: ProblemList, { pools }: FailoverLoadBalancerArgs): void {
  const serving = pools.filter(serves);
  if (serving.length > 0 && serving.every((pool) => pool.weight === 0)) {
    problems.add({
      path: "pools",
      rule: "have at least one pool with a weight above 0 that is not drained",
      actual: "weight: 0 on all of them",
    });
  }
}
