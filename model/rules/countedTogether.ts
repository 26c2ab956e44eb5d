import { allOf, certain } from "../../core/certainty";
import type { ExpressionRequest } from "../../core/expressions/requests";
import { sentHeaders } from "../../facts/cloudflare/requestHeaders";
import { dataCenterCharacteristic } from "../../facts/cloudflare/requestPhases";

/** What requests for the same thing have in common, whoever sends them. */
const ofTheRequest: readonly string[] = [
  dataCenterCharacteristic,
  "http.host",
  "http.request.uri.path",
];

const lookup = /^http\.request\.(headers|cookies|uri\.args)\["([^"]*)"\]$/;

/**
 * Whether a rate limit that counts by something counts visitors together: by what they are asking for, or by what none of them sends.
 *
 * Source: Cloudflare docs, waf/rate-limiting-rules/parameters (characteristics) and api-shield/security/jwt-validation/transform-rules
 * ("requests without the selected claim [...] use a separate missing-value counter").
 * @param characteristic - What it counts by, e.g. `ip.src` or `http.request.headers["x-api-key"]`.
 * @param forms - The requests that it counts.
 */
export function isSameForAll(characteristic: string, forms: readonly ExpressionRequest[]): boolean {
  if (ofTheRequest.includes(characteristic)) {
    return true;
  }
  const [, map, key = ""] = lookup.exec(characteristic) ?? [];
  return map !== undefined && allOf(forms.map((form) => certain(!sends(form, map, key)))) === "yes";
}

/** A first visit brings no cookies. */
function sends({ headers = {}, query = "" }: ExpressionRequest, map: string, key: string): boolean {
  if (map === "headers") {
    return Object.keys(headers).includes(key) || usual.includes(key);
  }
  return map === "uri.args" && new URLSearchParams(query).has(key);
}

/** Headers that a visit may bring beside those of the samples; who is not signed in by a program has no `authorization`. */
const usual = sentHeaders.filter((name) => name !== "authorization");
