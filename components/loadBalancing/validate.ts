import { isInZone } from "../../core/hostnames";
import { describeValue, type Problem } from "../../core/problem";
import type { ProblemList } from "../internal/checked";
import { deepHostnameProblem } from "../internal/deepHostnames";
import { fullHostname } from "../../core/hostnameRules";
import { checkedIds, cloudflareIdProblem } from "../internal/ids";
import { balancerOf, secondOwnerProblem } from "../internal/singletons";
import { validateArgs, type Validated } from "../internal/validation";
import { otherOwnerProblems } from "../internal/nameOwners";
import { checkAddresses } from "./addresses";
import { checkAffinity } from "./affinity";
import type { BalancedHostnameArgs, FailoverLoadBalancerArgs } from "./args";
import { checkHealth } from "./health";
import { namesOf } from "./namesOf";
import { checkPools } from "./pools";
import {
  resolveLoadBalancer,
  type ResolvedHostname,
  type ResolvedLoadBalancer,
  type ResolvedZone,
} from "./resolve";
import { failoverLoadBalancerSchema } from "./schema";
import { checkSteering } from "./steering";

/**
 * Validates the arguments of a `FailoverLoadBalancer`.
 * @param args - The arguments.
 * @param path - Where they stand; empty for a component's own.
 * @returns All problems at once, or what is balanced, with late values behind their checks.
 */
export function validateLoadBalancer(
  args: FailoverLoadBalancerArgs,
  path: string,
): Validated<ResolvedLoadBalancer> {
  return validateArgs(failoverLoadBalancerSchema, args, path, (problems) =>
    checkLoadBalancer(problems, args, checkHostname(problems, args, checkZone(problems, args))),
  );
}

/**
 * Checks the ids of a zone and its account.
 * @param problems - Takes what is wrong.
 * @param args - What is balanced.
 * @returns The zone, with ids known later behind their checks; its name is empty where it is none.
 */
export function checkZone(problems: ProblemList, args: BalancedHostnameArgs): ResolvedZone {
  return {
    accountId: checkedIds(problems, args.accountId, (id) => cloudflareIdProblem("accountId", id)),
    zoneId: checkedIds(problems, args.zoneId, (id) => cloudflareIdProblem("zoneId", id)),
    zone: { id: args.zoneId, name: fullHostname(args.zoneName) ?? "" },
  };
}

/**
 * Checks that a hostname stands in its zone.
 * @param problems - Takes what is wrong.
 * @param args - What is balanced.
 * @param resolved - The zone.
 * @returns The hostname in that zone; it is empty where it is none.
 */
export function checkHostname(
  problems: ProblemList,
  args: BalancedHostnameArgs,
  resolved: ResolvedZone,
): ResolvedHostname {
  const { name: zone } = resolved.zone;
  const hostname = fullHostname(args.hostname) ?? "";
  if (zone !== "" && hostname !== "") {
    problems.add(
      isInZone(hostname, zone)
        ? deepHostnameProblem("hostname", zone, hostname, args.acceptDeepHostname)
        : {
            path: "hostname",
            rule: `be ${args.zoneName} or a name below it`,
            actual: describeValue(args.hostname),
          },
    );
  }
  return { ...resolved, hostname };
}

/**
 * Checks what goes together in a load balancer.
 * @param problems - Takes what is wrong.
 * @param args - The arguments, of which each holds its schema.
 * @param balanced - The hostname, which has been checked.
 * @returns Fills in the defaults, where nothing is wrong.
 */
export function checkLoadBalancer(
  problems: ProblemList,
  args: FailoverLoadBalancerArgs,
  balanced: ResolvedHostname,
): () => ResolvedLoadBalancer {
  checkPools(problems, args);
  const addresses = checkAddresses(problems, args);
  const headers = checkHealth(problems, args);
  checkSteering(problems, args);
  checkAffinity(problems, args);
  const safetyRecord = args.safetyRecord ?? true;
  problems.add(...declaredElsewhereProblems({ ...balanced, safetyRecord }));
  return () => resolveLoadBalancer(args, { balanced, addresses, headers });
}

/**
 * Finds what of this program keeps a hostname from being balanced: a second load balancer, or a record at its name.
 * @param balanced - The hostname, and whether it has a safety record.
 * @returns A problem for each.
 */
export function declaredElsewhereProblems(
  balanced: ResolvedHostname & Pick<ResolvedLoadBalancer, "safetyRecord">,
): readonly (Problem | undefined)[] {
  return [
    ...otherOwnerProblems(balanced.zone, namesOf(balanced)),
    secondOwnerProblem(balancerOf(balanced)),
  ];
}
