import { getOrCreate } from "../../core/getOrCreate";
import { certificateCovers } from "../../core/hostnames";
import { unknownValue } from "../../core/known";
import { strictModes } from "../../facts/cloudflare/zoneSettings";
import type { ModelResource } from "../graph/resources";
import type { CertificateNode } from "../tls/certificates";
import { encryptionModeOf } from "../traffic/encryptionModes";
import type { TrafficModel } from "../traffic/path";
import type { Lead } from "./lead";
import { OriginPaths } from "./originPaths";
import { servedCertificates } from "./servedCertificates";

/**
 * Lists the hostnames of which Cloudflare checks a certificate at a load balancer of AWS: it alone has their name there, and their mode is strict.
 * @param model - The paths of hostnames.
 * @param certificate - A `Certificate` of AWS Certificate Manager.
 * @returns The hostnames, each once, sorted; none where the plan does not say.
 */
export function hostnamesChecked(model: TrafficModel, certificate: ModelResource): string[] {
  const checked = getOrCreate(known, model, () => checkedByCertificate(model));
  return [...(checked.get(certificate) ?? [])].sort();
}

const known = new WeakMap<TrafficModel, ReadonlyMap<ModelResource, ReadonlySet<string>>>();

function checkedByCertificate(model: TrafficModel): Map<ModelResource, Set<string>> {
  const origins = OriginPaths.of(model);
  const found = new Map<ModelResource, Set<string>>();
  for (const machine of model.inventory.ofType("awsLoadBalancer")) {
    for (const listener of origins.asked(machine)) {
      const { certificates } = servedCertificates(model, listener);
      for (const lead of origins.leads.to(machine)) {
        const certificate = onlyCovering(certificates, lead);
        const mode = encryptionModeOf(model, lead.hostname);
        if (certificate !== undefined && strictModes.includes(String(mode))) {
          getOrCreate(found, certificate, () => new Set<string>()).add(lead.hostname);
        }
      }
    }
  }
  return found;
}

/** The certificate that alone has the name by which a machine is asked. */
function onlyCovering(
  shown: readonly CertificateNode[],
  { hostname, hosts }: Lead,
): ModelResource | undefined {
  const host = hosts === unknownValue ? undefined : (hosts[0] ?? hostname);
  const covering = shown.filter((each) => host !== undefined && covers(each, host));
  const [first, ...others] = [...new Set(covering.map(({ resource }) => resource))];
  return others.length === 0 ? first : undefined;
}

function covers({ hostnames }: CertificateNode, host: string): boolean {
  const known = hostnames === unknownValue ? [] : hostnames;
  return certificateCovers(new Set(known.filter((name) => typeof name === "string")), host);
}
