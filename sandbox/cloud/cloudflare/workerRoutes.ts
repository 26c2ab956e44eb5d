import { comparedPattern, workerRouteConstraints } from "../../../constraints/workerRoutes";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuseBroken } from "../calls/refuse";
import type { Place, ResourceHandler } from "../resources/handler";
import { text, type Properties } from "../values";
import { restHandler, zoneOf, zonePath } from "./rest";

/** Routes of Workers: `/zones/<zone>/workers/routes`. Their scripts are taken to be there: the account does not know all of them. */
export const workersRouteHandler: ResourceHandler = restHandler(
  types.workersRoute,
  { collection: (route) => `${zonePath(route)}/workers/routes` },
  { validate: admitRoute },
);

function admitRoute(route: Properties, place: Place, current?: StoredObject): void {
  const { id, name } = zoneOf(route, place);
  const pattern = comparedPattern(text(route.pattern));
  const isTaken = [...place.account.find(`${types.workersRoute} in-zone:${id}`)].some(
    ({ key, properties }) =>
      key !== current?.key && comparedPattern(text(properties.pattern)) === pattern,
  );
  refuseBroken(
    workerRouteConstraints,
    { pattern: text(route.pattern) },
    { zoneName: name, isTaken: isTaken ? "yes" : "no" },
  );
}
