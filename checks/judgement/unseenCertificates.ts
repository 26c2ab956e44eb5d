import { unknownValue } from "../../core/known";
import { listenerOf, machineOf } from "../../model/origin/forwards";
import { readListener } from "../../model/origin/listeners";
import { OriginPaths } from "../../model/origin/originPaths";
import { servedCertificates } from "../../model/origin/servedCertificates";
import type { UnjudgedChange } from "../../model/judged/unjudged";
import type { PlanChange } from "../../model/plan/plan";
import { changesOf, isDeleted, touches, type RiskContext } from "../risks/risk";

const property = "certificateArn";

/**
 * Lists the changes after which a listener that hostnames lead to may lack a certificate, and of which the plan does not say what names
 * are left, so that nobody judged them.
 * @returns The changes, those of listeners first.
 */
export function unseenCertificates(context: RiskContext): UnjudgedChange[] {
  const others = changesOf(context, "listener", ["update"]).filter((change) =>
    touches(change, [property]),
  );
  const gone = changesOf(context, "listenerCertificate", ["delete", "replace"]).filter(isDeleted);
  return [...others, ...gone]
    .filter((change) => mayLack(context, change))
    .map((change) => ({ change, properties: [property] }));
}

function mayLack({ after }: RiskContext, change: PlanChange): boolean {
  const own = change.after ?? change.before;
  const found = own && listenerOf(after.inventory, own);
  const listener = found && after.inventory.byKey(found.key);
  const machine = listener && machineOf(after.inventory, listener);
  return (
    listener !== undefined &&
    machine !== undefined &&
    readListener(listener).protocol !== "HTTP" &&
    OriginPaths.of(after).isAsked({ machine, listener }) &&
    servedCertificates(after, listener).names === unknownValue
  );
}
