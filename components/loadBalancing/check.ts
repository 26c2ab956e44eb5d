import { canonicalHostname, hostnameProblem } from "../internal/addresses";
import { deepHostnameProblem } from "../internal/deepHostnames";
import { ProblemList } from "../internal/checked";
import { checkedIds, cloudflareIdProblem } from "../internal/ids";
import { requireKinds } from "../internal/validation";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { describeValue, type Problem } from "../../core/problem";
import { checkAddresses } from "./addresses";
import type { BalancedHostnameArgs, FailoverLoadBalancerArgs } from "./args";
import { checkAffinity } from "./checkAffinity";
import { checkHealth } from "./checkHealth";
import { checkPools } from "./checkPools";
import { checkSteering } from "./checkSteering";
import { oneOfProblem } from "../internal/rules";
import { otherOwnerProblems } from "../internal/zoneNames";
import { namesOf } from "./namesOf";
import { failoverLoadBalancerSchema } from "./schema";
import { settle, type SettledLoadBalancer } from "./settle";

/**
 * Checks the arguments of a load balancer and fills in their defaults.
 * @param name - The component's name.
 * @param args - Its arguments.
 * @returns Values that say everything; those known only later are checked when they are known.
 * @throws One error with all problems.
 */
export function checkFailoverLoadBalancer(
  name: string,
  args: FailoverLoadBalancerArgs,
): SettledLoadBalancer {
  const problems = new ProblemList();
  requireKinds(problems, `FailoverLoadBalancer "${name}"`, failoverLoadBalancerSchema, args);
  const accountId = checkedIds(problems, args.accountId, (id) =>
    cloudflareIdProblem("accountId", id),
  );
  const zoneId = checkedIds(problems, args.zoneId, (id) => cloudflareIdProblem("zoneId", id));
  problems.add(...namesProblems(args));
  if (args.plan !== undefined) {
    problems.add(oneOfProblem("plan", args.plan, Object.values(CloudflarePlan)));
  }
  checkPools(problems, args);
  const addresses = checkAddresses(problems, args);
  const headers = checkHealth(problems, args);
  checkSteering(problems, args);
  checkAffinity(problems, args);
  problems.throwIfAny(`FailoverLoadBalancer "${name}"`);
  const settled = settle(args, { accountId, zoneId, addresses, headers });
  problems.add(...otherOwnerProblems(settled.zone, namesOf(settled)));
  problems.throwIfAny(`FailoverLoadBalancer "${name}"`);
  return settled;
}

/**
 * Checks the zone's name and the hostname, which stands in that zone.
 * @param args - What is balanced.
 * @returns Every problem.
 */
export function namesProblems({
  zoneName,
  hostname,
  acceptDeepHostname,
}: BalancedHostnameArgs): readonly (Problem | undefined)[] {
  const found = [hostnameProblem("zoneName", zoneName), hostnameProblem("hostname", hostname)];
  return found.every((problem) => problem === undefined)
    ? [outsideProblem(zoneName, hostname) ?? deepProblem(zoneName, hostname, acceptDeepHostname)]
    : found;
}

function outsideProblem(zoneName: string, hostname: string): Problem | undefined {
  const zone = canonicalHostname(zoneName);
  const name = canonicalHostname(hostname);
  return name === zone || name?.endsWith(`.${zone}`) === true
    ? undefined
    : {
        path: "hostname",
        rule: `be ${zoneName} or a name below it`,
        got: describeValue(hostname),
      };
}

function deepProblem(
  zoneName: string,
  hostname: string,
  accepted: boolean | undefined,
): Problem | undefined {
  const zone = canonicalHostname(zoneName);
  const name = canonicalHostname(hostname);
  return zone === undefined || name === undefined
    ? undefined
    : deepHostnameProblem("hostname", zone, name, accepted);
}
