import { validationDomain } from "../../facts/aws/certificateManager";
import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import type { PlanChange } from "../../model/plan/plan";
import type { ModelResource } from "../../model/graph/resources";
import { zoneOf } from "../../model/graph/links";
import type { DnsRecordNode } from "../../model/traffic/dnsRecords";
import { keysPart, proofBehind, type HiddenProof } from "../../model/traffic/serviceRecords";
import { names, say, titleOf, type Phrase } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** What happens to mail without the key that its signatures are checked by. */
export const withoutKey =
  "receivers no longer believe the signatures that are made with its key, and refuse such mail or take it for spam";

/**
 * Says what happens without a CNAME record at the name of a service: the label of the service stands before the name that is proved.
 * @param record - The record.
 */
export function proves({ hostname = "", content }: DnsRecordNode): Phrase {
  const [, ...labels] = hostname.split(".");
  if (hostname.includes(keysPart)) {
    return [withoutKey];
  }
  if (typeof content !== "string" || !content.endsWith(`.${validationDomain}`)) {
    return say`what looks for it finds nothing, and what it proves is proved no more`;
  }
  return say`what it proves is proved no more, and a certificate for ${labels.join(".")} that is renewed by it is not renewed: once that has ended, visitors get Error ${edgeFailures.certificate.code} in Full (strict)`;
}

/**
 * Finds CNAME records that prove whose a name is, and that come to be answered with addresses, so that nobody sees where they lead.
 * Source: that of `proofBehind`.
 */
export function hiddenProofRisks(context: RiskContext): Risk[] {
  const settings = changesOf(context, "zoneDnsSettings", ["create", "update", "replace"]);
  const records = changesOf(context, "dnsRecord", ["create", "update", "replace"]);
  const own = records.flatMap((change): Risk[] => {
    const found = comesHidden(context, change.after?.key);
    return found?.by === "itself" ? [hiddenRisk([found], change)] : [];
  });
  const ofZones = settings.flatMap((change): Risk[] => {
    const zone = change.after && zoneOf(change.after);
    const found = context.after.inventory
      .ofType("dnsRecord")
      .filter((record) => zoneOf(record) === zone)
      .flatMap(({ key }) => comesHidden(context, key) ?? [])
      .filter(({ by }) => by === "its zone");
    return found.length === 0 ? [] : [hiddenRisk(found, change)];
  });
  return [...own, ...ofZones];
}

/** A record that is hidden, and was not before. */
function comesHidden(
  { before, after, formerly }: RiskContext,
  key: string | undefined,
): HiddenProof | undefined {
  const of = ({ inventory }: typeof after, resource: ModelResource | undefined) =>
    resource && proofBehind(inventory, resource);
  const now = key === undefined ? undefined : of(after, after.inventory.byKey(key));
  const former = key === undefined ? undefined : before.inventory.byKey(formerly.get(key) ?? key);
  return of(before, former) === undefined ? now : undefined;
}

function hiddenRisk(found: readonly HiddenProof[], change: PlanChange): Risk {
  const hostnames = found.map(({ record: { hostname = "" } }) => hostname).sort();
  const [first] = found;
  const without = first === undefined ? [] : proves(first.record);
  return {
    ...{ id: "other-record-lost", severity: "medium" },
    ...{ subject: hostnames[0] ?? "", title: titleOf(hostnames), about: hostnames },
    consequence: [
      ...say`From this change on Cloudflare answers for ${names(hostnames)} with addresses, and not with the name that the CNAME record has: `,
      ...without,
      ".",
    ],
    cause: [causeOf(change)],
    hint: say`Leave records that prove something DNS only, and do not flatten them.`,
  };
}
