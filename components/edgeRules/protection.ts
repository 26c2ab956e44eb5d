import * as pulumi from "@pulumi/pulumi";
import { parseCidr } from "../../core/cidrs";
import { toBytes } from "../../core/expressions/bytes";
import { parseFilter } from "../../core/expressions/parser";
import { printString } from "../../core/expressions/printer";
import { describeValue, type Problem } from "../../core/problem";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { skippable } from "../../facts/cloudflare/rulesetActions";
import { accountLists, rateLimits as limitFacts } from "../../facts/cloudflare/rulesetLimits";
import { isIpv4 } from "../internal/addresses";
import type { ProblemList } from "../internal/checked";
import type { DeclaredRule } from "./declared";
import { and, not, pathIs } from "./expression";
import { RateLimitAction, type EdgeRateLimitArgs, type MonitorAllowanceArgs } from "./ruleArgs";

const shortestSeconds = 10;

/**
 * The rate limits as rules.
 * @param limits - The limits.
 * @param monitorPaths - Paths that no limit counts; valid ones.
 * @param plan - The zone's plan.
 * @returns One rule for each.
 */
export function rateLimitRules(
  limits: readonly EdgeRateLimitArgs[],
  monitorPaths: readonly string[],
  plan: CloudflarePlan,
): readonly DeclaredRule[] {
  return limits.map((args, index) => {
    const { key, when, enabled = true, action = RateLimitAction.Block } = args;
    const { requestsPerPeriod, periodSeconds = shortestSeconds } = args;
    const { characteristics = ["ip.src"], originRequestsOnly = false } = args;
    return {
      phase: "http_ratelimit",
      path: `rateLimits[${index}]`,
      names: {
        ...{ expression: "when", action: "action" },
        "ratelimit.characteristics": "characteristics",
        "ratelimit.period": "periodSeconds",
        "ratelimit.mitigationTimeout": "mitigationSeconds",
        "ratelimit.requestsPerPeriod": "requestsPerPeriod",
        "ratelimit.requestsToOrigin": "originRequestsOnly",
      },
      rule: {
        ref: key,
        description: `Rate limit: ${key}`,
        expression: withoutPaths(when, monitorPaths),
        action,
        ratelimit: {
          characteristics: [
            ...new Set([limitFacts.dataCentre, ...characteristics.map((each) => `${each}`)]),
          ],
          period: periodSeconds,
          requestsPerPeriod,
          mitigationTimeout: args.mitigationSeconds ?? mitigation(action, plan),
          requestsToOrigin: originRequestsOnly,
        },
        enabled,
      },
    };
  });
}

/** Challenges of plans below Enterprise have no time of their own. */
function mitigation(action: RateLimitAction, plan: CloudflarePlan): number {
  return action.endsWith("challenge") && plan !== CloudflarePlan.Enterprise ? 0 : shortestSeconds;
}

/** An expression that cannot be read stands as it is, to be refused with its place. */
function withoutPaths(when: string, paths: readonly string[]): string {
  return paths.length === 0 || "problem" in parseFilter(when)
    ? when
    : and(when, not(pathIs(...paths)));
}

/**
 * Finds paths that cannot be, and limits beside which nobody says what monitors ask for.
 * @param monitorPaths - The paths.
 * @param limits - The limits.
 */
export function monitorPathProblems(
  monitorPaths: readonly string[] | undefined,
  limits: readonly EdgeRateLimitArgs[],
): readonly Problem[] {
  const wrong = (monitorPaths ?? []).flatMap((path, index): Problem[] =>
    /^\/[^?#]*$/.test(path)
      ? []
      : [
          {
            path: `monitorPaths[${index}]`,
            rule: "begin with a slash, with no query",
            actual: describeValue(path),
          },
        ],
  );
  const isSaid = monitorPaths !== undefined || limits.length === 0;
  return isSaid
    ? wrong
    : [
        {
          path: "monitorPaths",
          rule: "name the paths that health checks ask for through the edge, since rateLimits are given",
          actual: "nothing",
          hint: "Say [] where nothing asks: monitors of load balancers go to origins directly",
        },
      ];
}

/** Uptime services that nothing stops, with nothing left open. */
export interface ResolvedAllowance {
  /** The list's name. */
  readonly listName: string;
  /** Their addresses, in order. */
  readonly addresses: readonly string[];
  /** The rule that lets them pass; its expression is secret where the header's value is in it. */
  readonly rule: DeclaredRule;
}

/**
 * Checks who is let pass.
 * @param problems - Takes what is wrong.
 * @param args - Who is let pass.
 * @returns How they are, once nothing is wrong.
 */
export function checkAllowance(
  problems: ProblemList,
  args: MonitorAllowanceArgs,
): () => ResolvedAllowance {
  const { addresses, secretHeaderName, secretHeaderValue } = args;
  const { listName = "uptime_monitors" } = args;
  problems.add(
    ...addresses.map((address, index) => addressProblem(`addresses[${index}]`, address)),
    addresses.length === 0
      ? { path: "addresses", rule: "name at least one address", actual: "[]" }
      : undefined,
    accountLists.name.test(listName)
      ? undefined
      : {
          path: "listName",
          rule: "have 1 to 50 lower-case letters, digits and underscores",
          actual: describeValue(listName),
        },
    (secretHeaderName === undefined) === (secretHeaderValue === undefined)
      ? undefined
      : {
          path: secretHeaderName === undefined ? "secretHeaderName" : "secretHeaderValue",
          rule: "be given beside the other half of the secret header",
          actual: "nothing",
        },
  );
  const value =
    secretHeaderValue === undefined
      ? undefined
      : problems.checked(secretHeaderValue, (known) => secretProblem("secretHeaderValue", known));
  return () => ({
    listName,
    addresses: [...new Set(addresses.map((address) => address.toLowerCase()))].sort(),
    rule: allowanceRule(listName, secretHeaderName, value),
  });
}

function allowanceRule(
  listName: string,
  header: string | undefined,
  value: pulumi.Input<string> | undefined,
): DeclaredRule {
  const fromThem = `ip.src in $${listName}`;
  const name = printString(toBytes(header?.toLowerCase() ?? ""));
  const withSecret = (secret: string): string =>
    `${fromThem} and any(http.request.headers[${name}][*] eq ${printString(toBytes(secret))})`;
  return {
    phase: "http_request_firewall_custom",
    path: "monitorAllowance",
    names: {},
    rule: {
      ref: "monitor-allowance",
      description: "Lets uptime services pass",
      expression: value === undefined ? fromThem : pulumi.secret(value).apply(withSecret),
      action: "skip",
      actionParameters: {
        ruleset: "current",
        phases: [...skippable.phases],
        products: [...skippable.products],
      },
      enabled: true,
    },
  };
}

/** The value itself is never shown. */
function secretProblem(path: string, value: unknown): Problem | undefined {
  return typeof value === "string" && /^[\x21-\x7E]{16,128}$/.test(value)
    ? undefined
    : {
        path,
        rule: "have 16 to 128 visible characters of ASCII, with no space",
        actual: typeof value === "string" ? `${value.length} characters` : "no text",
      };
}

function addressProblem(path: string, address: string): Problem | undefined {
  const cidr = parseCidr(
    address.includes("/") || address.includes(":") ? address : `${address}/32`,
  );
  const range = cidr && accountLists.prefixes[cidr.family];
  const isTaken =
    cidr !== undefined &&
    range !== undefined &&
    cidr.exact &&
    (address.includes("/") || isIpv4(address)) &&
    cidr.length >= range.minimum &&
    cidr.length <= range.maximum;
  return isTaken
    ? undefined
    : {
        path,
        rule: "be an IPv4 address, an IPv4 CIDR of /8 to /32 or an IPv6 CIDR of /4 to /64",
        actual: describeValue(address),
        ...(address.includes(":")
          ? { hint: "A list takes no single IPv6 address: give its /64" }
          : {}),
      };
}
