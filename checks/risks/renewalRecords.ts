import { validationDomain } from "../../facts/aws/certificateManager";
import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue } from "../../core/known";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import { route53NameOf } from "../../model/network/route53Names";
import { placesOfRecord } from "../../model/network/route53Records";
import { acmCertificate, provesNames } from "../../model/tls/certificates";
import type { TrafficModel } from "../../model/traffic/path";
import { names, say } from "../words/words";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/**
 * Finds records of Route 53 by which certificates of AWS Certificate Manager that stay are renewed, and that go.
 * Source: AWS Certificate Manager user guide, dns-renewal-validation.
 */
export function renewalRecordRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  const going = changesOf(context, "route53Record", ["delete"]);
  if (going.length === 0) {
    return [];
  }
  const renewed = new Renewed(after);
  const stands = new Set(
    after.inventory.ofType("route53Record").flatMap((record) => provedBy(after, record) ?? []),
  );
  return going.flatMap((change): Risk[] => {
    const record = before.inventory.byKey(change.key);
    const name = record && provedBy(before, record);
    const own = name === undefined || stands.has(name) ? [] : renewed.by(name);
    return name === undefined || !isDeleted(change) || own.length === 0
      ? []
      : [
          {
            ...{ id: "other-record-lost", severity: "medium", subject: name, title: name },
            consequence: say`From this change on nothing proves ${name} to AWS Certificate Manager: ${names(own.map(title))} is not renewed, and once it has ended, in Full (strict) visitors whose requests it is shown for get Error ${edgeFailures.certificate.code}.`,
            cause: [causeOf(change)],
            hint: say`Keep the record as long as the certificate stands: each renewal looks for it again.`,
          },
        ];
  });
}

/** The name that a record proves; undefined for every other record. */
function provedBy({ inventory }: TrafficModel, record: ModelResource): string | undefined {
  const isProof = placesOfRecord(record).some(
    ({ address }) => address?.endsWith(`.${validationDomain}`) === true,
  );
  const [, ...labels] = (isProof ? route53NameOf(inventory, record) : undefined)?.split(".") ?? [];
  return labels.length === 0 ? undefined : labels.join(".");
}

/** The certificates that stand, by the names that prove them: a wildcard is proved by the name beneath it. */
class Renewed {
  #found: Map<string, ModelResource[]> | undefined;

  constructor(private readonly model: TrafficModel) {}

  /** Lists what is renewed by the proof of a name, sorted by key. */
  by(name: string): readonly ModelResource[] {
    this.#found ??= this.#read();
    return this.#found.get(name) ?? [];
  }

  #read(): Map<string, ModelResource[]> {
    const { inventory } = this.model;
    const found = new Map<string, ModelResource[]>();
    for (const resource of inventory.ofType("acmCertificate").filter(provesNames)) {
      const { hostnames } = acmCertificate(inventory, resource);
      const known = hostnames === unknownValue ? [] : hostnames;
      const bare = known.map((name) => String(name).replace(/^\*\./, ""));
      new Set(bare).forEach((name) => getOrCreate(found, name, () => []).push(resource));
    }
    return found;
  }
}
