import type { DnsRecordFields } from "../../constraints/dnsRecords";
import type { Known } from "../../core/known";
import { dnsTtl } from "../../facts/cloudflare/dnsRecordTypes";
import { readFlag, readList, readNumber, readText } from "../graph/reading";
import { unknownValue, type ModelResource, type ModelValue } from "../graph/resources";

/**
 * Reads what the API looks at in a single record.
 * @param resource - A `DnsRecord` (or a `Record`, its older name).
 * @returns The values, as far as they are known.
 */
export function dnsRecordFields({ properties }: ModelResource): DnsRecordFields {
  const type = readText(properties.type) ?? "";
  return {
    type: type === unknownValue ? type : type.toUpperCase(),
    proxied: knownFlag(properties.proxied),
    ttl: readNumber(properties.ttl) ?? dnsTtl.automatic,
    comment: readText(properties.comment) ?? "",
    tags: readList(properties.tags),
  };
}

/** A switch that is off where nothing is said. */
function knownFlag(value: ModelValue | undefined): Known<boolean> {
  const flag = readFlag(value, "no");
  return flag === "unknown" ? unknownValue : flag === "yes";
}
