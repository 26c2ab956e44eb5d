import { certificateCovers } from "../../core/hostnames";
import { unknownValue } from "../../core/known";
import { strictModes } from "../../facts/cloudflare/zoneSettings";
import type { ModelResource } from "../graph/resources";
import type { CertificateNode } from "../tls/certificates";
import { encryptionModeOf } from "../traffic/encryptionModes";
import type { TrafficModel } from "../traffic/path";
import { OriginPaths } from "./originPaths";
import { servedCertificates } from "./servedCertificates";

/**
 * Lists the hostnames of which Cloudflare checks a certificate at a load balancer of AWS: it alone has their name there, and their mode is strict.
 * @param model - The paths of hostnames.
 * @param certificate - A `Certificate` of AWS Certificate Manager.
 * @returns The hostnames, each once, sorted; none where the plan does not say.
 */
export function hostnamesChecked(model: TrafficModel, certificate: ModelResource): string[] {
  const origins = OriginPaths.of(model);
  const found = model.inventory
    .ofType("awsLoadBalancer")
    .flatMap((machine) =>
      origins
        .asked(machine)
        .map((listener) => servedCertificates(model, listener).certificates)
        .filter((shown) => shown.some(({ resource }) => resource === certificate))
        .flatMap((shown) =>
          origins.leads
            .to(machine)
            .filter(({ hostname, hosts }) => {
              const host = hosts === unknownValue ? undefined : (hosts[0] ?? hostname);
              const covering = shown.filter((each) => host !== undefined && covers(each, host));
              return covering.length > 0 && covering.every((each) => each.resource === certificate);
            })
            .map(({ hostname }) => hostname),
        ),
    )
    .filter((hostname) => strictModes.includes(String(encryptionModeOf(model, hostname))));
  return [...new Set(found)].sort();
}

function covers({ hostnames }: CertificateNode, host: string): boolean {
  const known = hostnames === unknownValue ? [] : hostnames;
  return certificateCovers(new Set(known.filter((name) => typeof name === "string")), host);
}
