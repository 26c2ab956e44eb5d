import { getOrCreate } from "../../core/getOrCreate";
import { isAddressType } from "../../constraints/dnsRecords";
import { parentHostnames } from "../../core/hostnames";
import type { ResolvedRecord } from "./resolve";

/** The records of a zone, found by name as DNS finds them. */
export class RecordsByName {
  readonly #byName = new Map<string, ResolvedRecord[]>();
  /** Names that have records, and those above them, of which it depends on the zone's name servers whether a wildcard answers for them. */
  readonly #existing = new Set<string>();

  /**
   * Takes in records.
   * @param records - The records.
   */
  constructor(records: readonly ResolvedRecord[]) {
    for (const record of records) {
      getOrCreate(this.#byName, record.name, () => []).push(record);
      [record.name, ...parentHostnames(record.name)].forEach((name) => this.#existing.add(name));
    }
  }

  /**
   * Finds what stands at a name itself.
   * @param name - A canonical name.
   * @returns The records, of any type.
   */
  at(name: string): readonly ResolvedRecord[] {
    return this.#byName.get(name) ?? [];
  }

  /**
   * Finds the records that say where a name leads, its own or those of the wildcard beside its nearest existing parent: on all name
   * servers of Cloudflare. A name is taken to exist also where something stands only beneath it: Cloudflare's advanced name
   * servers follow RFC 4592 and end the wildcard there, its standard ones do not, so that nothing is said of it. Source:
   * Cloudflare docs, dns/foundation-dns/setup (Differences from standard nameservers).
   * @param name - A canonical name.
   * @returns Records of the types A, AAAA and CNAME.
   */
  leading(name: string): readonly ResolvedRecord[] {
    return this.#existing.has(name) ? addresses(this.at(name)) : this.wildcardOver(name);
  }

  /**
   * Finds the wildcard beside the nearest existing name above a name, whether or not something stands at the name.
   * @param name - A canonical name.
   * @returns Its records of the types A, AAAA and CNAME.
   */
  wildcardOver(name: string): readonly ResolvedRecord[] {
    const encloser = parentHostnames(name).find((parent) => this.#existing.has(parent));
    return addresses(this.at(`*.${encloser}`));
  }
}

function addresses(records: readonly ResolvedRecord[]): readonly ResolvedRecord[] {
  return records.filter(({ type }) => isAddressType(type));
}
