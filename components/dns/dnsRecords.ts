import * as pulumi from "@pulumi/pulumi";
import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import { childName } from "../internal/names";
import { resolvedArgs } from "../internal/validation";
import { declareNames, otherOwnerProblems } from "../internal/nameOwners";
import type { DnsRecordsArgs } from "./args";
import { recordInputs } from "./inputs";
import type { ResolvedRecord } from "./resolve";
import { validateDnsRecords } from "./validate";

const type = "steady-edge:index:DnsRecords";

/** The resources that a `DnsRecords` makes. */
export interface DnsRecordsChildren {
  /** The records by their keys. */
  readonly records: Readonly<Record<string, DnsRecord>>;
}

/**
 * The DNS records of one zone, from a map whose keys name them.
 *
 * Creates: a `DnsRecord` per entry of `records`, named `<name>-record-<key>`.
 *
 * Names are made whole and written in Punycode, text is quoted and split, addresses and targets are written as the
 * API keeps them, so that the second `up` and a refresh change nothing. Before anything is registered, one error
 * lists all that the API would refuse half-way through: conflicts with a CNAME, twins, values that cannot be, TTLs,
 * comments and numbers beyond the plan, and addresses that no longer are yours; also what other components of the program have
 * declared at or above the names.
 *
 * A record whose type changes is deleted before the new one is made, because the API lets no CNAME stand beside an
 * address. The name is without an answer for that moment. What moves between keys needs care, because removed records
 * are deleted last:
 *
 * - A key that is only renamed carries `formerKey`.
 * - A name that goes from several addresses to one CNAME goes in two steps: first leave out all but one of the
 *   addresses and run `up`, then turn that one into the CNAME and run `up` again. The other way round likewise:
 *   first the one address in the CNAME's place, then the others.
 * - Two CNAMEs that swap names swap their contents instead.
 *
 * ```typescript
 * import { CaaTag, DnsRecords, DnsRecordType } from "steady-edge";
 *
 * const records = new DnsRecords("example", {
 *   zoneId: "0123456789abcdef0123456789abcdef",
 *   zoneName: "example.com",
 *   records: {
 *     www: { type: DnsRecordType.A, name: "www", content: "203.0.113.10", proxied: true },
 *     shop: { type: DnsRecordType.CNAME, name: "shop", content: "www.example.com", proxied: true },
 *     mail: { type: DnsRecordType.MX, name: "@", content: "mail.example.net", priority: 10 },
 *     spf: { type: DnsRecordType.TXT, name: "@", content: "v=spf1 include:example.net -all" },
 *     caa: { type: DnsRecordType.CAA, name: "@", caa: { tag: CaaTag.Issue, value: "letsencrypt.org" } },
 *   },
 *   retiredAddresses: ["198.51.100.7"],
 * });
 *
 * export const hostnames = records.hostnames;
 * ```
 */
export class DnsRecords extends pulumi.ComponentResource {
  /** The id of each record by its key. */
  public readonly recordIds: pulumi.Output<Record<string, string>>;
  /** The full name of each record by its key, in Punycode. */
  public readonly hostnames: pulumi.Output<Record<string, string>>;

  /**
   * Declares the records.
   * @param name - Logical name; the records are named after it.
   * @param args - Zone and records.
   * @param opts - Options of the component.
   * @throws One error that lists every problem, before anything is registered.
   */
  constructor(name: string, args: DnsRecordsArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `DnsRecords "${name}"`;
    const { zoneId, zone, records } = resolvedArgs(
      subject,
      args,
      opts,
      validateDnsRecords,
      (resolved) => otherOwnerProblems(resolved.zone, resolved.records),
    );
    declareNames(subject, zone, records);
    super(type, name, {}, opts);

    const made = records.map(
      (record) => [record.key, makeRecord(name, zoneId, record, this)] as const,
    );
    const children: DnsRecordsChildren = { records: Object.fromEntries(made) };
    Object.assign(this, children);

    this.recordIds = pulumi.output(Object.fromEntries(made.map(([key, { id }]) => [key, id])));
    this.hostnames = pulumi.output(
      Object.fromEntries(records.map((record) => [record.key, record.name])),
    );
    this.registerOutputs({ recordIds: this.recordIds, hostnames: this.hostnames });
  }
}

/** The fields that hold the children. */
export interface DnsRecords extends DnsRecordsChildren {}

function makeRecord(
  name: string,
  zoneId: pulumi.Input<string>,
  record: ResolvedRecord,
  parent: pulumi.Resource,
): DnsRecord {
  const { key, formerKey } = record;
  return new DnsRecord(childName(name, "record", key), recordInputs(zoneId, record), {
    parent,
    // Only `type` and `zoneId` replace a record, and the API refuses a CNAME beside the address that it follows (81053).
    deleteBeforeReplace: true,
    ...(formerKey === undefined
      ? {}
      : { aliases: [{ name: childName(name, "record", formerKey) }] }),
  });
}
