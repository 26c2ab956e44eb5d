import type * as pulumi from "@pulumi/pulumi";
import {
  DnsRecordType,
  dnsTypeRules,
  type DnsFieldsName,
} from "../../facts/cloudflare/dnsRecordTypes";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { describeValue, type Problem } from "../../core/problem";
import { retiredProblem, type AddressUse } from "../internal/addresses";
import { isPlain, type ProblemList } from "../internal/checked";
import { canonicalHostname } from "../../core/hostnames";
import { zoneNameProblem } from "../../core/hostnameRules";
import { checkedIds, cloudflareIdProblem } from "../internal/ids";
import { keyPath } from "../../core/paths";
import { oneOfProblem } from "../../core/rules";
import { validateArgs, type Validated } from "../internal/validation";
import type { ZoneOfNames } from "../internal/zoneNames";
import { otherOwnerProblems } from "../internal/nameOwners";
import type { DnsRecordsArgs, DnsRecordSpec } from "./args";
import {
  noteProblems,
  priorityProblem,
  privateRoutingProblem,
  proxiedProblem,
  ttlProblem,
} from "./attributes";
import { conflictProblems } from "./conflicts";
import { contentProblem } from "./content";
import { checkFields } from "./fields";
import { recordName, recordNameProblem } from "./names";
import { reachabilityProblems } from "./reachability";
import {
  present,
  resolveContent,
  resolveRecord,
  valueOfFields,
  type RecordValue,
  type ResolvedRecord,
  type ResolvedRecords,
} from "./resolve";
import { dnsRecordsSchema } from "./schema";

/** The zone around records, which whoever declares them has checked. */
export interface ZoneOfRecords {
  /** The zone as the program gives it, with its canonical name. */
  readonly zone: ZoneOfNames;
  /** Its id, behind its check. */
  readonly zoneId: pulumi.Input<string>;
  /** Its plan. Defaults to `free`. */
  readonly plan?: CloudflarePlan;
  /** Addresses and CIDRs that were given back. Defaults to none. */
  readonly retiredAddresses?: readonly string[];
}

/**
 * Validates the arguments of a `DnsRecords`.
 * @param args - The arguments.
 * @param path - Where they stand; empty for a component's own.
 * @returns All problems at once, or the records, with late values behind their checks.
 */
export function validateDnsRecords(args: DnsRecordsArgs, path: string): Validated<ResolvedRecords> {
  return validateArgs(dnsRecordsSchema, args, path, (problems) => {
    const { zoneId: id, zoneName, plan, retiredAddresses } = args;
    const zoneId = checkedIds(problems, id, (known) => cloudflareIdProblem("zoneId", known));
    const zone = { id, name: canonicalHostname(String(zoneName)) ?? "" };
    const context = { zone, zoneId, plan, retiredAddresses };
    const resolved = checkRecords(problems, args.records, context);
    return () => resolved;
  });
}

/**
 * Checks records, where their zone is checked elsewhere.
 * @param problems - Takes what is wrong.
 * @param records - The records by key, each value of the right kind.
 * @param context - The zone.
 * @returns The records, independent of the order in which they were given. Where there are problems, those that can be compared with
 * others; none of a zone or plan that cannot be.
 */
export function checkRecords(
  problems: ProblemList,
  records: Readonly<Record<string, DnsRecordSpec>>,
  { zone, zoneId, plan = CloudflarePlan.Free, retiredAddresses = [] }: ZoneOfRecords,
): ResolvedRecords {
  const isKnown = oneOfProblem("", plan, Object.values(CloudflarePlan)) === undefined;
  if (!isKnown || zoneNameProblem("", zone.name) !== undefined) {
    return { zoneId, zone, records: [] };
  }
  const retired = retiredAddresses.filter((each) => retiredProblem("", each) === undefined);
  const context = { zone: zone.name, plan, retired };
  const checked = Object.entries(records)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, spec]) => checkRecord(problems, context, key, spec) ?? []);
  problems.add(
    ...conflictProblems(checked, zone.name, plan),
    ...reachabilityProblems(checked),
    ...otherOwnerProblems(zone, checked),
  );
  return { zoneId, zone, records: checked };
}

/** What all records of a zone have in common. */
interface RecordContext {
  readonly zone: string;
  readonly plan: CloudflarePlan;
  readonly retired: readonly string[];
}

/** One record; undefined where it is too wrong to be compared with others. */
function checkRecord(
  problems: ProblemList,
  context: RecordContext,
  key: string,
  spec: DnsRecordSpec,
): ResolvedRecord | undefined {
  if (!Object.values(DnsRecordType).includes(spec.type)) {
    return undefined;
  }
  const path = keyPath("records", key);
  const rule = dnsTypeRules[spec.type];
  const nameProblem = recordNameProblem(`${path}.name`, context.zone, spec.name);
  const name = nameProblem === undefined ? recordName(context.zone, spec.name) : undefined;
  problems.add(
    key === "" ? { path, rule: "have a key of at least one character", actual: '""' } : undefined,
    nameProblem,
    name !== undefined && rule.name?.pattern.test(name) === false
      ? { path: `${path}.name`, rule: rule.name.rule, actual: describeValue(spec.name) }
      : undefined,
    proxiedProblem(path, spec, name, context),
    privateRoutingProblem(path, spec),
    ttlProblem(path, spec, context),
    priorityProblem(path, spec),
    ...noteProblems(path, spec, context),
    ...strayValueProblems(path, spec),
  );
  const value = checkValue(problems, context, path, spec, name);
  return name === undefined ? undefined : resolveRecord({ key, path, name }, spec, value);
}

/** The value of a record: content or fields, and the priority that goes with it. */
function checkValue(
  problems: ProblemList,
  context: RecordContext,
  path: string,
  spec: DnsRecordSpec,
  name: string | undefined,
): RecordValue {
  const { fields, priority } = dnsTypeRules[spec.type];
  return fields === undefined
    ? {
        content: checkContent(problems, context, path, spec, name),
        ...present("priority", priority === "argument" ? spec.priority : undefined),
      }
    : valueOfFields(spec.type, checkFields(problems, `${path}.${fields}`, fields, spec[fields]));
}

function checkContent(
  problems: ProblemList,
  { retired }: RecordContext,
  path: string,
  spec: DnsRecordSpec,
  name: string | undefined,
): pulumi.Input<string> {
  const kind = dnsTypeRules[spec.type].content ?? "text";
  const context = { type: spec.type, name, use: addressUse(spec), retired };
  const check = (content: string): Problem | undefined =>
    contentProblem(`${path}.content`, kind, content, context);
  const content = spec.content as pulumi.Input<string>;
  if (!isPlain(content)) {
    return resolveContent(kind, problems.checked(content, check));
  }
  const problem = check(content);
  problems.add(problem);
  return problem === undefined ? resolveContent(kind, content) : content;
}

/** Who connects to the address of a record. */
function addressUse({ proxied, privateRouting }: DnsRecordSpec): AddressUse {
  if (proxied !== true) {
    return "dnsOnly";
  }
  return privateRouting === true ? "privatelyRouted" : "proxied";
}

/** Values that belong to other types. */
function strayValueProblems(path: string, spec: DnsRecordSpec): readonly Problem[] {
  const rule = dnsTypeRules[spec.type];
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
      actual: "a value",
    }));
}
