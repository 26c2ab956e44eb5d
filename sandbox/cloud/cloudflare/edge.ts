import { types } from "../account/indexes";
import type { ResourceHandler } from "../resources/handler";
import type { Properties } from "../values";
import { restHandler, zoneOf, zonePath } from "./rest";
import { findZone } from "./zones";

/** Standalone health checks: `/zones/<zone>/healthchecks`. */
export const healthcheckHandler: ResourceHandler = restHandler(types.healthcheck, {
  collection: (check) => `${zonePath(check)}/healthchecks`,
});

/**
 * Zone-wide Authenticated Origin Pulls: on or off.
 * Source of what it is at first: Cloudflare API reference, origin_tls_client_auth/subresources/settings/methods/get.
 */
export const originPullsHandler: ResourceHandler = zoneSwitch(
  types.originPulls,
  { path: "origin_tls_client_auth/settings", method: "PUT" },
  { enabled: false },
);

/** What a switch of the edge is where nobody has set it: both are to be enabled, by their pages in Cloudflare's docs. */
const off: Properties = { value: "off", editable: true };

/** Smart Tiered Cache. An answer "off" of a zone that had never set it is quoted in public; cloudflare-go takes a 404 for it, too. */
export const tieredCacheHandler: ResourceHandler = zoneSwitch(
  types.tieredCache,
  { path: "cache/tiered_cache_smart_topology_enable", method: "PATCH" },
  off,
);

/** Argo Smart Routing. */
export const argoSmartRoutingHandler: ResourceHandler = zoneSwitch(
  types.argoSmartRouting,
  { path: "argo/smart_routing", method: "PATCH" },
  off,
);

function zoneSwitch(
  type: string,
  { path, method }: { readonly path: string; readonly method: "PUT" | "PATCH" },
  untouched: Properties,
): ResourceHandler {
  return restHandler(
    type,
    { collection: (item) => `${zonePath(item)}/${path}`, single: method },
    {
      newId: (item, place) => zoneOf(item, place).id,
      standing: (zoneId, place) => findZone(zoneId, place) && { id: zoneId, zoneId, ...untouched },
    },
  );
}
