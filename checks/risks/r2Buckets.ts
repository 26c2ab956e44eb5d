import { unknownValue } from "../../core/known";
import {
  deletionsOf,
  hostnamesOfBucket,
  sitesLetIn,
  type Deletion,
} from "../../model/traffic/r2Buckets";
import { names, say, titleOf } from "../words/words";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/** Finds buckets of R2 with public hostnames that come to delete what they serve, or to keep pages from reading it. */
export function r2BucketRisks(context: RiskContext): Risk[] {
  return [...deletionRisks(context), ...siteRisks(context)];
}

/** Source: Cloudflare docs, r2/buckets/object-lifecycles (rules hold for objects that stand, usually within 24 hours). */
function deletionRisks(context: RiskContext): Risk[] {
  return changesOf(context, "r2Lifecycle", ["create", "update", "replace"]).flatMap((change) => {
    const { before, after } = change;
    const hostnames = after === undefined ? [] : hostnamesOfBucket(context.plan.after, after);
    const old = before === undefined ? [] : deletionsOf(before);
    const isOld = ({ prefix, days }: Deletion): boolean =>
      old.some((each) => prefix.startsWith(each.prefix) && each.days <= days);
    const deletions = (after === undefined ? [] : deletionsOf(after)).filter(
      (each) => !isOld(each),
    );
    const [widest] = deletions.sort((one, other) => one.prefix.length - other.prefix.length);
    if (widest === undefined || hostnames.length === 0) {
      return [];
    }
    const { prefix, days } = widest;
    const isAll = prefix === "";
    return [
      {
        ...{ id: "edge-service-lost", severity: isAll ? "high" : "low", subject: change.key },
        ...{ title: titleOf(hostnames), about: hostnames },
        consequence: say`Within a day of this change ${isAll ? ["every object"] : say`every object beneath ${prefix}`} that is older than ${[`${days} ${days === 1 ? "day" : "days"}`]} goes from the bucket of ${names(hostnames)}, and others as they get that old: visitors who ask for one get Error 404, where no copy is left in the cache, and nothing brings it back.`,
        cause: [causeOf(change, ["rules"])],
        hint: say`Say by a prefix which objects may go, and leave out what pages ask for.`,
      } satisfies Risk,
    ];
  });
}

function siteRisks(context: RiskContext): Risk[] {
  return changesOf(context, "r2Cors", ["update", "replace", "delete"]).flatMap((change): Risk[] => {
    const { before, after } = change;
    const isKept = change.operation === "delete" && !isDeleted(change);
    const hostnames = before === undefined ? [] : hostnamesOfBucket(context.plan.after, before);
    const [was, is] = [before, after].map((side) => (side === undefined ? [] : sitesLetIn(side)));
    if (isKept || hostnames.length === 0 || was === undefined || is === undefined) {
      return [];
    }
    if (was === unknownValue || is === unknownValue || is.includes("*")) {
      return [];
    }
    const lost = was.filter((site) => !is.includes(site));
    return lost.length === 0
      ? []
      : [
          {
            ...{ id: "answer-header-changed", severity: "medium", subject: change.key },
            ...{ title: titleOf(hostnames), about: hostnames },
            consequence: say`From this change on ${names(hostnames)} no longer lets pages of ${lost.includes("*") ? ["other sites"] : names(lost)} read what it serves: browsers refuse them fonts, modules and whatever else they ask for by a script, while pictures and styles go on.`,
            cause: [
              causeOf(change, change.operation === "update" ? ["rules"] : change.replacedFor),
            ],
            hint: say`Keep the origins whose pages ask for it.`,
          },
        ];
  });
}
