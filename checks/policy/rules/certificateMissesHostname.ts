import { getOrCreate } from "../../../core/getOrCreate";
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
    const all = new Set(names.flatMap((each) => each ?? []));
    const missed = proxiedHostnames(after).filter(
      ({ hostname }) => !certificateCovers(all, hostname),
    );
    if (missed.length === 0) {
      return [];
    }
    const { led, loose } = shownByListeners(after);
    const ofOrigins = served.filter(({ kind }) => kind === "originCertificate");
    const ofDomains = byDomain([...namesOf(ofOrigins), ...loose]);
    return missed.flatMap(({ hostname, subject }) => {
      const domain = registrableDomain(hostname);
      const near = ofDomains.get(domain) ?? byDomain(led.get(hostname) ?? []).get(domain);
      return near !== undefined
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

function namesOf(certificates: readonly CertificateNode[]): (readonly string[])[] {
  return certificates.map(knownNames).filter((each) => each !== undefined);
}

/** The names of certificates that listeners show: ACM has them for much else. */
interface ShownNames {
  /** By the hostnames that lead there. */
  readonly led: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** Where no hostname leads as far as the plan says. */
  readonly loose: readonly (readonly string[])[];
}

function shownByListeners({ traffic }: PlanSide): ShownNames {
  const led = new Map<string, (readonly string[])[]>();
  const loose: (readonly string[])[] = [];
  for (const listener of traffic.inventory.ofType("listener")) {
    const machine = machineOf(traffic.inventory, listener);
    const hostnames = OriginPaths.of(traffic).hostnames(machine);
    const shown =
      isInternal(machine) === "yes" ? [] : servedCertificates(traffic, listener).certificates;
    loose.push(...(hostnames.length === 0 ? namesOf(shown) : []));
    for (const hostname of shown.length === 0 ? [] : hostnames) {
      getOrCreate(led, hostname, () => []).push(...namesOf(shown));
    }
  }
  return { led, loose };
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
