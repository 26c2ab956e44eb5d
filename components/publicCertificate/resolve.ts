import type * as pulumi from "@pulumi/pulumi";
import { CertificateKey } from "../originCertificate/args";
import type { PublicCertificateArgs } from "./args";

/** Which public certificate load balancers get, with nothing left open. */
export interface ResolvedPublicCertificate {
  /** The zone, behind its check. */
  readonly zoneId: pulumi.Input<string>;
  /** The first name: canonical. */
  readonly domainName: string;
  /** The others, canonical and sorted. */
  readonly otherNames: readonly string[];
  /** The names for which AWS asks a proof: canonical and sorted, a wildcard as the name beneath which it stands. */
  readonly provenNames: readonly string[];
  /** The kind of the key. */
  readonly keyAlgorithm: CertificateKey;
  /** The regions. */
  readonly regions: readonly string[];
}

/**
 * Fills in the defaults of arguments that have passed the checks.
 * @param args - The arguments.
 * @param zoneId - The zone, behind its check.
 * @param hostnames - The canonical names, in the user's order.
 */
export function resolvePublicCertificate(
  args: PublicCertificateArgs,
  zoneId: pulumi.Input<string>,
  hostnames: readonly string[],
): ResolvedPublicCertificate {
  const [domainName = "", ...others] = hostnames;
  return {
    zoneId,
    domainName,
    otherNames: others.sort(),
    provenNames: [...new Set(hostnames.map((name) => name.replace(/^\*\./, "")))].sort(),
    keyAlgorithm: args.keyAlgorithm ?? CertificateKey.Rsa,
    regions: args.regions,
  };
}
