import { leastUploadMegabytes, limitSettings } from "../../facts/cloudflare/zoneSettings";
import { originConnectionLimits } from "../../facts/cloudflare/timeouts";
import { unknownValue } from "../../core/known";
import { unknownLink, zoneOf } from "../../model/graph/links";
import { EdgeZones } from "../../model/rules/edgeZones";
import { isSigned, zoneLimit, type ZoneLimit } from "../../model/rules/zoneProducts";
import type { PlanChange } from "../../model/plan/plan";
import { zoneTls } from "../../model/tls/zoneTls";
import { names, say, titleOf, type Phrase } from "../words/words";
import { isNewZone } from "./newZones";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/** Finds products of a whole zone that come to take its hostnames away, or to hold their requests to less. */
export function zoneProductRisks(context: RiskContext): Risk[] {
  return [...unsignedRisks(context), ...limitRisks(context), ...authorityRisks(context)];
}

type Words = Pick<Risk, "id" | "severity" | "consequence" | "hint">;

/**
 * Makes a risk of a change that holds for a zone.
 * @param words - What is said of its hostnames; of the zone where none is known.
 */
export function zoneRisk(
  context: RiskContext,
  change: PlanChange,
  words: (hostnames: Phrase, zone: string) => Words,
): Risk[] {
  const zone = zoneOfChange(change);
  const zones = EdgeZones.of(change.after === undefined ? context.before : context.after);
  const met = zones.reachedIn(zone);
  const title = zones.title(zone);
  return [
    {
      ...words(met.length === 0 ? say`${title}` : names(met), title),
      ...{ subject: change.key, title: met.length === 0 ? title : titleOf(met), about: met },
      cause: [causeOf(change)],
    },
  ];
}

function zoneOfChange({ before, after }: PlanChange): string {
  const side = after ?? before;
  return side === undefined ? unknownLink : zoneOf(side);
}

/**
 * Zones for which DNSSEC goes off. What is only disabled is signed all the same; what is active cannot be deleted.
 * Source: Cloudflare docs, dns/dnssec/dnssec-states.
 */
function unsignedRisks(context: RiskContext): Risk[] {
  return changesOf(context, "dnssec", ["update", "delete", "replace"]).flatMap((change) => {
    const { before, after } = change;
    const isGone = change.operation === "delete" && isDeleted(change);
    const [was, is] = [before, isGone ? undefined : after].map((side) =>
      side === undefined ? "no" : isSigned(side),
    );
    const isKept = change.operation === "delete" && !isGone;
    return was !== "yes" || is !== "no" || isKept
      ? []
      : zoneRisk(context, change, (hostnames, zone) => ({
          ...{ id: "dnssec-off", severity: isGone ? "medium" : "low" },
          consequence: isGone
            ? say`DNSSEC of ${zone} cannot be deleted while it is active: the API refuses it, and the update stops half-way. Where it were deleted and the registrar still had its DS record, resolvers that validate would answer SERVFAIL for ${hostnames} and every other name in it.`
            : say`From this change on Cloudflare goes on signing ${zone} and says by CDS and CDNSKEY records that its DS record is to go: ${hostnames} resolve as before, with the record at the registrar and without it, and nobody can tell a forged answer for them once it is gone.`,
          hint: isGone
            ? say`Set the status to disabled, take the DS record away at the registrar, wait until its TTL has passed, and delete the resource then.`
            : say`Take the DS record away at the registrar, and wait until its TTL has passed before the resource is deleted or the domain moves to other name servers.`,
        }));
  });
}

const limitWords: Readonly<
  Record<ZoneLimit["id"], (hostnames: Phrase, value: number, was: number) => Words>
> = {
  [limitSettings.readTimeout]: (hostnames, value, was) => ({
    ...{ id: "read-timeout-lowered", severity: "medium" },
    consequence: say`From this change on the edge waits ${value} seconds for an answer to requests of ${hostnames} instead of ${was}: reports, exports and uploads that take the origin longer are answered with Error 524.`,
    hint: say`See in the origin's log that nothing takes longer than ${value} seconds, or answer such requests at once and let clients ask again.`,
  }),
  [limitSettings.largestUpload]: (hostnames, value, was) => ({
    ...{ id: "upload-limit-lowered", severity: "medium" },
    consequence: say`From this change on visitors of ${hostnames} may send ${value} MB in one request instead of ${was} MB: larger uploads are answered with Error 413, and none of them reaches an origin.`,
    hint: say`See that no form or client sends more than ${value} MB at once, or let it send parts.`,
  }),
};

/** What holds where nobody set another limit; the least of what plans give. Source: that of `limitSettings`. */
const usualLimits: Readonly<Record<ZoneLimit["id"], number>> = {
  [limitSettings.readTimeout]: originConnectionLimits.read.seconds,
  [limitSettings.largestUpload]: leastUploadMegabytes,
};

/** Whether visitors were led to a zone before. */
function hadVisitors({ before }: RiskContext, change: PlanChange): boolean {
  return EdgeZones.of(before).reachedIn(zoneOfChange(change)).length > 0;
}

function limitRisks(context: RiskContext): Risk[] {
  return changesOf(context, "zoneSetting", ["create", "update", "replace"]).flatMap((change) => {
    const [old, now] = [change.before, change.after].map((side) => side && zoneLimit(side));
    const isNew = change.operation === "create" && hadVisitors(context, change);
    const usual = isNew && now !== undefined ? usualLimits[now.id] : unknownValue;
    const was = old?.value ?? usual;
    const is = now?.value ?? unknownValue;
    return now === undefined ||
      (old?.id ?? now.id) !== now.id ||
      was === unknownValue ||
      is === unknownValue ||
      is >= was
      ? []
      : zoneRisk(context, change, (hostnames) => limitWords[now.id](hostnames, is, was));
  });
}

/**
 * Authorities of one's own, beside which Cloudflare trusts no public one any more.
 * Source: Cloudflare docs, ssl/origin-configuration/custom-origin-trust-store.
 */
function authorityRisks(context: RiskContext): Risk[] {
  return changesOf(context, "originAuthority", ["create", "delete"]).flatMap((change) => {
    const zone = zoneOfChange(change);
    const [had, has] = [context.before, context.after].map(
      ({ inventory }) =>
        inventory.ofType("originAuthority").filter((each) => zoneOf(each) === zone).length,
    );
    const isFirst = change.operation === "create" && had === 0;
    const isLast = change.operation === "delete" && has === 0 && isDeleted(change);
    const strict = [context.before, context.after].map(
      ({ inventory }) => zoneTls(inventory, zone).strict,
    );
    const isNew = isFirst && isNewZone(context, zone);
    if (!(isFirst || isLast) || isNew || strict.includes("no")) {
      return [];
    }
    const severity = strict.every((each) => each === "yes") ? "high" : "medium";
    return zoneRisk(context, change, (hostnames) => ({
      ...{ id: "origin-authority-changed", severity },
      consequence: isFirst
        ? say`From this change on Cloudflare believes origins of ${hostnames} that show a certificate of the authority ${change.name}, and no public authority any more: an origin with one of ACM or Let's Encrypt is answered with Error 526, while the zone is in the mode strict.`
        : say`From this change on Cloudflare believes public authorities again, and ${change.name} no more: an origin of ${hostnames} with a certificate of that authority is answered with Error 526, while the zone is in the mode strict.`,
      hint: say`Give every origin the other certificate first, or upload the public root that its present one comes from beside it.`,
    }));
  });
}
