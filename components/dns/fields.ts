import * as pulumi from "@pulumi/pulumi";
import { dnsRecordFields, type DnsFieldRule } from "../../facts/cloudflare/dnsRecordFields";
import type { DnsFieldsName } from "../../facts/cloudflare/dnsRecordTypes";
import { describeValue, type Problem } from "../../core/problem";
import { ownEntry } from "../../core/ownEntry";
import { checkedOnceKnown, isPlain, type ProblemList } from "../internal/checked";
import { canonicalHostname } from "../../core/hostnames";
import { hostnameProblem } from "../../core/hostnameRules";
import { isBase64 } from "./content";

/** The value of one field, once known. */
export type DnsFieldValue = string | number;

/** The fields of a record, ready for the provider. */
export type ResolvedFields = Readonly<Record<string, pulumi.Input<DnsFieldValue>>>;

/** Where the fields of a record go. */
export interface FieldPlaces {
  /** Into the provider's `data`. */
  readonly data: ResolvedFields;
  /** To the top level of the record. */
  readonly topLevel: ResolvedFields;
}

/**
 * Checks the fields of a record against the table of its type, fills in defaults and writes each as the API has it.
 * @param problems - Takes what is wrong.
 * @param path - Where the fields stand: `records.sip.srv`.
 * @param table - The argument they stand in, which names the table.
 * @param given - What the user wrote, of which the schema knows every name.
 * @returns The fields by name, and where they go.
 */
export function checkFields(
  problems: ProblemList,
  path: string,
  table: DnsFieldsName,
  given: object | undefined,
): FieldPlaces {
  const rules = dnsRecordFields[table];
  if (given === undefined) {
    problems.add({
      path,
      rule: `be given with ${Object.keys(rules).join(", ")}`,
      actual: describeValue(given),
    });
    return { data: {}, topLevel: {} };
  }
  const fields = given as Readonly<Record<string, pulumi.Input<DnsFieldValue> | undefined>>;
  const checked = Object.entries(rules).map(
    ([field, rule]) =>
      [
        field,
        checkField(
          problems,
          `${path}.${field}`,
          rule,
          ownEntry(fields, field) ?? rule.default,
          fields,
        ),
      ] as const,
  );
  const isTopLevel = (field: string) => ownEntry(rules, field)?.topLevelOnly === true;
  return {
    data: Object.fromEntries(checked.filter(([field]) => !isTopLevel(field))),
    topLevel: Object.fromEntries(checked.filter(([field]) => isTopLevel(field))),
  };
}

function checkField(
  problems: ProblemList,
  path: string,
  rule: DnsFieldRule,
  given: pulumi.Input<DnsFieldValue> | undefined,
  fields: Readonly<Record<string, unknown>>,
): pulumi.Input<DnsFieldValue> {
  const check = (value: DnsFieldValue | undefined, by: unknown): Problem | undefined => {
    const broken = brokenRule(rule, value, by);
    return broken === undefined ? undefined : { path, rule: broken, actual: describeValue(value) };
  };
  const sibling = rule.digits?.field ?? rule.matchesBy?.field;
  const by = sibling === undefined ? undefined : ownEntry(fields, sibling);
  if (isPlain(given) && isPlain(by)) {
    problems.add(check(given, by));
    return canonicalField(rule, given as DnsFieldValue);
  }
  return checkedOnceKnown(pulumi.all([given, by]), ([value, known]) => check(value, known)).apply(
    ([value]) => canonicalField(rule, value as DnsFieldValue),
  );
}

/** The rule that a value breaks beside the value of the field that it goes by, in words; undefined where it is fine. */
function brokenRule(
  rule: DnsFieldRule,
  value: DnsFieldValue | undefined,
  by: unknown,
): string | undefined {
  switch (rule.kind) {
    case "integer":
    case "number":
      return numberRule(rule, value);
    case "choice":
      return typeof value === "string" && rule.choices?.includes(value) === true
        ? undefined
        : `be one of ${rule.choices?.join(", ")}`;
    case "text":
      return textRule(rule, value, by);
    case "target":
      return hostnameProblem("", value, { allowUnderscore: true, allowShort: true })?.rule;
    case "hex":
      return hexRule(rule, value, by);
    case "base64":
      return typeof value === "string" && isBase64(value) ? undefined : "be base64";
  }
}

function numberRule(
  { kind, minimum = 0, maximum = 0 }: DnsFieldRule,
  value: DnsFieldValue | undefined,
): string | undefined {
  const fits =
    typeof value === "number" &&
    (kind === "integer" ? Number.isInteger(value) : Number.isFinite(value)) &&
    value >= minimum &&
    value <= maximum;
  const noun = kind === "integer" ? "whole number" : "number";
  const range = minimum === maximum ? `${minimum}` : `a ${noun} of ${minimum} to ${maximum}`;
  return fits ? undefined : `be ${range}`;
}

function textRule(
  rule: DnsFieldRule,
  value: DnsFieldValue | undefined,
  by: unknown,
): string | undefined {
  if (typeof value !== "string") {
    return "be text";
  }
  const { matchesBy } = rule;
  const rules = [
    rule.matches,
    typeof by === "string" ? ownEntry(matchesBy?.rules ?? {}, by) : undefined,
  ];
  return rules.find((matches) => matches?.pattern.test(value) === false)?.rule;
}

function hexRule(
  { digits }: DnsFieldRule,
  value: DnsFieldValue | undefined,
  by: unknown,
): string | undefined {
  if (typeof value !== "string" || !/^([0-9a-fA-F]{2})+$/.test(value)) {
    return "be an even number of hexadecimal digits";
  }
  const count = typeof by === "number" ? digits?.counts[by] : undefined;
  return count === undefined || value.length === count
    ? undefined
    : `have ${count} hexadecimal digits for ${digits?.field} ${by as number}; it has ${value.length}`;
}

function canonicalField(rule: DnsFieldRule, value: DnsFieldValue): DnsFieldValue {
  return rule.kind === "target" && typeof value === "string"
    ? (canonicalHostname(value) ?? value)
    : value;
}
