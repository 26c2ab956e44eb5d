import { certificateCovers } from "../../../core/hostnames";
import { registrableDomain } from "../../../model/graph/hostnames";
import { isInternal } from "../../../model/network/internal";
import { machineOf } from "../../../model/origin/forwards";
import { OriginPaths } from "../../../model/origin/originPaths";
import { servedCertificates } from "../../../model/origin/servedCertificates";
import type { CertificateNode } from "../../../model/tls/certificates";
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
    const kinds = new Map(certificates.map((each, index) => [each, served[index]]));
    const ofDomains = byDomain(certificates);
    const all = new Set(certificates.flat());
    const missed = proxiedHostnames(after).filter(
      ({ hostname }) => !certificateCovers(all, hostname),
    );
    const shown = missed.length === 0 ? [] : shownByListeners(after);
    return missed.flatMap(({ hostname, subject }) => {
      const near = (ofDomains.get(registrableDomain(hostname)) ?? []).filter((each) =>
        isOfOrigin(kinds.get(each), hostname, shown),
      );
      return near.length > 0
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

/** A certificate that a listener shows, and the hostnames that lead there, as far as the plan says. */
interface ShownCertificate {
  readonly key: string;
  readonly hostnames: readonly string[];
}

function shownByListeners({ traffic }: PlanSide): ShownCertificate[] {
  const { inventory } = traffic;
  return inventory.ofType("listener").flatMap((listener) => {
    const machine = machineOf(inventory, listener);
    const hostnames = OriginPaths.of(traffic).hostnames(machine);
    return isInternal(machine) === "yes"
      ? []
      : servedCertificates(traffic, listener).certificates.map(({ resource: { key } }) => ({
          ...{ key, hostnames },
        }));
  });
}

/** Whether a certificate may be what Cloudflare is shown for a hostname: those of ACM are for listeners, and for much else. */
function isOfOrigin(
  certificate: CertificateNode | undefined,
  hostname: string,
  shown: readonly ShownCertificate[],
): boolean {
  return (
    certificate?.kind !== "acmCertificate" ||
    shown.some(
      ({ key, hostnames }) =>
        key === certificate.resource.key &&
        (hostnames.length === 0 || hostnames.includes(hostname)),
    )
  );
}

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
