import { parentHostname } from "../../core/hostnames";
import { unknownValue } from "../../core/known";
import { CaaTag } from "../../facts/cloudflare/dnsRecordFields";
import { canonicalHostname, isServiceName, registrableDomain } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { readFlag, readObject, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { isMailRecord, readDnsRecord, recordType, type DnsRecordNode } from "./dnsRecords";

/** What stands between the name of a key and the domain whose mail is signed with it. Source: RFC 6376, section 3.6.2.1. */
export const keysPart = "._domainkey.";

/** What a record is for that no visitor asks for: texts by what they prove, others by their type. */
export type RecordPurpose = "SPF" | "DKIM" | "DMARC" | (string & {});

/**
 * Says what a record is for that no visitor asks for.
 * Source: RFC 7208 (SPF), RFC 6376, section 3.6.2.1 (DKIM), RFC 7489, section 6.1 (DMARC); Cloudflare docs,
 * dns/manage-dns-records/reference/shadowed-records (NS records of the zone's own name delegate nothing).
 * @param inventory - Where it is.
 * @param record - A `DnsRecord` of the inventory.
 * @returns The purpose; "" for none.
 */
export function recordPurpose(inventory: Inventory, record: ModelResource): RecordPurpose {
  const type = recordType(record);
  const hostname = inventory.hostnameOf(record) ?? "";
  if (type === "NS") {
    const zone = inventory.zones.nameOf(record) ?? registrableDomain(hostname);
    return zone === hostname ? "" : type;
  }
  if (type !== "TXT") {
    return type;
  }
  return isMailRecord(record)
    ? "SPF"
    : hostname.includes(keysPart)
      ? "DKIM"
      : hostname.startsWith("_dmarc.")
        ? "DMARC"
        : "";
}

/**
 * Lists the authorities that may issue certificates for a hostname, as far as the resources say.
 * Source: RFC 8659, section 3 (the nearest name with CAA records counts) and section 4.2 (without `issue` nobody is kept from it).
 * @param inventory - The resources.
 * @param hostname - A canonical hostname.
 * @param tag - What they issue: certificates, or those for wildcards, for which `issue` counts where no record says `issuewild`.
 * @returns Their names, without parameters; undefined where all may, or it is not known.
 */
export function authoritiesFor(
  inventory: Inventory,
  hostname: string,
  tag: typeof CaaTag.Issue | typeof CaaTag.IssueWildcard = CaaTag.Issue,
): ReadonlySet<string> | undefined {
  const records = inventory.atName(hostname).filter((each) => recordType(each) === "CAA");
  const parent = parentHostname(hostname);
  if (records.length === 0) {
    return parent === undefined ? undefined : authoritiesFor(inventory, parent, tag);
  }
  const read = records.map(issuerOf);
  const own = read.filter((each) => each?.tag === tag);
  if (read.includes(undefined)) {
    return undefined;
  }
  if (own.length === 0) {
    return tag === CaaTag.IssueWildcard ? authoritiesFor(inventory, hostname) : undefined;
  }
  return new Set(own.flatMap((each) => each?.issuer ?? []));
}

/** What a CAA record says, by its fields or by the text of its content; undefined where that is not known. */
function issuerOf({ properties }: ModelResource): { tag: string; issuer: string } | undefined {
  const fields = readObject(properties.data);
  const content = readText(properties.content);
  if (fields === unknownValue || content === unknownValue) {
    return undefined;
  }
  const [, ...written] = /^\d+\s+(\w+)\s+"?([^"]*)/.exec(content ?? "") ?? [];
  const [tag, value] = [
    readText(fields.tag) ?? written[0],
    readText(fields.value) ?? written[1],
  ] as const;
  return typeof tag === "string" && typeof value === "string"
    ? { tag: tag.toLowerCase(), issuer: value.split(";")[0]?.trim().toLowerCase() ?? "" }
    : undefined;
}

/**
 * Reads where a record of a service leads clients.
 * @param record - Any record.
 * @returns The server and its port; undefined where it is no `SRV` record, or the plan does not say.
 */
export function serviceServer(record: ModelResource): string | undefined {
  const fields = readObject(record.properties.data);
  const [target, port] =
    fields === unknownValue ? [] : [readText(fields.target), readText(fields.port)];
  return recordType(record) === "SRV" && typeof target === "string" && typeof port === "string"
    ? `${canonicalHostname(target)} port ${port}`
    : undefined;
}

/**
 * Reads where an `HTTPS` record leads browsers beside what the addresses of its name say.
 * @param record - Any record.
 * @returns The name, the port and the addresses in words, "" for none; undefined where it is no such record, or the plan does not say.
 */
export function httpsLead(record: ModelResource): string | undefined {
  const fields = readObject(record.properties.data);
  const [target, value] =
    fields === unknownValue ? [] : [readText(fields.target), readText(fields.value) ?? ""];
  if (recordType(record) !== "HTTPS" || typeof target !== "string" || typeof value !== "string") {
    return undefined;
  }
  const said = ["port", "ipv4hint", "ipv6hint"].flatMap((name) => {
    const [, own] = new RegExp(`(?:^|\\s)${name}="?([^"\\s]+)`).exec(value) ?? [];
    return own === undefined ? [] : [name === "port" ? `port ${own}` : own];
  });
  return [...(target === "." ? [] : [canonicalHostname(target)]), ...said].join(", ");
}

/** A record that proves whose a name is, of which nobody sees where it leads. */
export interface HiddenProof {
  /** The record. */
  readonly record: DnsRecordNode;
  /** What hides it: its own proxy or flattening, or that of its zone. */
  readonly by: "itself" | "its zone";
}

/**
 * Says whether a CNAME record at the name of a service is answered with addresses in place of the name that it leads to.
 * Source: Cloudflare docs, dns/cname-flattening and dns/proxy-status (a proxied record is answered with addresses of Cloudflare's);
 * AWS Certificate Manager user guide, dns-validation (the record is looked up as a CNAME, for renewals too).
 * @param inventory - Where it is.
 * @param resource - A `DnsRecord` of the inventory.
 * @returns Undefined where it is none, or is seen.
 */
export function proofBehind(
  inventory: Inventory,
  resource: ModelResource,
): HiddenProof | undefined {
  const record = readDnsRecord(inventory, resource);
  if (record.type !== "CNAME" || !isServiceName(record.hostname ?? "")) {
    return undefined;
  }
  const settings = readObject(resource.properties.settings);
  const isFlat = settings !== unknownValue && readFlag(settings.flattenCname, "no") === "yes";
  const isOfZone = inventory
    .ofType("zoneDnsSettings")
    .filter((each) => zoneOf(each) === zoneOf(resource))
    .some(({ properties }) => readFlag(properties.flattenAllCnames, "no") === "yes");
  // What is asked for another type than addresses, no source says of a flattened name.
  const isKey = record.hostname?.includes(keysPart) === true;
  return record.proxied === "yes" || (isFlat && !isKey)
    ? { record, by: "itself" }
    : isOfZone && !isKey
      ? { record, by: "its zone" }
      : undefined;
}
