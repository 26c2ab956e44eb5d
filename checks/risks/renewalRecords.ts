import { validationDomain } from "../../facts/aws/certificateManager";
import type { ModelResource } from "../../model/graph/resources";
import { route53NameOf } from "../../model/network/route53Names";
import { placesOfRecord } from "../../model/network/route53Records";
import type { TrafficModel } from "../../model/traffic/path";
import { say } from "../words/words";
import { Renewed, unrenewed, type Unrenewed } from "./renewedCertificates";
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
  const renewed = Renewed.of(after);
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
            ...{ id: "other-record-lost", subject: name, title: name },
            ...proofless(name, unrenewed(after, own)),
            cause: [causeOf(change)],
            hint: say`Keep the record as long as the certificate stands: each renewal looks for it again.`,
          },
        ];
  });
}

function proofless(
  name: string,
  { severity, consequence }: Unrenewed,
): Pick<Risk, "severity" | "consequence"> {
  return {
    severity,
    consequence: say`From this change on nothing proves ${name} to AWS Certificate Manager: ${consequence}.`,
  };
}

/** The name that a record proves; undefined for every other record. */
function provedBy({ inventory }: TrafficModel, record: ModelResource): string | undefined {
  const isProof = placesOfRecord(record).some(
    ({ address }) => address?.endsWith(`.${validationDomain}`) === true,
  );
  const [, ...labels] = (isProof ? route53NameOf(inventory, record) : undefined)?.split(".") ?? [];
  return labels.length === 0 ? undefined : labels.join(".");
}
