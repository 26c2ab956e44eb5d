import { compare } from "../../../core/order";
import { dnsRecordSize } from "../../../facts/cloudflare/dnsRecordTypes";
import { ownEntry } from "../../../core/ownEntry";
import { recordContent } from "../cloudflare/recordContent";
import { isAbsent, number, object, text, texts, type Properties } from "../values";

/** What a zone file says of its zone. */
export interface ZoneFileHead {
  /** Domain name of the zone. */
  readonly name: string;
  /** Its name servers. */
  readonly nameServers: readonly string[];
  /** Serial number of its SOA record. */
  readonly serial: number;
  /** When it was written. */
  readonly exported: Date;
}

/** Seconds for which name servers of a zone are kept, as Cloudflare's exports say it. */
const nameServerTtl = 86_400;

/**
 * Writes a zone's records as a BIND zone file: one section a type, comments and tags behind the records.
 *
 * Sources: Cloudflare docs, dns/manage-dns-records/how-to/import-and-export (comments, `cf_tags`, `cf-proxied`, `cf-flatten-cname`); exports
 * of real zones in public repositories (head, SOA, sections by the alphabet with the zone's own NS first, tabs, TTL 1 for automatic). Not
 * found out: in which order the records of a type come; here it is by name. Cloudflare's notes on the use of such files are left out.
 * @param head - What the file says of the zone.
 * @param records - The zone's records, as the API gives them.
 * @returns The text of the file.
 */
export function zoneFile(head: ZoneFileHead, records: readonly Properties[]): string {
  const { name, nameServers, serial, exported } = head;
  const when = exported.toISOString().slice(0, 19).replace("T", " ");
  const [first = ""] = nameServers;
  const soa = `${dotted(first)} ${dotted("dns.cloudflare.com")} ${serial} 10000 2400 604800 3600`;
  const own = nameServers.map((server) => line(name, nameServerTtl, "NS", dotted(server)));
  const types = new Set(["NS", ...records.map(({ type }) => text(type)).sort(compare)]);
  return [
    `;;\n;; Domain:     ${dotted(name)}\n;; Exported:   ${when}\n;;`,
    `;; SOA Record\n${line(name, 3600, "SOA", soa)}\n`,
    ...[...types].map((type) => {
      const lines = records.filter((record) => record.type === type).map(recordLine);
      const all = [...(type === "NS" ? own : []), ...lines.sort(compare)];
      return `;; ${type} Records\n${all.join("\n")}\n`;
    }),
  ].join("\n");
}

function line(name: string, ttl: number, type: string, data: string): string {
  return [dotted(name), `${ttl}`, "IN", type, data].join("\t");
}

function recordLine(record: Properties): string {
  const { name, type, ttl, comment } = record;
  const tags = tagsOf(record);
  const notes = [
    ...(isAbsent(comment) ? [] : [text(comment).replace(/\s+/g, " ")]),
    ...(tags.length === 0 ? [] : [`cf_tags=${tags.join(",")}`]),
  ].filter((note) => note !== "");
  const own = line(text(name), number(ttl) ?? 1, text(type), dataOf(record));
  return notes.length === 0 ? own : `${own} ; ${notes.join(" ")}`;
}

/** A record that is flattened has no proxy status in the documentation's example, so it has none here. */
function tagsOf({ tags, proxiable, proxied, settings }: Properties): string[] {
  const isFlat = object(settings).flatten_cname === true;
  return [
    ...texts(tags).map(quotedTag),
    ...(isFlat ? ["cf-flatten-cname"] : []),
    ...(proxiable === true && !isFlat ? [`cf-proxied:${proxied === true}`] : []),
  ];
}

/** The value of a tag stands in quotes where it has a comma or a quotation mark. */
function quotedTag(tag: string): string {
  const [, name = tag, value = ""] = /^([^:]*):(.*)$/s.exec(tag) ?? [];
  return /[",]/.test(value) ? `${name}:"${value.replaceAll('"', '\\"')}"` : tag;
}

/** Types whose value is a hostname, and fields that are one. */
const hostTypes: ReadonlySet<string> = new Set(["CNAME", "MX", "NS", "PTR"]);
const hostFields = ["target", "replacement"];

/** Priorities that the API keeps apart from the value. */
const prioritized: ReadonlySet<string> = new Set(["MX", "SRV", "URI"]);

function dataOf({ type, content, data, priority }: Properties): string {
  const kind = text(type);
  const fields = object(data);
  const value =
    recordContent(kind, kind === "URI" ? fields : withDottedHosts(fields)) ?? text(content);
  const whole = hostTypes.has(kind) ? dotted(value) : kind === "TXT" ? inStrings(value) : value;
  const first = number(priority) ?? number(fields.priority);
  return prioritized.has(kind) && first !== undefined ? `${first} ${whole}` : whole;
}

function withDottedHosts(fields: Properties): Properties {
  const hosts = hostFields.filter((name) => typeof ownEntry(fields, name) === "string");
  return {
    ...fields,
    ...Object.fromEntries(hosts.map((name) => [name, dotted(text(ownEntry(fields, name)))])),
  };
}

function dotted(hostname: string): string {
  return hostname.endsWith(".") ? hostname : `${hostname}.`;
}

/** What is no text in quotes as it stands gets them; one string that is longer than one may be is cut into several. */
function inStrings(value: string): string {
  if (/^(?:"(?:[^"\\]|\\.)*"\s+)+"(?:[^"\\]|\\.)*"$/s.test(value)) {
    return value;
  }
  const inner = value.replace(/^"|"$/g, "").replace(/(?<!\\)"/g, '\\"');
  const part = new RegExp(`(?:[^\\\\]|\\\\.){1,${dnsRecordSize.txtStringBytes}}`, "gs");
  return (inner.match(part) ?? [""]).map((one) => `"${one}"`).join(" ");
}
