import { whenKnown } from "../../constraints/constraint";
import { isAddressType } from "../../constraints/dnsRecords";
import { canonicalHostname } from "../graph/hostnames";
import type { Certainty } from "../../core/certainty";
import type { Inventory } from "../graph/inventory";
import { readFlag, readNumber, readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import { type Known, unknownValue } from "../../core/known";
import { type ModelResource, type ModelValue } from "../graph/resources";

/** A DNS record. */
export interface DnsRecordNode {
  /** The resource it was read from. */
  readonly resource: ModelResource;
  /** Its full name; undefined where it is unknown. */
  readonly hostname: string | undefined;
  /** Type, e.g. `A`. */
  readonly type: Known<string>;
  /** Content as written, a CNAME's target in canonical form; undefined for types that have data instead. */
  readonly content: Known<string> | undefined;
  /** The zone as the program gives it: an id, unknown or a reference. */
  readonly zone: ModelValue | undefined;
  /** Whether visitors reach it through Cloudflare. */
  readonly proxied: Certainty;
  /** Whether Cloudflare reaches its address through a private network. */
  readonly privatelyRouted: Certainty;
  /** TTL in seconds; 1 for automatic. */
  readonly ttlSeconds: Known<number> | undefined;
  /** Whether visitors can be served by it: it is an A, AAAA or CNAME record. */
  readonly addresses: Certainty;
}

/**
 * Reads a DNS record.
 * @param inventory - Knows the zones' names.
 * @param resource - A `DnsRecord` (or a `Record`, its older name).
 * @returns The record.
 */
export function readDnsRecord(inventory: Inventory, resource: ModelResource): DnsRecordNode {
  const own = resource.properties;
  const type = readText(own.type) ?? "";
  const upper = type === unknownValue ? type : type.toUpperCase();
  const content = readText(own.content);
  return {
    resource,
    hostname: inventory.hostnameOf(resource),
    type: upper,
    content:
      upper === "CNAME" && content !== undefined && content !== unknownValue
        ? canonicalHostname(content)
        : content,
    zone: own.zoneId,
    proxied: readFlag(own.proxied, "no"),
    privatelyRouted: readFlag(own.privateRouting, "no"),
    ttlSeconds: readNumber(own.ttl),
    addresses: whenKnown(upper, isAddressType),
  };
}

/**
 * Whether a record is there for mail alone: an MX record, or a sender policy. A name that has nothing else may have no visitors.
 * Source: RFC 7208, section 4.5.
 * @param resource - A `DnsRecord`.
 * @returns True where it is, as far as is known.
 */
export function isMailRecord({ properties }: ModelResource): boolean {
  const type = readText(properties.type);
  const content = readText(properties.content);
  const isText = type === "TXT" && typeof content === "string";
  return type === "MX" || (isText && /^"?v=spf1( |"?$)/i.test(content));
}

/**
 * Reads the type of a record.
 * @param resource - Any resource.
 * @returns The type in capitals; "" where it is not known, or the resource is no record.
 */
export function recordType(resource: ModelResource | undefined): string {
  const type = resource && readText(resource.properties.type);
  return typeof type === "string" && modelType(resource?.type ?? "") === "dnsRecord"
    ? type.toUpperCase()
    : "";
}
