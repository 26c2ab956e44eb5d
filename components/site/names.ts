import { isAddressType } from "../../constraints/dnsRecords";
import type { DnsRecordsArgs } from "../dns";
import { parentHostnames } from "../../core/hostnames";
import { RecordsByName } from "../dns/recordsByName";
import type { ResolvedRecord } from "../dns/resolve";
import { checkRecords } from "../dns/validate";
import { canonicalHostname } from "../internal/addresses";
import { ProblemList } from "../internal/checked";
import { isDelegation } from "../internal/zoneNames";

/** The records of a zone, found by name as DNS finds them. */
export class DeclaredNames {
  readonly #zone: string | undefined;
  readonly #records: RecordsByName;

  /**
   * Takes in records; what is wrong with them is for their own component to say.
   * @param args - The records; undefined for none.
   */
  constructor(args: DnsRecordsArgs | undefined) {
    this.#zone = typeof args?.zoneName === "string" ? canonicalHostname(args.zoneName) : undefined;
    this.#records = new RecordsByName(args ? declared(args, this.#zone ?? "") : []);
  }

  /**
   * Finds the records that cannot stand beside a safety record: A, AAAA and CNAME.
   * @param hostname - The name of a safety record; none are found where it is no name.
   */
  beneath(hostname: unknown): readonly ResolvedRecord[] {
    return this.#records.at(canonical(hostname)).filter(({ type }) => isAddressType(type));
  }

  /**
   * Finds the record that gives a hostname to other name servers: an NS record at it or above it, but for the zone's own.
   * @param hostname - The name of a site; nothing is found where it is no name.
   */
  delegating(hostname: unknown): ResolvedRecord | undefined {
    const name = canonical(hostname);
    return [name, ...parentHostnames(name)]
      .flatMap((each) => this.#records.at(each))
      .find((record) => isDelegation(record, this.#zone ?? ""));
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

function canonical(hostname: unknown): string {
  return typeof hostname === "string" ? (canonicalHostname(hostname) ?? "") : "";
}

function declared(args: DnsRecordsArgs, zone: string): readonly ResolvedRecord[] {
  const { zoneId, plan, retiredAddresses } = args;
  const context = { zone: { id: zoneId, name: zone }, zoneId, plan, retiredAddresses };
  return checkRecords(new ProblemList(), args.records, context).records;
}
