import * as pulumi from "@pulumi/pulumi";
import {
  DnsRecordType,
  dnsTtl,
  dnsTypeRules,
  type DnsFieldsName,
  type DnsTypeRule,
} from "../../facts/cloudflare/dnsRecordTypes";
import { CloudflarePlan, planLimits } from "../../facts/cloudflare/plans";
import { describeValue, type Problem } from "../../core/problem";
import { retiredProblems, type AddressUse } from "../internal/addresses";
import { isPlain, ProblemList } from "../internal/checked";
import { canonicalHostname, zoneNameProblem } from "../internal/hostnames";
import { checkedIds, cloudflareIdProblem } from "../internal/ids";
import { keyPath } from "../../core/paths";
import { oneOfProblem } from "../internal/rules";
import { kindProblems } from "../internal/validation";
import { otherOwnerProblems } from "../internal/zoneNames";
import type { DnsRecordsArgs, DnsRecordSpec } from "./args";
import {
  canonicalTags,
  noteProblems,
  priorityProblem,
  privateRoutingProblem,
  proxiedProblem,
  ttlProblem,
  type PlanReach,
} from "./attributes";
import { conflictProblems } from "./conflicts";
import { canonicalContent, contentProblem } from "./content";
import { settleFields } from "./fields";
import { recordName, recordNameProblem } from "./names";
import { reachProblems } from "./reach";
import type { SettledRecord, SettledRecords } from "./settled";
import { dnsRecordsSchema } from "./schema";

/**
 * Checks arguments without making anything, so that a component around this one can list all problems at once.
 * @param args - The arguments.
 * @returns Every problem.
 */
export function dnsRecordsProblems(args: DnsRecordsArgs): readonly Problem[] {
  const problems = new ProblemList();
  settleRecords(problems, args);
  return problems.problems;
}

/**
 * Checks arguments and writes every value as the API has it.
 * @param problems - Takes what is wrong. Where it has any, the result is not for use.
 * @param args - The arguments.
 * @returns The records, independent of the order in which they were given.
 */
export function settleRecords(problems: ProblemList, args: DnsRecordsArgs): SettledRecords {
  const misshapen = kindProblems(dnsRecordsSchema, args);
  if (misshapen.length > 0) {
    problems.add(...misshapen);
    return { zoneId: "", zone: { id: "", name: "" }, records: [] };
  }
  const zoneId = checkedIds(problems, args.zoneId, (id) => cloudflareIdProblem("zoneId", id));
  const retired = retiredProblems("retiredAddresses", args.retiredAddresses);
  const plan = args.plan ?? CloudflarePlan.Free;
  const basics = basicProblems(args, plan);
  problems.add(...basics, ...retired);
  const zone = { id: args.zoneId, name: canonicalHostname(String(args.zoneName)) ?? "" };
  if (basics.length > 0) {
    return { zoneId, zone, records: [] };
  }
  const context = {
    zone: zone.name,
    reach: { plan, limits: planLimits[plan] },
    retired: retired.length === 0 ? (args.retiredAddresses ?? []) : [],
  };
  const records = Object.entries(args.records)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, spec]) => settleRecord(problems, context, key, spec) ?? []);
  problems.add(
    ...conflictProblems(records, context.zone, context.reach),
    ...reachProblems(records),
    ...otherOwnerProblems(zone, records),
  );
  return { zoneId, zone, records };
}

/** What must hold before any record can be looked at. */
function basicProblems(args: DnsRecordsArgs, plan: CloudflarePlan): readonly Problem[] {
  return [
    zoneNameProblem("zoneName", args.zoneName),
    oneOfProblem("plan", plan, Object.values(CloudflarePlan)),
  ].filter((problem) => problem !== undefined);
}

/** What all records of a zone have in common. */
interface ZoneContext {
  readonly zone: string;
  readonly reach: PlanReach;
  readonly retired: readonly string[];
}

/** One record; undefined where it is too wrong to be compared with others. */
function settleRecord(
  problems: ProblemList,
  context: ZoneContext,
  key: string,
  spec: DnsRecordSpec,
): SettledRecord | undefined {
  const path = keyPath("records", key);
  const typeProblem = oneOfProblem(`${path}.type`, spec.type, Object.values(DnsRecordType));
  if (typeProblem !== undefined) {
    problems.add(typeProblem);
    return undefined;
  }
  const rule = dnsTypeRules[spec.type];
  const nameProblem = recordNameProblem(`${path}.name`, context.zone, spec.name);
  const name = nameProblem === undefined ? recordName(context.zone, spec.name) : undefined;
  problems.add(
    key === "" ? { path, rule: "have a key of at least one character", got: '""' } : undefined,
    nameProblem,
    name !== undefined && rule.name?.pattern.test(name) === false
      ? { path: `${path}.name`, rule: rule.name.rule, got: describeValue(spec.name) }
      : undefined,
    proxiedProblem(path, spec, name, context),
    privateRoutingProblem(path, spec),
    ttlProblem(path, spec, context.reach),
    priorityProblem(path, spec),
    ...noteProblems(path, spec, context.reach),
  );
  const value = settleValue(problems, context, path, spec, name);
  const proxied = spec.proxied === true;
  return name === undefined
    ? undefined
    : {
        key,
        formerKey: spec.formerKey,
        path,
        namePath: `${path}.name`,
        type: spec.type,
        name,
        proxied,
        ttl: proxied ? dnsTtl.automatic : (spec.ttlSeconds ?? dnsTtl.automatic),
        ...value,
        ...present("privateRouting", spec.privateRouting),
        ...present("value", plainValue(spec.type, value)),
        ...present("comment", spec.comment),
        ...present("tags", canonicalTags(spec.tags)),
      };
}

/** Type and value as text; undefined where a part is not known yet. */
function plainValue(
  type: DnsRecordType,
  { content, data, priority }: RecordValue,
): string | undefined {
  const parts = [content, priority, ...Object.values(data ?? {})];
  return parts.every((part) => isPlain(part))
    ? JSON.stringify([type, content, priority, data])
    : undefined;
}

type RecordValue = Pick<SettledRecord, "content" | "data" | "priority">;

/** The value of a record: content or fields, and the priority that goes with it. */
function settleValue(
  problems: ProblemList,
  context: ZoneContext,
  path: string,
  spec: DnsRecordSpec,
  name: string | undefined,
): RecordValue {
  const rule = dnsTypeRules[spec.type];
  problems.add(...strayValueProblems(path, spec, rule));
  if (rule.fields === undefined) {
    return {
      content: settleContent(problems, context, path, spec, name),
      ...present("priority", rule.priority === "argument" ? spec.priority : undefined),
    };
  }
  const { data, topLevel } = settleFields(
    problems,
    `${path}.${rule.fields}`,
    rule.fields,
    spec[rule.fields],
  );
  const priority = rule.priority === "field" ? (topLevel.priority ?? data.priority) : undefined;
  return { data, ...present("priority", priority as pulumi.Input<number> | undefined) };
}

function settleContent(
  problems: ProblemList,
  { retired }: ZoneContext,
  path: string,
  spec: DnsRecordSpec,
  name: string | undefined,
): pulumi.Input<string> {
  const kind = dnsTypeRules[spec.type].content ?? "text";
  const context = { type: spec.type, name, use: addressUse(spec), retired };
  const isFine = (content: string): boolean =>
    contentProblem("", kind, content, context) === undefined;
  const checked = problems.checked(spec.content as pulumi.Input<string>, (content) =>
    contentProblem(`${path}.content`, kind, content, context),
  );
  return isPlain(checked)
    ? isFine(checked)
      ? canonicalContent(kind, checked)
      : checked
    : pulumi.output(checked).apply((content) => canonicalContent(kind, content));
}

/** Who connects to the address of a record. */
function addressUse({ proxied, privateRouting }: DnsRecordSpec): AddressUse {
  if (proxied !== true) {
    return "dnsOnly";
  }
  return privateRouting === true ? "privatelyRouted" : "proxied";
}

/** Values that belong to other types. */
function strayValueProblems(
  path: string,
  spec: DnsRecordSpec,
  rule: DnsTypeRule,
): readonly Problem[] {
  const fields = [...new Set(Object.values(dnsTypeRules).flatMap((type) => type.fields ?? []))];
  const strays: readonly (DnsFieldsName | "content")[] = [
    ...(rule.content === undefined ? (["content"] as const) : []),
    ...fields.filter((field) => field !== rule.fields),
  ];
  return strays
    .filter((stray) => spec[stray] !== undefined)
    .map((stray) => ({
      path: `${path}.${stray}`,
      rule: `be left out for type ${spec.type}, whose value is ${rule.fields ?? "content"}`,
      got: "a value",
    }));
}

/** A property that is there only if it has a value. */
function present<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
