import { isServiceName } from "../../core/hostnames";
import { brokenRules, written } from "../../constraints/constraint";
import {
  commentLength,
  proxiableType,
  tagCount,
  ttlInRange,
  type DnsRecordFields,
} from "../../constraints/dnsRecords";
import {
  dnsPriority,
  dnsTagRule,
  dnsTtl,
  dnsTypeRules,
} from "../../facts/cloudflare/dnsRecordTypes";
import type { CloudflarePlan, PlanLimits } from "../../facts/cloudflare/plans";
import { describeValue, type Problem } from "../../core/problem";
import { deepHostnameProblem } from "../internal/deepHostnames";
import { hostnameProblem } from "../internal/hostnames";
import type { DnsRecordSpec } from "./args";
import { commentOfOneLine, ttlInSeconds } from "./stricterRules";

/** A plan and how far it reaches. */
export interface PlanReach {
  /** The plan. */
  readonly plan: CloudflarePlan;
  /** Its limits. */
  readonly limits: PlanLimits;
}

/** What the API is to be asked for; an argument that is no text says nothing. */
function fieldsOf({ type, proxied, ttlSeconds, comment, tags }: DnsRecordSpec): DnsRecordFields {
  return {
    type,
    proxied: proxied === true,
    ttl: ttlSeconds ?? dnsTtl.automatic,
    comment: typeof comment === "string" ? comment : "",
    tags: tags ?? [],
  };
}

/**
 * Checks whether Cloudflare can stand in front of a record.
 * @param path - Path of the record.
 * @param spec - The record.
 * @param name - Its full name; undefined where that is wrong itself.
 * @param context - The zone's canonical name, and its plan.
 * @returns The problem, or undefined.
 */
export function proxiedProblem(
  path: string,
  spec: DnsRecordSpec,
  name: string | undefined,
  { zone, reach }: { readonly zone: string; readonly reach: PlanReach },
): Problem | undefined {
  const problem = (rule: string): Problem => ({
    path: `${path}.proxied`,
    rule,
    got: describeValue(spec.proxied),
  });
  if (spec.proxied !== true) {
    return undefined;
  }
  const [refused] = brokenRules([proxiableType], fieldsOf(spec), reach);
  if (refused !== undefined) {
    return problem(refused.must);
  }
  if (name !== undefined && isServiceName(name)) {
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
  const [broken] = brokenRules([ttlInSeconds, ttlInRange], fieldsOf(spec), reach);
  return broken === undefined
    ? undefined
    : {
        ...problem,
        rule: written(ttlInSeconds.must, fieldsOf(spec), reach),
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
  return [commentProblem(path, spec, reach), ...tagProblems(path, spec, reach)];
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

function commentProblem(path: string, spec: DnsRecordSpec, reach: PlanReach): Problem | undefined {
  const fields = fieldsOf(spec);
  const isFine = brokenRules([commentOfOneLine, commentLength], fields, reach).length === 0;
  return spec.comment === undefined || isFine
    ? undefined
    : {
        path: `${path}.comment`,
        rule: written(commentOfOneLine.must, fields, reach),
        got: describeValue(spec.comment),
      };
}

function tagProblems(path: string, spec: DnsRecordSpec, reach: PlanReach): readonly Problem[] {
  const tags: readonly unknown[] = spec.tags ?? [];
  const [refused] = brokenRules([tagCount], fieldsOf(spec), reach);
  if (refused !== undefined) {
    return [{ path: `${path}.tags`, rule: refused.must, got: `${tags.length} tags` }];
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
