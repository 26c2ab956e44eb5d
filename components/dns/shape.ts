import {
  fieldsOf,
  input,
  listOf,
  mapOf,
  required,
  toggle,
  value,
  type Shapes,
  type ShapesOf,
} from "../internal/shapes";
import { dnsRecordFields } from "../../facts/cloudflare/dnsRecordFields";
import type { DnsFieldsName } from "../../facts/cloudflare/dnsRecordTypes";
import type { DnsRecordsArgs, DnsRecordSpec } from "./args";

const values = Object.fromEntries(
  Object.entries(dnsRecordFields).map(([table, fields]) => [
    table,
    fieldsOf(Object.fromEntries(Object.keys(fields).map((field) => [field, input]))),
  ]),
) as Readonly<Record<DnsFieldsName, ReturnType<typeof fieldsOf>>>;

const recordShapes = {
  type: value,
  name: value,
  content: input,
  proxied: toggle,
  privateRouting: toggle,
  acceptDeepHostname: toggle,
  ttlSeconds: value,
  priority: value,
  comment: value,
  tags: listOf(value),
  formerKey: value,
  ...values,
} satisfies ShapesOf<DnsRecordSpec>;

/** The shape of a map of records. */
export const recordsShape = mapOf(fieldsOf(recordShapes));

/** The shapes of the arguments of `DnsRecords`. */
export const dnsRecordsShapes: Shapes = {
  zoneId: input,
  zoneName: value,
  plan: value,
  records: required(recordsShape),
  retiredAddresses: listOf(value),
} satisfies ShapesOf<DnsRecordsArgs>;
