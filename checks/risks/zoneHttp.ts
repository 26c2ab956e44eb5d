import { OriginHttpVersion } from "../../facts/cloudflare/zoneSettings";
import type { ZoneTls } from "../../model/tls/zoneTls";
import type { TrafficModel } from "../../model/traffic/path";
import { directBeneath } from "./directNames";
import { isNewHostname } from "./newZones";
import type { Risk, RiskContext } from "./risk";
import { names, say, titleOf } from "../words/words";

/**
 * Finds what becomes of hostnames when browsers insist on HTTPS, and of origins that are spoken to in HTTP/2.
 * @param old - The zone's settings before. Undefined where no resource set any.
 * @param now - The zone's settings after.
 * @param isNew - Whether nobody was served in the zone until now.
 * @returns The risks, without their causes.
 */
export function zoneHttpRisks(
  old: ZoneTls | undefined,
  now: ZoneTls,
  context: RiskContext,
  isNew: boolean,
): Risk[] {
  return [hstsRisk(old, now, context, isNew), httpVersionRisk(old, now)].filter(
    (risk) => risk !== undefined,
  );
}

/**
 * HSTS for a hostname alone takes nothing away: what Cloudflare answers for it is HTTPS already.
 * Source: Cloudflare docs, ssl/edge-certificates/additional-options/http-strict-transport-security; RFC 6797, section 6.1.2.
 */
function hstsRisk(
  old: ZoneTls | undefined,
  { zone, title, hsts }: ZoneTls,
  context: RiskContext,
  isNew: boolean,
): Risk | undefined {
  if (hsts?.includesSubdomains !== "yes" || old?.hsts?.includesSubdomains === "yes") {
    return undefined;
  }
  const { after } = context;
  const { beneath, shut } = directBeneath(after, zone, proxied(after));
  const stood = beneath.some((hostname) => !isNewHostname(context, hostname));
  if (isNew && !stood && shut.length === 0) {
    return undefined;
  }
  const gone =
    shut.length === 0
      ? []
      : say` At ${names(shut)} the security groups let nobody in at port 443: such browsers cannot connect there, also after an undo, until their maximum age is over.`;
  const who =
    beneath.length > 0
      ? say`${names(beneath)} is DNS-only`
      : say`None of them that this plan holds is DNS-only, but others may be`;
  return {
    id: "hsts-includes-subdomains",
    severity: shut.length > 0 ? "high" : beneath.length > 0 ? "medium" : "low",
    ...{ subject: zone, title: shut.length > 0 ? titleOf(shut) : title, about: beneath },
    consequence: [
      ...say`Browsers that have seen a proxied hostname of ${title} insist on HTTPS for every name beneath it from then on, behind Cloudflare or not. ${who}: without HTTPS and a valid certificate at its own server a name is out of reach, for as long as the maximum age says.`,
      ...gone,
      ...(hsts.preload === "yes"
        ? say` With preload the zone may be put on the lists that browsers are delivered with, which takes months to undo.`
        : []),
    ],
    cause: [],
    hint: say`Leave the subdomains out until every name beneath speaks HTTPS, and begin with a short maximum age.`,
  };
}

function proxied({ hostnames }: TrafficModel): string[] {
  return hostnames.filter((path) => path.proxied === "yes").map(({ hostname }) => hostname);
}

/** Source: Cloudflare docs, cache/how-to/enable-http2-to-origin (by ALPN, else HTTP/1.1) and support, Error 520. */
function httpVersionRisk(
  old: ZoneTls | undefined,
  { zone, title, originHttpVersion }: ZoneTls,
): Risk | undefined {
  const { Http1, Http2 } = OriginHttpVersion;
  return originHttpVersion === Http2 && old?.originHttpVersion === Http1
    ? {
        id: "origin-http-raised",
        severity: "low",
        ...{ subject: zone, title },
        consequence: say`From this change on Cloudflare speaks HTTP/2 to every origin of ${title} that offers it: one that offers it and speaks it badly answers with Error 520.`,
        cause: [],
        hint: say`Ask each origin by HTTP/2 first, or keep the version at 1.`,
      }
    : undefined;
}
