import { getOrCreate } from "../../../core/getOrCreate";
import { cnameStandsAlone } from "../../../constraints/dnsRecords";
import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import type { DnsRecordNode } from "../../../model/traffic/dnsRecords";
import { defineRule } from "../rule";
import { inWords } from "../subjects";

/** Names with a CNAME and another record beside it. */
export const cnameConflict = defineRule({
  id: "cname-conflict",
  severity: "high",
  sentence: "A name with a CNAME record has no other A, AAAA or CNAME record.",
  reason: `Cloudflare refuses a second record beside a CNAME (${apiErrors.recordConflicts.code}, ${apiErrors.cnameExists.code}), in the middle of an update whose other calls were already made.`,
  source:
    "RFC 1034, section 3.6.2; Cloudflare docs, dns/manage-dns-records/troubleshooting/records-with-same-name",
  hint: "Keep one of them; where the type changes, let the old record go first with deleteBeforeReplace",
  evaluate: ({ after }) => {
    const byName = new Map<string, DnsRecordNode[]>();
    for (const record of after.traffic.records) {
      if (record.hostname !== undefined && record.addresses === "yes") {
        getOrCreate(byName, record.hostname, () => []).push(record);
      }
    }
    return [...byName].flatMap(([hostname, records]) => {
      const alias = records.find(({ type }) => type === "CNAME");
      const others = records.filter((record) => record !== alias);
      return alias === undefined || cnameStandsAlone.holds(alias, { beside: others }) !== "no"
        ? []
        : [
            {
              subject: alias.resource.key,
              title: hostname,
              must: "have one CNAME record and nothing else, or none",
              actual: inWords(
                records.map(({ type, resource }) => `${String(type)} (${resource.name})`),
              ),
              parts: records.map(({ resource }) => `${hostname} ${resource.key}`),
            },
          ];
    });
  },
});
