import type { ExpressionRequest } from "../../core/expressions/requests";
import { mergingNormalization } from "../../facts/cloudflare/urlNormalization";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { readText } from "../graph/reading";
import { withUrl } from "./urlRewrites";

/**
 * Gives a request as the rules of its zone see it: with slashes in a row merged where the zone's URL normalization does that, beside the path as it
 * was sent.
 * @param inventory - The resources.
 * @param zone - The zone as `zoneOf` calls it.
 * @param request - The request as it is sent.
 * @returns The request as rules see it; the same where no resource says that slashes are merged.
 */
export function normalizedRequest(
  inventory: Inventory,
  zone: string,
  request: ExpressionRequest,
): ExpressionRequest {
  const path = request.path.replace(/[\\/]+/g, "/");
  return path === request.path || !mergesSlashes(inventory, zone)
    ? request
    : withUrl(request, path, request.query ?? "");
}

function mergesSlashes(inventory: Inventory, zone: string): boolean {
  const { type, scopes } = mergingNormalization;
  return inventory
    .linkedToAny(zone.split(" or "), "urlNormalization")
    .filter((each) => zoneOf(each) === zone)
    .map(({ properties }) => [readText(properties.type), readText(properties.scope)] as const)
    .some(([own, scope]) => own === type && scopes.some((each) => each === scope));
}
