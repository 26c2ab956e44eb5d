import { isAddressType } from "../../constraints/dnsRecords";
import { parentHostnames } from "../../core/hostnames";
import { RecordsByName } from "../dns/recordsByName";
import type { ResolvedRecord } from "../dns/resolve";
import { isDelegation } from "../internal/zoneNames";

/** The records of a zone, found by name as DNS finds them. */
export class DeclaredNames {
  readonly #zone: string;
  readonly #records: RecordsByName;

  /**
   * Takes in records.
   * @param zone - The zone's canonical name.
   * @param records - Its records that are declared together.
   */
  constructor(zone: string, records: readonly ResolvedRecord[]) {
    this.#zone = zone;
    this.#records = new RecordsByName(records);
  }

  /**
   * Finds the records that cannot stand beside a safety record: A, AAAA and CNAME.
   * @param name - A canonical name.
   */
  addressesAt(name: string): readonly ResolvedRecord[] {
    return this.#records.at(name).filter(({ type }) => isAddressType(type));
  }

  /**
   * Finds the record that gives a hostname to other name servers: an NS record at it or above it, but for the zone's own.
   * @param name - A canonical name.
   */
  delegating(name: string): ResolvedRecord | undefined {
    return [name, ...parentHostnames(name)]
      .flatMap((each) => this.#records.at(each))
      .find((record) => isDelegation(record, this.#zone));
  }

  /**
   * Finds the record that keeps a wildcard from answering for a name: it stands at the name itself, and says of no address. Of
   * a name that is there only because something stands beneath it nothing is said; see `RecordsByName.leading`.
   * @param name - A canonical name.
   * @returns That record and one of the wildcard's; undefined where the name has an address, or no wildcard would give it one.
   */
  silenced(
    name: string,
  ): { readonly by: ResolvedRecord; readonly wildcard: ResolvedRecord } | undefined {
    const own = this.#records.at(name);
    const [by] = own;
    const [wildcard] = this.#records.wildcardOver(name);
    const hasAddress = own.some(({ type }) => isAddressType(type) || type === "NS");
    return by === undefined || wildcard === undefined || hasAddress ? undefined : { by, wildcard };
  }

  /**
   * Finds the records that say where a name leads; see `RecordsByName.leading`.
   * @param name - A canonical name.
   * @returns Records of the types A, AAAA and CNAME.
   */
  leading(name: string): readonly ResolvedRecord[] {
    return this.#records.leading(name);
  }
}
