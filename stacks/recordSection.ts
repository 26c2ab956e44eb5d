import { z } from "zod";
import {
  dnsRecordFields,
  type DnsFieldRule,
  type DnsFields,
} from "../facts/cloudflare/dnsRecordFields";
import { DnsRecordType, type DnsFieldsName } from "../facts/cloudflare/dnsRecordTypes";
import type { DnsRecordSpec } from "../components/dns";
import { closedSet } from "./values";

/** The typed values of record types, by argument, from the table that knows their fields. */
const fieldSchemas = Object.fromEntries(
  Object.entries(dnsRecordFields).map(([name, fields]) => [name, fieldsSchema(fields).optional()]),
) as unknown as Record<DnsFieldsName, z.ZodOptional<z.ZodType>>;

/** One DNS record; the fields are those of `DnsRecords`, which says what goes together. */
export const recordSchema = z.strictObject({
  type: closedSet(DnsRecordType).describe("The type."),
  name: z.string().describe("@ for the zone itself, a name relative to the zone, or a full name."),
  content: z.string().optional().describe("The value, for types without fields of their own."),
  proxied: z
    .boolean()
    .optional()
    .describe("Whether Cloudflare stands in front. Defaults to false."),
  privateRouting: z
    .boolean()
    .optional()
    .describe(
      "Whether Cloudflare reaches the address through a private network. Defaults to false.",
    ),
  acceptDeepHostname: z
    .boolean()
    .optional()
    .describe("Accepts a proxied name that Universal SSL does not cover. Defaults to false."),
  ttlSeconds: z.number().optional().describe("Seconds that resolvers may keep the answer."),
  priority: z.number().optional().describe("Preference of an MX record, the least first."),
  comment: z.string().optional().describe("A note for people, on one line."),
  tags: z.array(z.string()).optional().describe("Tags as name:value. Only on paid plans."),
  formerKey: z.string().optional().describe("The key that this record had before."),
  ...fieldSchemas,
}) as unknown as z.ZodType<DnsRecordSpec> & { shape: Record<string, z.ZodType> };

function fieldsSchema(fields: DnsFields): z.ZodObject {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(fields).map(([name, rule]) => {
        const schema = fieldSchema(rule);
        return [name, rule.default === undefined ? schema : schema.optional()];
      }),
    ),
  );
}

function fieldSchema(rule: DnsFieldRule): z.ZodType {
  switch (rule.kind) {
    case "integer":
    case "number":
      return z.number();
    case "choice":
      return z.enum(rule.choices ?? []);
    case "text":
    case "target":
    case "hex":
    case "base64":
      return z.string();
  }
}
