import type * as pulumi from "@pulumi/pulumi";
import { EdgeCertificateAuthority } from "../../facts/cloudflare/certificatePacks";
import type { EdgeCertificateArgs } from "./args";

/** A certificate of the edge with nothing left open. */
export interface ResolvedEdgeCertificate extends Required<EdgeCertificateArgs> {
  /** The zone's canonical name. */
  readonly zoneName: string;
  /** The names, canonical and sorted, the zone's own among them. */
  readonly hostnames: string[];
}

/**
 * Fills in the defaults.
 * @param args - The arguments.
 * @param zoneId - The zone, behind its check.
 * @param zone - The zone's canonical name.
 * @param hostnames - The canonical names, the zone's own among them.
 */
export function resolveEdgeCertificate(
  {
    certificateAuthority = EdgeCertificateAuthority.Google,
    waitSeconds = 900,
  }: EdgeCertificateArgs,
  zoneId: pulumi.Input<string>,
  zone: string,
  hostnames: ReadonlySet<string>,
): ResolvedEdgeCertificate {
  const names = [...hostnames].sort();
  return { zoneId, zoneName: zone, hostnames: names, certificateAuthority, waitSeconds };
}
