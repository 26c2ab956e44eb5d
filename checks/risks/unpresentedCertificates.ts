import { certificateCovers } from "../../core/hostnames";
import { unknownValue } from "../../core/known";
import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { endsTls, readListener } from "../../model/origin/listeners";
import { OriginPaths } from "../../model/origin/originPaths";
import { servedCertificates } from "../../model/origin/servedCertificates";
import type { PlanChange, PlanResource } from "../../model/plan/plan";
import type { TrafficModel } from "../../model/traffic/path";
import { isDeleted, type RiskContext } from "./risk";

/**
 * Whether a plan shows that nobody presents a certificate of the Origin CA which it deletes: all that is made of it are copies in AWS Certificate
 * Manager that nothing takes and that go before it, and every hostname with one of its names leads to listeners of AWS alone that present others
 * with all of its names, before the change and after it. A copy that something else uses stops the update before anything is revoked. Source: AWS
 * Certificate Manager API reference, DeleteCertificate (ResourceInUseException).
 * @param change - The deletion.
 * @returns False where the plan does not say.
 */
export function isPresentedByNone(context: RiskContext, change: PlanChange): boolean {
  const { plan, before, after } = context;
  const copies = takersOf(plan.before, change.key);
  const own = before.certificates.find(({ resource }) => resource.key === change.key)?.hostnames;
  const names = own === unknownValue ? [] : (own ?? []);
  const known = new Set(names.filter((name) => typeof name === "string"));
  return (
    change.operation === "delete" &&
    known.size === names.length &&
    copies.length > 0 &&
    copies.every((copy) => goesUntaken(context, copy)) &&
    [before, after].every((model) => presentOthers(model, known, copies))
  );
}

function takersOf(resources: readonly PlanResource[], key: string): PlanResource[] {
  return resources.filter(({ dependencies }) => dependencies.includes(key));
}

function goesUntaken({ plan, changes }: RiskContext, copy: PlanResource): boolean {
  const change = changes.get(copy.key);
  return (
    modelType(copy.type) === "acmCertificate" &&
    change?.operation === "delete" &&
    isDeleted(change) &&
    takersOf(plan.before, copy.key).length === 0
  );
}

/** Whether all hostnames with one of several names lead to listeners that present certificates with all these names, and none of the copies. */
function presentOthers(
  model: TrafficModel,
  names: ReadonlySet<string>,
  copies: readonly ModelResource[],
): boolean {
  const origins = OriginPaths.of(model);
  const keys = new Set(copies.map(({ key }) => key));
  const presented = new Set<string>();
  for (const path of model.hostnames.filter(({ hostname }) => certificateCovers(names, hostname))) {
    const listeners = origins.leads.machinesOf(path).map((machine) => origins.asked(machine));
    if (listeners.length === 0 || listeners.some(({ length }) => length === 0)) {
      return false;
    }
    for (const listener of listeners.flat()) {
      const { names: served, certificates } = servedCertificates(model, listener);
      const isAnother =
        endsTls(readListener(listener).protocol) &&
        served !== unknownValue &&
        !certificates.some(({ resource }) => keys.has(resource.key));
      if (!isAnother) {
        return false;
      }
      served.forEach((name) => presented.add(name));
    }
  }
  return presented.size > 0 && [...names].every((name) => certificateCovers(presented, name));
}
