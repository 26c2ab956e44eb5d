import type { ExpressionRequest } from "../../core/expressions/requests";
import { ownEntry } from "../../core/ownEntry";
import { sentHeaders } from "../../facts/cloudflare/requestHeaders";
import { dataCenterCharacteristic } from "../../facts/cloudflare/requestPhases";

/** What requests for the same thing have in common, whoever sends them. */
const ofTheRequest: readonly string[] = [
  dataCenterCharacteristic,
  "http.host",
  "http.request.uri.path",
];

const ofOneCountry = "of one country";
const ofOneNetwork = "of one network";
const withOneBrowser = "of one browser";

/** What visitors have in common who know nothing of each other, by the field or the header that says it. */
const ofMany: Readonly<Record<string, string>> = {
  "ip.src.asnum": ofOneNetwork,
  "ip.geoip.asnum": ofOneNetwork,
  "ip.src.country": ofOneCountry,
  "ip.geoip.country": ofOneCountry,
  "ip.src.continent": "of one continent",
  "ip.geoip.continent": "of one continent",
  "cf.bot_management.ja3_hash": withOneBrowser,
  "cf.bot_management.ja4": withOneBrowser,
  "http.user_agent": withOneBrowser,
  ...Object.fromEntries(
    ["accept", "accept-encoding", "accept-language", "user-agent"].map((name) => [
      `http.request.headers["${name}"]`,
      withOneBrowser,
    ]),
  ),
  'http.request.headers["cf-ipcountry"]': ofOneCountry,
};

const lookup = /^http\.request\.(headers|cookies|uri\.args)\["([^"]*)"\]$/;

/**
 * Finds which visitors a rate limit counts together: those who ask for the same, who bring nothing of what it tells them apart by, or who
 * have in common what many have.
 *
 * Source: Cloudflare docs, waf/rate-limiting-rules/parameters (characteristics), waf/rate-limiting-rules/request-rate (a counter for each
 * combination of values) and api-shield/security/jwt-validation/transform-rules ("requests without the selected claim [...] use a separate
 * missing-value counter").
 * @param characteristics - What it counts by, e.g. `ip.src` or `http.request.headers["x-api-key"]`.
 * @param forms - The requests that it counts.
 * @returns What those have in common who are counted together, none where they are all; undefined where each is counted alone.
 */
export function countedTogether(
  characteristics: readonly string[],
  forms: readonly ExpressionRequest[],
): readonly string[] | undefined {
  const dividing = characteristics.filter((each) => !isSameForAll(each, forms));
  const groups = dividing.map((each) => ownEntry(ofMany, each));
  const shared = groups.filter((group) => group !== undefined);
  return shared.length === groups.length ? [...new Set(shared)] : undefined;
}

function isSameForAll(characteristic: string, forms: readonly ExpressionRequest[]): boolean {
  const [, map, key = ""] = lookup.exec(characteristic) ?? [];
  return (
    ofTheRequest.includes(characteristic) ||
    (map !== undefined && forms.every((form) => !sends(form, map, key)))
  );
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
