import { machineOf } from "../../model/origin/forwards";
import { OriginPaths } from "../../model/origin/originPaths";
import { certificateDemands } from "../../model/origin/clientCertificates";
import {
  authoritiesOf,
  revocationsOf,
  storeOfRevocation,
  storesOfObject,
  trustIn,
  trustStoreOf,
} from "../../model/origin/trust";
import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import type { PlanChange } from "../../model/plan/plan";
import type { TrafficModel } from "../../model/traffic/path";
import type { RiskContext } from "../risks/risk";

/**
 * Whether a change of what a trust store trusts was judged, although the tables do not read its type: where the plan holds what the
 * store takes over, and whose certificate is shown at each listener that asks it.
 * @param change - A change that nobody read.
 * @returns False for every other change.
 */
export function isTrustSeen({ before, after }: RiskContext, change: PlanChange): boolean {
  const sides = [
    [before, change.before],
    [after, change.after],
  ] as const;
  const stores = sides.map(([model, resource]) => storesOf(model, resource));
  const keys = new Set(stores.flat().map(({ key }) => key));
  const now = after.inventory.ofType("trustStore").filter(({ key }) => keys.has(key));
  return now.length > 0 && now.every((store) => isKnown(after, store));
}

function storesOf({ inventory }: TrafficModel, resource: ModelResource | undefined) {
  if (resource === undefined) {
    return [];
  }
  const type = modelType(resource.type);
  if (type === "trustStore") {
    return [resource];
  }
  if (type === "bucketObject") {
    return storesOfObject(inventory, resource);
  }
  const store =
    type === "trustStoreRevocation" ? storeOfRevocation(inventory, resource) : undefined;
  return store === undefined ? [] : [store];
}

/** Whether it is known of every hostname at which a trust store is asked whether it trusts what is shown there. */
function isKnown(model: TrafficModel, store: ModelResource): boolean {
  const { inventory } = model;
  const paths = OriginPaths.of(model);
  const authorities = authoritiesOf(inventory, store);
  const revocations = revocationsOf(inventory, store);
  const asking = inventory
    .ofType("listener")
    .filter((listener) => trustStoreOf(inventory, listener)?.key === store.key);
  return (
    asking.length > 0 &&
    asking.every((listener) => {
      const machine = machineOf(inventory, listener);
      const demands = machine === undefined ? [] : certificateDemands(paths, machine);
      const own = demands.filter((demand) => demand.listener === listener);
      const met = own.flatMap((demand) => demand.met);
      return (
        met.length > 0 &&
        met.every((name) => trustIn(model, name, authorities, revocations) !== "unknown")
      );
    })
  );
}
