import { unknownValue } from "../../core/known";
import { unknownLink } from "../../model/graph/links";
import { readUrn } from "../../model/graph/urns";
import type { DnsRecordNode } from "../../model/traffic/dnsRecords";
import type { HostnamePath } from "../../model/traffic/hostnamePath";
import { recordPlace } from "../../model/traffic/originMachines";

/**
 * Lists where the records of a hostname lead.
 * @returns Contents of its records, each once, sorted.
 */
export function placesOf({ records }: HostnamePath): string[] {
  const places = records.map((record) =>
    record.content === unknownValue ? latePlace(record) : (record.content ?? "nothing"),
  );
  return [...new Set(places)].sort();
}

/** What a place comes from that is only known after the update. */
function latePlace(record: DnsRecordNode): string {
  const from = recordPlace(record).addressFrom.filter((key) => key !== unknownLink);
  const sources = from.map((key) => readUrn(key)?.name ?? key);
  return sources.length === 0
    ? "an address that is known after apply"
    : `an address of ${sources.join(" or ")}, known after apply`;
}
