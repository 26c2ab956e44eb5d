import { addressTypes } from "../../facts/cloudflare/dnsRecordTypes";
import type { DnsRecordsArgs } from "../dns";
import { settleRecords } from "../dns/settle";
import type { SettledRecord } from "../dns/settled";
import { canonicalHostname } from "../internal/addresses";
import { ProblemList } from "../internal/checked";
import { isDelegation } from "../internal/zoneNames";

/** The records of a zone, found by name as DNS finds them. */
export class DeclaredNames {
  readonly #zone: string | undefined;
  readonly #byName = new Map<string, SettledRecord[]>();
  /** Names that have records, and those above them, of which it depends on the zone's name servers whether a wildcard answers for them. */
  readonly #existing = new Set<string>();

  /**
   * Takes in records; what is wrong with them is for their own component to say.
   * @param args - The records; undefined for none.
   */
  constructor(args: DnsRecordsArgs | undefined) {
    this.#zone = typeof args?.zoneName === "string" ? canonicalHostname(args.zoneName) : undefined;
    for (const record of args ? settleRecords(new ProblemList(), args).records : []) {
      this.#byName.set(record.name, [...(this.#byName.get(record.name) ?? []), record]);
      [record.name, ...parents(record.name)].forEach((name) => this.#existing.add(name));
    }
  }

  /**
   * Finds the records that cannot stand beside a safety record: A, AAAA and CNAME.
   * @param hostname - The name of a safety record; none are found where it is no name.
   */
  beneath(hostname: unknown): readonly SettledRecord[] {
    return this.#at(canonical(hostname)).filter(({ type }) => addressTypes.includes(type));
  }

  /**
   * Finds the record that gives a hostname to other name servers: an NS record at it or above it, but for the zone's own.
   * @param hostname - The name of a site; nothing is found where it is no name.
   */
  delegating(hostname: unknown): SettledRecord | undefined {
    const name = canonical(hostname);
    return [name, ...parents(name)]
      .flatMap((each) => this.#at(each))
      .find((record) => isDelegation(record, this.#zone ?? ""));
  }

  /**
   * Finds the record that keeps a wildcard from answering for a name: it stands at the name itself, and says of no address. Of
   * a name that is there only because something stands beneath it nothing is said: Cloudflare's advanced name servers follow
   * RFC 4592 and end the wildcard there, its standard ones do not. Source: Cloudflare docs, dns/foundation-dns/setup
   * (Differences from standard nameservers).
   * @param name - A canonical name.
   * @returns That record and one of the wildcard's; undefined where the name has an address, or no wildcard would give it one.
   */
  silenced(
    name: string,
  ): { readonly by: SettledRecord; readonly wildcard: SettledRecord } | undefined {
    const own = this.#at(name);
    const [by] = own;
    const above = parents(name).find((parent) => this.#existing.has(parent));
    const wildcard = this.#at(`*.${above}`).find(({ type }) => addressTypes.includes(type));
    const hasAddress = own.some(({ type }) => addressTypes.includes(type) || type === "NS");
    return by === undefined || wildcard === undefined || hasAddress ? undefined : { by, wildcard };
  }

  /**
   * Finds the records that say where a name leads, its own or those of the wildcard that answers for it on all name servers of
   * Cloudflare; see `silenced`.
   * @param name - A canonical name.
   * @returns Records of the types A, AAAA and CNAME.
   */
  leading(name: string): readonly SettledRecord[] {
    const wildcard = this.#existing.has(name)
      ? undefined
      : parents(name).find((parent) => this.#existing.has(parent));
    const found = this.#at(wildcard === undefined ? name : `*.${wildcard}`);
    return found.filter(({ type }) => addressTypes.includes(type));
  }

  #at(name: string): readonly SettledRecord[] {
    return this.#byName.get(name) ?? [];
  }
}

function canonical(hostname: unknown): string {
  return typeof hostname === "string" ? (canonicalHostname(hostname) ?? "") : "";
}

/** The names above a name, the nearest first. */
function parents(name: string): readonly string[] {
  const labels = name.split(".");
  return labels.slice(1).map((_, index) => labels.slice(index + 1).join("."));
}
