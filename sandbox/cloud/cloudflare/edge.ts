import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import { cloudflareId } from "../resources/ids";
import type { Place, ResourceHandler } from "../resources/handler";
import { isAbsent, list, object, text, type Properties } from "../values";
import { accountPath, restHandler, zoneOf, zonePath } from "./rest";
import { findZone } from "./zones";

/** Standalone health checks: `/zones/<zone>/healthchecks`. */
export const healthcheckHandler: ResourceHandler = restHandler(types.healthcheck, {
  collection: (check) => `${zonePath(check)}/healthchecks`,
});

/** Rulesets of a zone or an account; one entry point per phase. */
export const rulesetHandler: ResourceHandler = restHandler(
  types.ruleset,
  {
    collection: (ruleset) =>
      `${isAbsent(ruleset.zoneId) ? accountPath(ruleset) : zonePath(ruleset)}/rulesets`,
  },
  { validate: admitRuleset, computeOutputs: answerRuleset },
);

function admitRuleset(ruleset: Properties, place: Place, current?: StoredObject): void {
  if (ruleset.kind !== "zone" && ruleset.kind !== "root") {
    return;
  }
  const scope = text(ruleset.zoneId) || text(ruleset.accountId);
  const index = `phase:${scope}/${text(ruleset.kind)}/${text(ruleset.phase)}`;
  for (const other of place.account.find(index)) {
    if (other.key !== current?.key) {
      refuse(
        apiErrors.rulesetExists,
        `'${text(ruleset.kind)}' is not a valid value for kind because exceeded maximum number of ${text(ruleset.kind)} rulesets for phase ${text(ruleset.phase)}`,
      );
    }
  }
}

/** Rules keep their id by their ref; a rule without one gets a new id whenever its place changes. */
function answerRuleset(
  ruleset: Properties,
  _place: Place,
  _id: string,
  current?: StoredObject,
): Properties {
  const before = list(current?.properties.rules).map(object);
  const rules = list(ruleset.rules)
    .map(object)
    .map((rule, index) => {
      const former = isAbsent(rule.ref)
        ? before[index]
        : before.find((candidate) => candidate.ref === rule.ref);
      const id = former?.id ?? cloudflareId();
      const named: Properties = { ...rule, id, ref: rule.ref ?? id };
      return named;
    });
  const version = (Number(current?.properties.version) || 0) + 1;
  return { rules, version: `${version}`, lastUpdated: new Date().toISOString() };
}

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
