import type { CertificateKind, RehearsalAuthority } from "./authority";
import type { DeclaredPlace } from "./places";
import type { ServedTls } from "./server/served";

/**
 * How what stands at a place shows itself.
 * @param place - The place.
 * @param authority - Who certifies it.
 * @param kind - What is wrong with its certificate.
 * @param takesClientCertificate - Whether it takes the client certificate that it demands; what it does not take is of the other authority:
 *   its trust store holds the wrong one. Defaults to true.
 * @returns Undefined where it speaks HTTP in clear.
 */
export function servedTls(
  { isEncrypted, names, demandsClientCertificate: whose }: DeclaredPlace,
  authority: RehearsalAuthority,
  kind: CertificateKind,
  takesClientCertificate = true,
): ServedTls | undefined {
  const other = whose === "own" ? "shared" : "own";
  return isEncrypted
    ? {
        ...authority.server(names, kind),
        clientAuthority:
          whose === "none"
            ? undefined
            : authority.clientAuthority(takesClientCertificate ? whose : other),
      }
    : undefined;
}
