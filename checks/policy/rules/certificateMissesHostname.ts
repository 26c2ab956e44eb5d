import { certificateCovers } from "../../../core/hostnames";
import { registrableDomain } from "../../../model/graph/hostnames";
import { byDomain, knownNames, namesInWords } from "../certificateHosts";
import type { PlanSide } from "../context";
import { defineRule } from "../rule";

/** Hostnames that none of the origins' certificates covers. */
export const certificateMissesHostname = defineRule({
  id: "certificate-misses-hostname",
  severity: "high",
  sentence: "The certificates of the origins cover every hostname that Cloudflare asks them for.",
  reason:
    "In Full (strict) a certificate without the hostname is Error 526. A wildcard stands for one level only, and not for the name above it.",
  source: "Cloudflare docs, ssl/origin-configuration/ssl-modes/full-strict",
  hint: "Add the hostname to the certificate, and deploy it before the hostname is proxied",
  evaluate: ({ after }) => {
    const served = after.traffic.certificates.filter(({ kind }) => kind !== "certificatePack");
    const names = served.map(knownNames);
    // A certificate with names that are not known may cover anything.
    if (!after.whole || names.length === 0 || names.includes(undefined)) {
      return [];
    }
    const certificates = names.filter((each) => each !== undefined);
    const ofDomains = byDomain(certificates);
    const all = new Set(certificates.flat());
    return proxiedHostnames(after).flatMap(({ hostname, subject }) => {
      const near = ofDomains.get(registrableDomain(hostname));
      return near !== undefined && !certificateCovers(all, hostname)
        ? [
            {
              subject,
              title: hostname,
              must: "be covered by a certificate of the origins",
              actual: `certificates for ${namesInWords(near)}`,
              parts: [hostname],
            },
          ]
        : [];
    });
  },
});

/** Hostnames for which Cloudflare asks an origin of this plan: CNAME records lead to servers of others too. */
function proxiedHostnames({ traffic }: PlanSide): { hostname: string; subject: string }[] {
  return traffic.hostnames
    .filter(({ proxied, hostname }) => proxied === "yes" && !hostname.startsWith("*."))
    .flatMap(({ hostname, loadBalancer, records }) => {
      const direct = records.find(({ type }) => type === "A" || type === "AAAA");
      const subject = loadBalancer?.resource ?? direct?.resource;
      return subject === undefined ? [] : [{ hostname, subject: subject.key }];
    });
}
