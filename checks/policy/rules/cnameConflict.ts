import { getOrCreate } from "../../../core/getOrCreate";
import { addressTypes } from "../../../facts/cloudflare/dnsRecordTypes";
import type { DnsRecordNode } from "../../../model/traffic/dnsRecords";
import { defineRule } from "../rule";
import { inWords } from "../subjects";

const conflicting: readonly string[] = addressTypes;

/** Names with a CNAME and another record beside it. */
export const cnameConflict = defineRule({
  id: "cname-conflict",
  severity: "high",
  sentence: "A name with a CNAME record has no other A, AAAA or CNAME record.",
  reason:
    "Cloudflare refuses the second one (81053), in the middle of an update whose other calls were already made.",
  source: "RFC 1034, section 3.6.2; Cloudflare API, code 81053",
  wayOut:
    "Keep one of them; where the type changes, let the old record go first with deleteBeforeReplace",
  evaluate: ({ after }) => {
    const byName = new Map<string, DnsRecordNode[]>();
    for (const record of after.traffic.records) {
      if (record.hostname !== undefined && conflicting.includes(String(record.type))) {
        getOrCreate(byName, record.hostname, () => []).push(record);
      }
    }
    return [...byName].flatMap(([hostname, records]) => {
      const alias = records.find(({ type }) => type === "CNAME");
      return alias === undefined || records.length === 1
        ? []
        : [
            {
              subject: alias.resource.key,
              title: hostname,
              must: "have one CNAME record and nothing else, or none",
              got: inWords(
                records.map(({ type, resource }) => `${String(type)} (${resource.name})`),
              ),
            },
          ];
    });
  },
});
