import {
  fieldsOf,
  input,
  listOf,
  mapOf,
  oneValue,
  ruled,
  toggle,
  type SchemaOf,
} from "../../core/schema";
import type { JsonSchema, OptionalSchema } from "../../core/lateSchema";
import { dnsRecordFields, type DnsFieldRule } from "../../facts/cloudflare/dnsRecordFields";
import {
  dnsPriority,
  DnsRecordType,
  dnsTtl,
  type DnsFieldsName,
} from "../../facts/cloudflare/dnsRecordTypes";
import { choice } from "../../core/valueSchemas";
import { planSchema, retiredAddressesSchema, zoneNameSchema } from "../internal/valueSchemas";
import type { DnsRecordsArgs, DnsRecordSpec } from "./args";
import { tagFormProblem } from "./attributes";

/** The typed values of record types, by argument, from the table that knows their fields. */
const values = Object.fromEntries(
  Object.entries(dnsRecordFields).map(([name, fields]) => [
    name,
    fieldsOf(
      Object.fromEntries(
        Object.entries(fields).map(([field, rule]) => {
          const schema = input(jsonOfField(rule));
          return [field, rule.default === undefined ? schema : schema.optional()];
        }),
      ),
    ).optional(),
  ]),
) as Readonly<Record<DnsFieldsName, OptionalSchema>>;

const tag = ruled({ type: "string" }, (value) => tagFormProblem("", value));

/** One record. */
const recordFields = {
  type: choice(DnsRecordType),
  name: oneValue(),
  content: input().optional(),
  proxied: toggle.optional(),
  privateRouting: toggle.optional(),
  acceptDeepHostname: toggle.optional(),
  ttlSeconds: oneValue({ type: "integer", maximum: dnsTtl.maximumSeconds }).optional(),
  priority: oneValue({ type: "integer", ...dnsPriority }).optional(),
  comment: oneValue().optional(),
  tags: listOf(tag).optional(),
  formerKey: oneValue().optional(),
  ...values,
} satisfies SchemaOf<DnsRecordSpec>;

/** A map of records. */
export const recordsSchema = mapOf(fieldsOf(recordFields));

/** The arguments of `DnsRecords`. */
export const dnsRecordsSchema = fieldsOf({
  zoneId: input(),
  zoneName: zoneNameSchema,
  plan: planSchema.optional(),
  records: recordsSchema,
  retiredAddresses: retiredAddressesSchema.optional(),
} satisfies SchemaOf<DnsRecordsArgs>);

function jsonOfField({ kind, choices, minimum = 0, maximum = 0 }: DnsFieldRule): JsonSchema {
  switch (kind) {
    case "integer":
    case "number":
      return { type: kind, minimum, maximum };
    case "choice":
      return { type: "string", enum: [...(choices ?? [])] };
    case "text":
    case "target":
    case "hex":
    case "base64":
      return { type: "string" };
  }
}
