import { DnsRecordType, dnsTypeRules } from "../../../facts/cloudflare/dnsRecordTypes";
import { ownEntry } from "../../../core/ownEntry";
import { text, type Properties } from "../values";

/** Which fields stand in the text, in which order; those in quotes are text of their own. */
const forms: Readonly<Partial<Record<DnsRecordType, string>>> = {
  CAA: 'flags tag "value"',
  CERT: "type key_tag algorithm certificate",
  DNSKEY: "flags protocol algorithm public_key",
  DS: "key_tag algorithm digest_type digest",
  HTTPS: "priority target value",
  NAPTR: 'order preference "flags" "service" "regex" replacement',
  SMIMEA: "usage selector matching_type certificate",
  SRV: "weight port target",
  SSHFP: "algorithm type fingerprint",
  SVCB: "priority target value",
  TLSA: "usage selector matching_type certificate",
  URI: 'weight "target"',
};

/**
 * Writes the fields of a record as one text, as the API gives them in `content` beside `data`.
 *
 * Source: RFC 1035 (5.1) and the RFCs of the types, for the order and the quotes; octodns/octodns-cloudflare, tests/fixtures (recorded DS, NAPTR,
 * SSHFP). Of SRV and URI the priority stands in a field of its own beside; the client `cloudflare` 7.3 describes SRV's content as "Priority,
 * weight, port, and SRV target" all the same. How the API writes a LOC record's numbers was not found out; here it is as in RFC 1876.
 * @param type - The record's type.
 * @param data - Its fields, by their names on the wire.
 * @returns The text, or undefined for a type whose value has no fields.
 */
export function recordContent(type: string, data: Properties): string | undefined {
  const rule = ownEntry(dnsTypeRules, type);
  if (rule?.fields === undefined) {
    return undefined;
  }
  if (type === DnsRecordType.LOC) {
    return location(data);
  }
  return ownEntry(forms, type)
    ?.replace(/\w+/g, (name) => valueOf(data, name))
    .trimEnd();
}

function valueOf(data: Properties, name: string): string {
  const value = ownEntry(data, name);
  return typeof value === "number" ? `${value}` : text(value);
}

function location(data: Properties): string {
  const number = (name: string, digits: number): string =>
    Number(ownEntry(data, name) ?? 0).toFixed(digits);
  const angle = (side: "lat" | "long"): string =>
    [
      ...[number(`${side}_degrees`, 0), number(`${side}_minutes`, 0), number(`${side}_seconds`, 3)],
      valueOf(data, `${side}_direction`),
    ].join(" ");
  const metres = ["altitude", "size", "precision_horz", "precision_vert"].map(
    (name) => `${number(name, 2)}m`,
  );
  return [angle("lat"), angle("long"), ...metres].join(" ");
}
