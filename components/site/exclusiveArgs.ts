import { describeValue, type Problem } from "../../core/problem";
import type { ResilientSiteArgs } from "./args";

/**
 * Checks that each block is made here or named as made elsewhere, never both, never neither.
 * @param args - The site's arguments.
 * @returns Every problem.
 */
export function exclusiveArgProblems(args: ResilientSiteArgs): readonly (Problem | undefined)[] {
  return [
    exactlyOne(args, ["pools", "existingPoolIds"]),
    (args.pools === undefined) === (args.health === undefined)
      ? undefined
      : { path: "health", rule: "be given together with pools", actual: "one without the other" },
    args.tls !== undefined && args.tlsManagedBy !== undefined
      ? { path: "tls", rule: "be left out where tlsManagedBy is given", actual: "both" }
      : undefined,
    ...idleProblems(args),
    exactlyOne(args, ["firewalls", "existingSecurityGroupIds", "firewallManagedBy"]),
    exactlyOne(args, ["alerts", "alertsManagedBy"]),
    ...(["existingPoolIds", "firewalls", "existingSecurityGroupIds"] as const).map((path) =>
      args[path] !== undefined && Object.keys(args[path]).length === 0
        ? { path, rule: "have at least one entry", actual: "{}" }
        : undefined,
    ),
    ...(["tlsManagedBy", "firewallManagedBy", "alertsManagedBy"] as const).map((path) =>
      args[path]?.trim() !== ""
        ? undefined
        : { path, rule: "say in words who does it", actual: describeValue(args[path]) },
    ),
  ];
}

/** What only a load balancer that is made here takes notice of. */
const balancerOnly = [
  "trafficSteeringAddOn",
  "usesArgoOrTieredCache",
  "acceptSinglePool",
  "steering",
  "sessionAffinity",
  "safetyRecord",
] as const satisfies readonly (keyof ResilientSiteArgs)[];

function idleProblems(args: ResilientSiteArgs): Problem[] {
  return args.existingPoolIds === undefined || args.pools !== undefined
    ? []
    : balancerOnly
        .filter((path) => args[path] !== undefined)
        .map((path) => ({
          path,
          rule: "be left out with existingPoolIds, whose load balancer has its own",
          actual: describeValue(args[path]),
        }));
}

function exactlyOne(
  args: ResilientSiteArgs,
  names: readonly (keyof ResilientSiteArgs)[],
): Problem | undefined {
  const given = names.filter((name) => args[name] !== undefined);
  const [path = ""] = names;
  return given.length === 1
    ? undefined
    : {
        path,
        rule: `be given, or one in its place: exactly one of ${names.join(", ")}`,
        actual: given.length === 0 ? "none" : given.join(" and "),
      };
}
