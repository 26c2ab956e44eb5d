import { isServiceName } from "../../core/hostnames";
import { brokenRules, written } from "../../constraints/constraint";
import {
  commentLength,
  proxiableType,
  tagCount,
  tagForm,
  ttlInRange,
  type DnsRecordFields,
  type ZoneView,
} from "../../constraints/dnsRecords";
import { dnsPriority, dnsTtl, dnsTypeRules } from "../../facts/cloudflare/dnsRecordTypes";
import type { CloudflarePlan } from "../../facts/cloudflare/plans";
import { describeValue, type Problem } from "../../core/problem";
import { deepHostnameProblem } from "../internal/deepHostnames";
import { hostnameProblem } from "../../core/hostnameRules";
import type { DnsRecordSpec } from "./args";
import { repeated, wholeNumberProblem } from "../../core/rules";
import { commentOfOneLine, tagWithValue, ttlInSeconds } from "./stricterRules";

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
  { zone, plan }: { readonly zone: string; readonly plan: CloudflarePlan },
): Problem | undefined {
  const problem = (rule: string): Problem => ({
    path: `${path}.proxied`,
    rule,
    actual: describeValue(spec.proxied),
  });
  if (spec.proxied !== true) {
    return undefined;
  }
  const [refused] = brokenRules([proxiableType], fieldsOf(spec), { plan });
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
        actual: describeValue(spec.privateRouting),
      };
}

/**
 * Checks a TTL.
 * @param path - Path of the record.
 * @param spec - The record.
 * @param view - The zone's plan.
 * @returns The problem, or undefined.
 */
export function ttlProblem(path: string, spec: DnsRecordSpec, view: ZoneView): Problem | undefined {
  const { ttlSeconds } = spec;
  if (ttlSeconds === undefined) {
    return undefined;
  }
  const problem = { path: `${path}.ttlSeconds`, actual: describeValue(ttlSeconds) };
  if (spec.proxied === true) {
    return { ...problem, rule: "be left out where proxied is true: Cloudflare decides then" };
  }
  const [broken] = brokenRules([ttlInSeconds, ttlInRange], fieldsOf(spec), view);
  return broken === undefined
    ? undefined
    : {
        ...problem,
        rule: written(ttlInSeconds.must, fieldsOf(spec), view),
        hint: `Leave it out for Cloudflare's automatic ${dnsTtl.automaticSeconds} seconds`,
      };
}

/**
 * Checks the priority of a record.
 * @param path - Path of the record.
 * @param spec - The record.
 * @returns The problem, or undefined.
 */
export function priorityProblem(path: string, spec: DnsRecordSpec): Problem | undefined {
  const problem = { path: `${path}.priority`, actual: describeValue(spec.priority) };
  if (dnsTypeRules[spec.type].priority !== "argument") {
    return spec.priority === undefined
      ? undefined
      : { ...problem, rule: `be left out for type ${spec.type}` };
  }
  return wholeNumberProblem(`${path}.priority`, spec.priority, dnsPriority);
}

/**
 * Checks a comment and tags.
 * @param path - Path of the record.
 * @param spec - The record.
 * @param view - The zone's plan.
 * @returns All problems.
 */
export function noteProblems(
  path: string,
  spec: DnsRecordSpec,
  view: ZoneView,
): readonly (Problem | undefined)[] {
  return [commentProblem(path, spec, view), ...tagProblems(path, spec, view)];
}

/**
 * Writes tags as the API keeps them, in one order.
 * @param tags - Tags without problems.
 * @returns Sorted tags with lower-case names; undefined where there are none.
 */
export function canonicalTags(tags: readonly string[] | undefined): string[] | undefined {
  return tags !== undefined && tags.length > 0 ? tags.map(canonicalTag).sort() : undefined;
}

function commentProblem(path: string, spec: DnsRecordSpec, view: ZoneView): Problem | undefined {
  const fields = fieldsOf(spec);
  const isFine = brokenRules([commentOfOneLine, commentLength], fields, view).length === 0;
  return spec.comment === undefined || isFine
    ? undefined
    : {
        path: `${path}.comment`,
        rule: written(commentOfOneLine.must, fields, view),
        actual: describeValue(spec.comment),
      };
}

/**
 * Checks the form of one tag.
 * @param path - Where it stands.
 * @param tag - Any value.
 */
export function tagFormProblem(path: string, tag: unknown): Problem | undefined {
  const isFine = brokenRules([tagForm, tagWithValue], { tags: [tag] }, undefined).length === 0;
  return isFine
    ? undefined
    : {
        path,
        rule: written(tagWithValue.must, { tags: [] }, undefined),
        actual: describeValue(tag),
      };
}

/** How many tags there are, and which of those in good form repeat another. */
function tagProblems(path: string, spec: DnsRecordSpec, view: ZoneView): readonly Problem[] {
  const tags = spec.tags ?? [];
  const [refused] = brokenRules([tagCount], fieldsOf(spec), view);
  if (refused !== undefined) {
    return [{ path: `${path}.tags`, rule: refused.must, actual: `${tags.length} tags` }];
  }
  return repeated(tags.map((tag) => canonicalTag(String(tag))))
    .filter(({ entry }) => tagFormProblem("", entry) === undefined)
    .map(({ index }) => ({
      path: `${path}.tags[${index}]`,
      rule: "be given once; names of tags are not case-sensitive",
      actual: describeValue(tags[index]),
    }));
}

/** What is no text is refused by the schema. */
function canonicalTag(tag: string): string {
  const [name = "", ...value] = `${tag}`.split(":");
  return [name.toLowerCase(), ...value].join(":");
}
