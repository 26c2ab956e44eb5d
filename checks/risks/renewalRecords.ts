import { validationDomain } from "../../facts/aws/certificateManager";
import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import { unknownValue } from "../../core/known";
import { compare } from "../../core/order";
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
  const stands = new Set(
    after.inventory.ofType("route53Record").flatMap((record) => provedBy(after, record) ?? []),
  );
  return changesOf(context, "route53Record", ["delete"]).flatMap((change): Risk[] => {
    const record = before.inventory.byKey(change.key);
    const name = record && provedBy(before, record);
    const renewed = name === undefined || stands.has(name) ? [] : provedFor(after, name);
    return name === undefined || !isDeleted(change) || renewed.length === 0
      ? []
      : [
          {
            ...{ id: "other-record-lost", severity: "medium", subject: name, title: name },
            consequence: say`From this change on nothing proves ${name} to AWS Certificate Manager: ${names(renewed.map(title))} is not renewed, and once it has ended, in Full (strict) visitors whose requests it is shown for get Error ${edgeFailures.certificate.code}.`,
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

/** The certificates that stand and are renewed by the proof of a name; a wildcard is proved by the name beneath it. */
function provedFor({ inventory }: TrafficModel, name: string): ModelResource[] {
  return inventory
    .ofType("acmCertificate")
    .filter(provesNames)
    .filter((resource) => {
      const { hostnames } = acmCertificate(inventory, resource);
      return (
        hostnames !== unknownValue &&
        hostnames.some((each) => each === name || each === `*.${name}`)
      );
    })
    .sort((left, right) => compare(left.key, right.key));
}
