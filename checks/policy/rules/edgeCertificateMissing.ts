import { universalSslLabels } from "../../../facts/cloudflare/universalSsl";
import type { EdgeCoverage } from "../../../model/traffic/edgeTls";
import { defineRule, type Violation } from "../rule";

const must = "be covered by a certificate at the edge";

/** Proxied hostnames that no certificate of Cloudflare's edge covers. */
export const edgeCertificateMissing = defineRule({
  id: "edge-certificate-missing",
  severity: "medium",
  sentence: "A certificate at Cloudflare's edge covers every proxied hostname.",
  reason:
    "Without a certificate at the edge every browser shows a TLS error before it asks for anything. Universal SSL covers a zone's name and one label " +
    "below it; in partial set-ups every depth, but no load balancer. Total TLS makes none for load balancers.",
  source:
    "Cloudflare docs, ssl/edge-certificates/universal-ssl/limitations, load-balancing/load-balancers/dns-records and " +
    "ssl/edge-certificates/additional-options/total-tls",
  hint: "Order a certificate pack with the hostname, or choose a name with a hyphen for the dot",
  evaluate: ({ after: { traffic, whole } }) =>
    whole
      ? traffic.hostnames.flatMap((path) => {
          const coverage = traffic.edgeTls.coverage(path);
          return coverage === undefined ? [] : violations(path.hostname, coverage);
        })
      : [],
});

/** A load balancer that is near enough and has no record is what safety-record-missing tells of; a paused zone shows none at all. */
function violations(title: string, coverage: EdgeCoverage): Violation[] {
  const { resource, covered, isNear, zone } = coverage;
  const isOff = zone.universalSsl === "no";
  if (covered === "yes" || zone.paused === "yes" || (isNear && !isOff)) {
    return [];
  }
  const found = { subject: resource.key, title, must };
  if (covered === "no") {
    return [
      isOff
        ? {
            ...found,
            actual: `none in this stack, and Universal SSL is off in ${zone.title}`,
            ...{ severity: "high", excess: 1 },
          }
        : { ...found, actual: `none in this stack, and Universal SSL goes ${reach}`, excess: 1 },
    ];
  }
  return zone.name === undefined && coverage.byOther === "no" && zone.totalTls === "no"
    ? [{ ...found, actual: `none in this stack; ${unknownZone}`, severity: "low", excess: 0 }]
    : [];
}

const reach = `${universalSslLabels} label below the zone`;

const unknownZone =
  "whether Universal SSL reaches so deep is not known, since the zone's name and set-up are not in it";
