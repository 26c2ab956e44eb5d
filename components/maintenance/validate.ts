import { dayMilliseconds, hourMilliseconds } from "../../core/days";
import { isInZone } from "../../core/hostnames";
import { fullHostname } from "../../core/hostnameRules";
import { describeValue, type Problem } from "../../core/problem";
import { repeated } from "../../core/rules";
import type { ProblemList } from "../internal/checked";
import { checkedIds, cloudflareIdProblem } from "../internal/ids";
import { maintenanceOf, secondOwnerProblem } from "../internal/singletons";
import { validateArgs, type Validated } from "../internal/validation";
import type { MaintenanceContentArgs, MaintenancePageArgs } from "./args";
import { resolveContent, type ResolvedMaintenance } from "./resolve";
import { isInstant, maintenancePageSchema } from "./schema";

const longestDays = 31;

/**
 * Validates the arguments of a `MaintenancePage`.
 * @param args - The arguments.
 * @param path - Where they stand; empty for a component's own.
 * @returns All problems at once, or what is under maintenance, with late values behind their checks.
 */
export function validateMaintenancePage(
  args: MaintenancePageArgs,
  path: string,
): Validated<ResolvedMaintenance> {
  return validateArgs(maintenancePageSchema, args, path, (problems) => {
    const accountId = checkedIds(problems, args.accountId, (id) =>
      cloudflareIdProblem("accountId", id),
    );
    const zoneId = checkedIds(problems, args.zoneId, (id) => cloudflareIdProblem("zoneId", id));
    const hostnames = checkHostnames(problems, args);
    checkContent(problems, args);
    return () => ({ accountId, zoneId, hostnames, ...resolveContent(args) });
  });
}

/**
 * Checks until when a maintenance goes on. What is no instant the schema refuses.
 * @param problems - Takes what is wrong.
 * @param content - What visitors are told.
 */
export function checkContent(problems: ProblemList, { until }: MaintenanceContentArgs): void {
  if (!isInstant(until)) {
    return;
  }
  const path = "until";
  const ahead = new Date(until).getTime() - Date.now();
  if (ahead <= 0) {
    problems.add({
      path,
      rule: "be in the future, since visitors are turned away for as long as it stands here",
      actual: `${until}, ${agoInWords(-ahead)}`,
      hint: "Take the maintenance away, or give it more time",
    });
  } else if (ahead > longestDays * dayMilliseconds) {
    problems.add({
      path,
      rule: `be at most ${longestDays} days ahead`,
      actual: describeValue(until),
      hint: "Give it more time when that is needed; an end that is far away is none",
    });
  }
}

function agoInWords(milliseconds: number): string {
  const days = Math.floor(milliseconds / dayMilliseconds);
  const hours = Math.floor(milliseconds / hourMilliseconds);
  const [count, unit] = days > 0 ? [days, "day"] : [hours, "hour"];
  return count === 0 ? "less than an hour ago" : `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}

function checkHostnames(problems: ProblemList, args: MaintenancePageArgs): readonly string[] {
  const zone = fullHostname(args.zoneName);
  const names = args.hostnames.map((hostname) => fullHostname(hostname) ?? "");
  const problem = (index: number, rule: string): Problem => {
    return { path: `hostnames[${index}]`, rule, actual: describeValue(args.hostnames[index]) };
  };
  problems.add(
    ...(names.length === 0
      ? [{ path: "hostnames", rule: "name at least one hostname", actual: "[]" }]
      : []),
    ...repeated(names).map(({ index }) => problem(index, "not repeat a name")),
    ...names.map((name, index) =>
      zone === undefined || name === "" || isInZone(name, zone)
        ? secondOwnerProblem(maintenanceOf(args.zoneId, name, `hostnames[${index}]`))
        : problem(index, `be ${args.zoneName} or a name below it`),
    ),
  );
  return names.sort();
}
