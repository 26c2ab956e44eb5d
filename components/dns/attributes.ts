import {
  dnsPriority,
  dnsTagRule,
  dnsTtl,
  dnsTypeRules,
  type DnsRecordType,
} from "../../facts/cloudflare/dnsRecordTypes";
import type { CloudflarePlan, PlanLimits } from "../../facts/cloudflare/plans";
import { describeValue, type Problem } from "../../core/problem";
import { deepHostnameProblem } from "../internal/deepHostnames";
import { hostnameProblem } from "../internal/hostnames";
import type { DnsRecordSpec } from "./args";

/** A plan and how far it reaches. */
export interface PlanReach {
  /** The plan. */
  readonly plan: CloudflarePlan;
  /** Its limits. */
  readonly limits: PlanLimits;
}

/**
 * Checks whether Cloudflare can stand in front of a record.
 * @param path - Path of the record.
 * @param spec - The record.
 * @param name - Its full name; undefined where that is wrong itself.
 * @param zone - The zone's canonical name.
 * @returns The problem, or undefined.
 */
export function proxiedProblem(
  path: string,
  spec: DnsRecordSpec,
  name: string | undefined,
  zone: string,
): Problem | undefined {
  const problem = (rule: string): Problem => ({
    path: `${path}.proxied`,
    rule,
    got: describeValue(spec.proxied),
  });
  if (spec.proxied !== true) {
    return undefined;
  }
  if (dnsTypeRules[spec.type].proxiable !== true) {
    return problem(`be left out for type ${spec.type}: only ${proxiableTypes} can be proxied`);
  }
  if (name?.split(".").some((label) => label.startsWith("_")) === true) {
    return problem(
      `be left out for ${name}: names with a leading underscore are there for validation and mail`,
    );
  }
  if (name === undefined) {
    return undefined;
  }
  const unasked = hostnameProblem(`${path}.name`, name.replace(/^\*\./, ""), {
    allowUnderscore: true,
  });
  return unasked === undefined
    ? deepHostnameProblem(`${path}.name`, zone, name, spec.acceptDeepHostname)
    : {
        ...unasked,
        rule: `${unasked.rule} where it is proxied, since visitors ask for it in URLs`,
      };
}

/**
 * Checks whether Cloudflare can reach a record's address through a private network.
 * @param path - Path of the record.
 * @param spec - The record.
 * @returns The problem, or undefined.
 */
export function privateRoutingProblem(path: string, spec: DnsRecordSpec): Problem | undefined {
  const isRoutable = spec.proxied === true && dnsTypeRules[spec.type].privatelyRoutable === true;
  return spec.privateRouting !== true || isRoutable
    ? undefined
    : {
        path: `${path}.privateRouting`,
        rule: "be left out where the record is no proxied A or AAAA record",
        got: describeValue(spec.privateRouting),
      };
}

/**
 * Checks a TTL.
 * @param path - Path of the record.
 * @param spec - The record.
 * @param reach - The plan.
 * @returns The problem, or undefined.
 */
export function ttlProblem(
  path: string,
  spec: DnsRecordSpec,
  reach: PlanReach,
): Problem | undefined {
  const { ttlSeconds } = spec;
  if (ttlSeconds === undefined) {
    return undefined;
  }
  const problem = { path: `${path}.ttlSeconds`, got: describeValue(ttlSeconds) };
  if (spec.proxied === true) {
    return { ...problem, rule: "be left out where proxied is true: Cloudflare decides then" };
  }
  const minimum = reach.limits.dnsMinimumTtlSeconds;
  return Number.isInteger(ttlSeconds) &&
    ttlSeconds >= minimum &&
    ttlSeconds <= dnsTtl.maximumSeconds
    ? undefined
    : {
        ...problem,
        rule: `be a whole number of ${minimum} to ${dnsTtl.maximumSeconds} on the plan ${reach.plan}`,
        wayOut: `Leave it out for Cloudflare's automatic ${dnsTtl.automaticSeconds} seconds`,
      };
}

/**
 * Checks the priority of a record.
 * @param path - Path of the record.
 * @param spec - The record.
 * @returns The problem, or undefined.
 */
export function priorityProblem(path: string, spec: DnsRecordSpec): Problem | undefined {
  const problem = { path: `${path}.priority`, got: describeValue(spec.priority) };
  if (dnsTypeRules[spec.type].priority !== "argument") {
    return spec.priority === undefined
      ? undefined
      : { ...problem, rule: `be left out for type ${spec.type}` };
  }
  const { priority } = spec;
  const { minimum, maximum } = dnsPriority;
  return Number.isInteger(priority) && Number(priority) >= minimum && Number(priority) <= maximum
    ? undefined
    : { ...problem, rule: `be a whole number of ${minimum} to ${maximum}` };
}

/**
 * Checks a comment and tags.
 * @param path - Path of the record.
 * @param spec - The record.
 * @param reach - The plan.
 * @returns All problems.
 */
export function noteProblems(
  path: string,
  spec: DnsRecordSpec,
  reach: PlanReach,
): readonly (Problem | undefined)[] {
  return [commentProblem(path, spec.comment, reach), ...tagProblems(path, spec.tags, reach)];
}

/**
 * Writes tags as the API keeps them, in one order.
 * @param tags - Tags without problems.
 * @returns Sorted tags with lower-case names; undefined where there are none.
 */
export function canonicalTags(tags: readonly string[] | undefined): string[] | undefined {
  return tags !== undefined && tags.length > 0
    ? tags
        .filter((tag) => typeof tag === "string")
        .map(canonicalTag)
        .sort()
    : undefined;
}

const proxiableTypes = Object.entries(dnsTypeRules)
  .filter(([, rule]) => rule.proxiable === true)
  .map(([type]) => type as DnsRecordType)
  .join(", ");

function commentProblem(
  path: string,
  comment: unknown,
  { plan, limits }: PlanReach,
): Problem | undefined {
  if (comment === undefined) {
    return undefined;
  }
  const length = typeof comment === "string" && !/[\r\n]/.test(comment) ? [...comment].length : 0;
  return length > 0 && length <= limits.dnsCommentLength
    ? undefined
    : {
        path: `${path}.comment`,
        rule: `be one line of 1 to ${limits.dnsCommentLength} characters on the plan ${plan}`,
        got: describeValue(comment),
      };
}

function tagProblems(
  path: string,
  tags: readonly unknown[] | undefined,
  { plan, limits }: PlanReach,
): readonly Problem[] {
  if (tags === undefined) {
    return [];
  }
  if (tags.length > limits.dnsTags) {
    const rule =
      limits.dnsTags === 0
        ? `be left out: the plan ${plan} has no tags`
        : `have at most ${limits.dnsTags} entries on the plan ${plan}`;
    return [{ path: `${path}.tags`, rule, got: `${tags.length} tags` }];
  }
  return tags.flatMap((tag, index) => {
    const rule = brokenTagRule(tag, tags.slice(0, index));
    return rule === undefined
      ? []
      : [{ path: `${path}.tags[${index}]`, rule, got: describeValue(tag) }];
  });
}

function brokenTagRule(tag: unknown, before: readonly unknown[]): string | undefined {
  const [name = "", ...value] = typeof tag === "string" ? tag.split(":") : [];
  const length = [...value.join(":")].length;
  if (
    !dnsTagRule.name.test(name) ||
    length < 1 ||
    length > dnsTagRule.valueLength ||
    /[\r\n]/.test(`${tag as string}`)
  ) {
    return `be name:value, the name ${dnsTagRule.nameInWords}, the value 1 to ${dnsTagRule.valueLength} characters`;
  }
  return before.some(
    (other) => typeof other === "string" && canonicalTag(other) === canonicalTag(tag as string),
  )
    ? "be given once; names of tags are not case-sensitive"
    : undefined;
}

function canonicalTag(tag: string): string {
  const [name = "", ...value] = tag.split(":");
  return [name.toLowerCase(), ...value].join(":");
}
