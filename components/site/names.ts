import { addressTypes } from "../../facts/cloudflare/dnsRecordTypes";
import type { DnsRecordsArgs } from "../dns";
import { settleRecords } from "../dns/settle";
import type { SettledRecord } from "../dns/settled";
import { canonicalHostname } from "../internal/addresses";
import { ProblemList } from "../internal/checked";

/** The records of a zone, found by name as DNS finds them. */
export class DeclaredNames {
  readonly #zone: string | undefined;
  readonly #byName = new Map<string, SettledRecord[]>();
  /** Names that have records, and those above them, which a wildcard does not answer for. */
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
   * Finds the records that cannot stand beside a safety record: A, AAAA, CNAME, and NS, which gives the name away.
   * @param hostname - The name of a safety record; none are found where it is no name.
   */
  beneath(hostname: unknown): readonly SettledRecord[] {
    const name = typeof hostname === "string" ? canonicalHostname(hostname) : undefined;
    return (this.#byName.get(name ?? "") ?? []).filter(
      ({ type }) => addressTypes.includes(type) || (type === "NS" && name !== this.#zone),
    );
  }

  /**
   * Finds the records that say where a name leads, its own or those of the wildcard that answers for it.
   * @param name - A canonical name.
   * @returns Records of the types A, AAAA and CNAME.
   */
  leading(name: string): readonly SettledRecord[] {
    const wildcard = this.#existing.has(name)
      ? undefined
      : parents(name).find((parent) => this.#existing.has(parent));
    const found = this.#byName.get(wildcard === undefined ? name : `*.${wildcard}`) ?? [];
    return found.filter(({ type }) => addressTypes.includes(type));
  }
}

/** The names above a name, the nearest first. */
function parents(name: string): readonly string[] {
  const labels = name.split(".");
  return labels.slice(1).map((_, index) => labels.slice(index + 1).join("."));
}
