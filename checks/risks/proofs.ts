import { validationDomain } from "../../facts/aws/certificateManager";
import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import type { PlanChange } from "../../model/plan/plan";
import type { ModelResource } from "../../model/graph/resources";
import { zoneOf } from "../../model/graph/links";
import type { DnsRecordNode } from "../../model/traffic/dnsRecords";
import { keysPart, proofBehind, type HiddenProof } from "../../model/traffic/serviceRecords";
import { names, say, titleOf } from "../words/words";
import { Renewed, unrenewed, type Unrenewed } from "./renewedCertificates";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** What happens to mail without the key that its signatures are checked by. */
export const withoutKey =
  "receivers no longer believe the signatures that are made with its key, and refuse such mail or take it for spam";

/**
 * Says what happens without a CNAME record at the name of a service: the label of the service stands before the name that is proved.
 * @param context - The plan.
 * @param record - The record.
 * @returns Undefined where a certificate was renewed by it, and goes too.
 */
export function unproved(
  { before, after }: RiskContext,
  { hostname = "", content }: DnsRecordNode,
): Unrenewed | undefined {
  if (hostname.includes(keysPart)) {
    return { severity: "medium", consequence: [withoutKey] };
  }
  if (typeof content !== "string" || !content.endsWith(`.${validationDomain}`)) {
    const consequence = say`what looks for it finds nothing, and what it proves is proved no more`;
    return { severity: "medium", consequence };
  }
  const [, ...labels] = hostname.split(".");
  const name = labels.join(".");
  const [was, is] = [before, after].map((model) => Renewed.of(model).by(name)) as [
    readonly ModelResource[],
    readonly ModelResource[],
  ];
  if (is.length > 0) {
    const { severity, consequence } = unrenewed(after, is);
    return { severity, consequence: say`what it proves is proved no more: ${consequence}` };
  }
  return was.length > 0
    ? undefined
    : {
        severity: "medium",
        consequence: say`what it proves is proved no more, and a certificate for ${name} that is renewed by it is not renewed: once that has ended, visitors get Error ${edgeFailures.certificate.code} in Full (strict)`,
      };
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
    return found?.by === "itself" ? hiddenRisk(context, [found], change) : [];
  });
  const ofZones = settings.flatMap((change): Risk[] => {
    const zone = change.after && zoneOf(change.after);
    const found = context.after.inventory
      .ofType("dnsRecord")
      .filter((record) => zoneOf(record) === zone)
      .flatMap(({ key }) => comesHidden(context, key) ?? [])
      .filter(({ by }) => by === "its zone");
    return hiddenRisk(context, found, change);
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

function hiddenRisk(
  context: RiskContext,
  found: readonly HiddenProof[],
  change: PlanChange,
): Risk[] {
  const hostnames = found.map(({ record: { hostname = "" } }) => hostname).sort();
  const without = found.flatMap(({ record }) => unproved(context, record) ?? []);
  const worst = without.find(({ severity }) => severity === "high") ?? without[0];
  return worst === undefined
    ? []
    : [
        {
          ...{ id: "other-record-lost", severity: worst.severity },
          ...{ subject: hostnames[0] ?? "", title: titleOf(hostnames), about: hostnames },
          consequence: say`From this change on Cloudflare answers for ${names(hostnames)} with addresses, and not with the name that the CNAME record has: ${worst.consequence}.`,
          cause: [causeOf(change)],
          hint: say`Leave records that prove something DNS only, and do not flatten them.`,
        },
      ];
}
