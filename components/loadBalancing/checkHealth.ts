import type * as pulumi from "@pulumi/pulumi";
import type { ProblemList } from "../internal/checked";
import { keyPath } from "../../core/paths";
import { maximumMonitorIntervalSeconds, MonitorType } from "../../facts/cloudflare/loadBalancing";
import { planLimits, type CloudflarePlan } from "../../facts/cloudflare/plans";
import { brokenRules } from "../../constraints/constraint";
import { intervalInRange } from "../../constraints/monitors";
import { portRange } from "../../facts/cloudflare/ports";
import { describeValue, type Problem } from "../../core/problem";
import type { FailoverLoadBalancerArgs, HealthArgs } from "./args";
import { healthDefaults, originPorts } from "./health";
import { planOf } from "./limits";
import { regionsProblem } from "./regions";
import { wholeNumberProblem } from "../internal/rules";

/** Longer texts change too easily, and must stand in the first 10 KB of an answer. */
const longestBody = 256;

/** More probes in a row than this library lets an origin fail before it is out; Cloudflare names no limit. */
const mostInARow = 100;

/**
 * Checks how health is found out: a monitor that these rules accept sees a 502.
 * @param problems - Gathers what is wrong.
 * @param args - The component's arguments.
 * @returns The headers of the probe, those checked that are known only later.
 */
export function checkHealth(
  problems: ProblemList,
  args: FailoverLoadBalancerArgs,
): Record<string, pulumi.Input<string>> {
  const health = args.health;
  problems.add(
    pathProblem(health),
    codesProblem(health.expectedCodes ?? healthDefaults.expectedCodes),
    bodyProblem(health.expectedBody),
  );
  checkRhythm(problems, health, planOf(args));
  checkPort(problems, args);
  if (health.checkRegions !== undefined) {
    problems.add(regionsProblem("health.checkRegions", health.checkRegions, planOf(args)));
  }
  return checkHeaders(problems, health);
}

function pathProblem({ path, acceptShallowPath }: HealthArgs): Problem | undefined {
  const problem = (rule: string, wayOut?: string): Problem => ({
    path: "health.path",
    rule,
    got: describeValue(path),
    ...(wayOut === undefined ? {} : { wayOut }),
  });
  if (typeof path !== "string" || !/^\/[\x21\x22\x24-\x7E]*$/.test(path)) {
    return problem("start with / and have no spaces, no # and nothing but ASCII");
  }
  if (/^\/+(\?|$)/.test(path) && acceptShallowPath !== true) {
    return problem(
      "lead deeper than the root, which often answers well while the application behind it does not",
      "Give a path that fails when the site would, or say acceptShallowPath: true",
    );
  }
  return undefined;
}

/** Any code outside 2xx would let an origin pass that answers visitors with an error or sends them elsewhere. */
function codesProblem(codes: unknown): Problem | undefined {
  return typeof codes === "string" && /^(2xx|2\d\d(,2\d\d)*)$/.test(codes)
    ? undefined
    : {
        path: "health.expectedCodes",
        rule: "be 2xx or codes from 200 to 299 with commas between them",
        got: describeValue(codes),
        wayOut: "Give a path that answers so when the site is well; no other code proves it",
      };
}

function bodyProblem(body: unknown): Problem | undefined {
  const fits = typeof body === "string" && body.trim() !== "" && body.length <= longestBody;
  return body === undefined || fits
    ? undefined
    : {
        path: "health.expectedBody",
        rule: `be a text of 1 to ${longestBody} characters`,
        got: describeValue(body),
      };
}

function checkRhythm(problems: ProblemList, health: HealthArgs, plan: CloudflarePlan): void {
  const intervalSeconds = health.intervalSeconds ?? healthDefaults.intervalSeconds;
  const timeoutSeconds = health.timeoutSeconds ?? healthDefaults.timeoutSeconds;
  const retries = health.retries ?? healthDefaults.retries;
  const consecutiveDown = health.consecutiveDown ?? healthDefaults.consecutiveDown;
  const consecutiveUp = health.consecutiveUp ?? healthDefaults.consecutiveUp;
  const inARow = { minimum: 1, maximum: mostInARow };
  const found = [
    intervalProblem(intervalSeconds, plan),
    wholeNumberProblem("health.timeoutSeconds", timeoutSeconds, {
      minimum: 1,
      maximum: Number.POSITIVE_INFINITY,
    }),
    wholeNumberProblem("health.retries", retries, {
      minimum: 0,
      maximum: Number.POSITIVE_INFINITY,
    }),
  ];
  problems.add(
    ...found,
    wholeNumberProblem("health.consecutiveDown", consecutiveDown, inARow),
    wholeNumberProblem("health.consecutiveUp", consecutiveUp, inARow),
  );
  if (found.every((problem) => problem === undefined)) {
    problems.add(overlapProblem(intervalSeconds, timeoutSeconds, retries));
  }
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
        got: describeValue(interval),
        wayOut: "The plan decides on the least",
      };
}

function overlapProblem(interval: number, timeout: number, retries: number): Problem | undefined {
  const longest = (retries + 1) * timeout;
  return longest < interval
    ? undefined
    : {
        path: "health.timeoutSeconds",
        rule: "let all tries end before the next probe: (retries + 1) * timeoutSeconds below intervalSeconds",
        got: `(${retries} + 1) * ${timeout} = ${longest} with an interval of ${interval}`,
        wayOut: "Shorten the timeout, take fewer retries or a longer interval",
      };
}

function checkPort(problems: ProblemList, args: FailoverLoadBalancerArgs): void {
  const { port } = args.health;
  if (port !== undefined) {
    problems.add(wholeNumberProblem("health.port", port, portRange));
    return;
  }
  const ports = originPorts(args);
  if (ports.length > 1) {
    problems.add({
      path: "health.port",
      rule: "be given where origins listen on different ports, for there is one monitor",
      got: `nothing, with origins on ${ports.join(", ")}`,
    });
  }
}

function checkHeaders(
  problems: ProblemList,
  { headers = {} }: HealthArgs,
): Record<string, pulumi.Input<string>> {
  const seen = new Set<string>();
  const checked = Object.entries(headers).map(([name, content]) => {
    const path = keyPath("health.headers", name);
    problems.add(headerNameProblem(path, name, seen));
    seen.add(name.toLowerCase());
    return [name, problems.checked(content, (known) => headerContentProblem(path, known))] as const;
  });
  return Object.fromEntries(checked);
}

/** Does not tell the content: it may be a secret. */
function headerContentProblem(path: string, content: unknown): Problem | undefined {
  return typeof content === "string" && /^[\x20-\x7E\t]+$/.test(content)
    ? undefined
    : {
        path,
        rule: "be a text of printable ASCII characters",
        got: typeof content === "string" ? "another text" : typeof content,
      };
}

function headerNameProblem(
  path: string,
  name: string,
  seen: ReadonlySet<string>,
): Problem | undefined {
  const problem = (rule: string, wayOut?: string): Problem => ({
    path,
    rule,
    got: describeValue(name),
    ...(wayOut === undefined ? {} : { wayOut }),
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
