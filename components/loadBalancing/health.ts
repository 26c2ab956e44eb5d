import type * as pulumi from "@pulumi/pulumi";
import { brokenRules } from "../../constraints/constraint";
import { intervalInRange } from "../../constraints/monitors";
import { mapEntries } from "../../core/entries";
import { keyPath } from "../../core/paths";
import { describeValue, type Problem } from "../../core/problem";
import { CheckRegion } from "../../facts/cloudflare/loadBalancing";
import { maximumMonitorIntervalSeconds, MonitorType } from "../../facts/cloudflare/monitors";
import { planLimits, type CloudflarePlan } from "../../facts/cloudflare/plans";
import { defaultHttpsPort, portRange } from "../../facts/cloudflare/ports";
import type { ProblemList } from "../internal/checked";
import { wholeNumberProblem } from "../../core/rules";
import { shallowPathProblem } from "../internal/valueSchemas";
import type { FailoverLoadBalancerArgs, HealthArgs } from "./args";
import { planOf } from "./limits";
import { regionsProblem } from "./regions";

/**
 * How health is found out where nothing else is said. Two failures in a row, for a single one may be a deployment or a
 * lost packet; an interval that every plan has by Cloudflare's page of limits; regions on three sides.
 */
export const healthDefaults = {
  intervalSeconds: 15,
  timeoutSeconds: 5,
  retries: 1,
  consecutiveDown: 2,
  consecutiveUp: 2,
  expectedCodes: "2xx",
  checkRegions: [
    CheckRegion.EasternNorthAmerica,
    CheckRegion.WesternEurope,
    CheckRegion.WesternNorthAmerica,
  ] as readonly CheckRegion[],
};

/**
 * The ports that the origins of a load balancer listen on.
 * @param args - The component's arguments.
 * @returns Each port once, the smallest first; what is no port is refused elsewhere.
 */
export function originPorts({ pools }: FailoverLoadBalancerArgs): readonly number[] {
  const ports = pools
    .flatMap((pool) => Object.values(pool.origins))
    .map((origin) => origin.port ?? defaultHttpsPort)
    .filter((port) => wholeNumberProblem("", port, portRange) === undefined);
  return [...new Set(ports)].sort((one, other) => one - other);
}

/**
 * Checks what goes together in how health is found out: a monitor that these rules accept sees a 502.
 * @param problems - Takes what is wrong.
 * @param args - The component's arguments.
 * @returns The headers of the probe, those known later behind their checks.
 */
export function checkHealth(
  problems: ProblemList,
  args: FailoverLoadBalancerArgs,
): Readonly<Record<string, pulumi.Input<string>>> {
  const { health } = args;
  const plan = planOf(args);
  problems.add(
    shallowPathProblem("health.path", health.path, health.acceptShallowPath),
    ...rhythmProblems(health, plan),
    portProblem(args),
  );
  if (health.checkRegions !== undefined) {
    problems.add(regionsProblem("health.checkRegions", health.checkRegions, plan));
  }
  return checkHeaders(problems, health);
}

function rhythmProblems(
  health: HealthArgs,
  plan: CloudflarePlan,
): readonly (Problem | undefined)[] {
  const {
    intervalSeconds: interval = healthDefaults.intervalSeconds,
    timeoutSeconds: timeout = healthDefaults.timeoutSeconds,
    retries = healthDefaults.retries,
  } = health;
  const problem = intervalProblem(interval, plan);
  const isCounted = [timeout, retries].every((count) => Number.isInteger(count) && count >= 0);
  return [problem ?? (isCounted ? overlapProblem(interval, timeout, retries) : undefined)];
}

/** Stricter than the API, of which it is not published whether it takes fractions of seconds. */
function intervalProblem(interval: number, plan: CloudflarePlan): Problem | undefined {
  const fields = { type: MonitorType.Https, interval, port: undefined };
  const isFine = brokenRules([intervalInRange], fields, { plan }).length === 0;
  const least = planLimits[plan].monitorIntervalSeconds;
  return isFine && Number.isInteger(interval)
    ? undefined
    : {
        path: "health.intervalSeconds",
        rule: `be a whole number of ${least} to ${maximumMonitorIntervalSeconds}`,
        actual: describeValue(interval),
        hint: "The plan decides on the least",
      };
}

function overlapProblem(interval: number, timeout: number, retries: number): Problem | undefined {
  const longest = (retries + 1) * timeout;
  return longest < interval
    ? undefined
    : {
        path: "health.timeoutSeconds",
        rule: "let all tries end before the next probe: (retries + 1) * timeoutSeconds below intervalSeconds",
        actual: `(${retries} + 1) * ${timeout} = ${longest} with an interval of ${interval}`,
        hint: "Shorten the timeout, take fewer retries or a longer interval",
      };
}

function portProblem(args: FailoverLoadBalancerArgs): Problem | undefined {
  const ports = args.health.port === undefined ? originPorts(args) : [];
  return ports.length < 2
    ? undefined
    : {
        path: "health.port",
        rule: "be given where origins listen on different ports, for there is one monitor",
        actual: `nothing, with origins on ${ports.join(", ")}`,
      };
}

function checkHeaders(
  problems: ProblemList,
  { headers = {} }: HealthArgs,
): Readonly<Record<string, pulumi.Input<string>>> {
  const seen = new Set<string>();
  return mapEntries(headers, (content, name) => {
    const path = keyPath("health.headers", name);
    problems.add(headerNameProblem(path, name, seen));
    seen.add(name.toLowerCase());
    return problems.checked(content, (known) => headerContentProblem(path, known));
  });
}

/** Does not tell the content: it may be a secret. */
function headerContentProblem(path: string, content: unknown): Problem | undefined {
  return typeof content === "string" && /^[\x20-\x7E\t]+$/.test(content)
    ? undefined
    : {
        path,
        rule: "be a text of printable ASCII characters",
        actual: typeof content === "string" ? "another text" : typeof content,
      };
}

function headerNameProblem(
  path: string,
  name: string,
  seen: ReadonlySet<string>,
): Problem | undefined {
  const problem = (rule: string, hint?: string): Problem => ({
    path,
    rule,
    actual: describeValue(name),
    ...(hint === undefined ? {} : { hint }),
  });
  const lower = name.toLowerCase();
  if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(lower)) {
    return problem("be named as a header can be");
  }
  if (lower === "host") {
    return problem(
      "not be Host, which is the hostname of the load balancer",
      "Where an origin needs another, give that origin a hostHeader",
    );
  }
  if (lower === "user-agent") {
    return problem("not be User-Agent, which Cloudflare sets itself");
  }
  return seen.has(lower) ? problem("be named once, whatever its case") : undefined;
}
