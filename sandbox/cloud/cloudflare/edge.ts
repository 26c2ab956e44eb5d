import { randomBytes } from "node:crypto";

import { canonicalHostname } from "../../../model/graph/hostnames";
import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { originCaCertificates } from "../../../facts/cloudflare/originCa";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import { cloudflareId } from "../resources/ids";
import type { Place, ResourceHandler } from "../resources/handler";
import { isAbsent, list, number, object, text, texts, type Properties } from "../values";
import { accountPath, restHandler, zoneOf, zonePath } from "./rest";
import { allZones, findZone } from "./zones";

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
        `A similar configuration with rules already exists for the phase ${text(ruleset.phase)}`,
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

/** Origin CA certificates: `/certificates`; a delete revokes. */
export const originCaCertificateHandler: ResourceHandler = restHandler(
  types.originCaCertificate,
  { collection: () => "/certificates" },
  { validate: admitCertificate, computeOutputs: answerCertificate },
);

function admitCertificate(certificate: Properties, place: Place): void {
  const hostnames = texts(certificate.hostnames);
  const { maximumHostnames } = originCaCertificates;
  if (hostnames.length < 1 || hostnames.length > maximumHostnames) {
    refuse(apiErrors.invalidRequest, `a certificate takes 1 to ${maximumHostnames} hostnames`);
  }
  for (const hostname of hostnames) {
    const bare = canonicalHostname(hostname.replace(/^\*\./, ""));
    const inZone = allZones(place).some(
      (zone) => bare === zone.name || bare.endsWith(`.${zone.name}`),
    );
    if (!inZone || bare.includes("*")) {
      refuse(apiErrors.invalidRequest, `${hostname} cannot be certified for this account`);
    }
  }
  if (!text(certificate.csr).includes("BEGIN CERTIFICATE REQUEST")) {
    refuse(apiErrors.invalidRequest, "csr must be a certificate request in PEM form");
  }
}

/** The certificate is no real one: nothing here signs. It only has the form. */
function answerCertificate(certificate: Properties): Properties {
  const days = number(certificate.requestedValidity) ?? originCaCertificates.defaultDays;
  const body = randomBytes(48).toString("base64");
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
    expiresOn: new Date(Date.now() + days * 86_400_000).toISOString(),
  };
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
