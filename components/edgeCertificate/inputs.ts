import type { CertificatePackArgs } from "@pulumi/cloudflare/certificatePack";
import { certificatePacks } from "../../facts/cloudflare/certificatePacks";
import type { ResolvedEdgeCertificate } from "./resolve";

/**
 * The order.
 * @param resolved - Which certificate.
 */
export function packInputs({
  zoneId,
  hostnames,
  certificateAuthority,
}: ResolvedEdgeCertificate): CertificatePackArgs {
  const { validityDays } = certificatePacks;
  // Cloudflare answers for the zone, and puts the record there that proves the names.
  const validationMethod = "txt";
  return {
    ...{ zoneId, type: "advanced", hosts: hostnames },
    ...{ certificateAuthority, validationMethod, validityDays },
  };
}
