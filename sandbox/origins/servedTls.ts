import type { CertificateKind, RehearsalAuthority } from "./authority";
import type { DeclaredPlace } from "./places";
import type { ServedTls } from "./server/served";

/**
 * How what stands at a place shows itself.
 * @param place - The place.
 * @param authority - Who certifies it.
 * @param kind - What is wrong with its certificate.
 * @param clients - Whose client certificates it takes.
 * @returns Undefined where it speaks HTTP in clear.
 */
export function servedTls(
  { isEncrypted, names }: DeclaredPlace,
  authority: RehearsalAuthority,
  kind: CertificateKind,
  clients: DeclaredPlace["demandsClientCertificate"],
): ServedTls | undefined {
  return isEncrypted
    ? {
        ...authority.server(names, kind),
        clientAuthority: clients === "none" ? undefined : authority.clientAuthority(clients),
      }
    : undefined;
}
