import { getDomain } from "tldts";
import { certificateCovers } from "../model/hostnames";
import type { CertificateNode } from "../model/certificates";
import { unknownValue } from "../model/resources";

/**
 * The names of a certificate, where all are known.
 * @param certificate - The certificate.
 * @returns Canonical hostnames, or undefined where one may be there that the plan does not know.
 */
export function knownNames({ hostnames }: CertificateNode): readonly string[] | undefined {
  if (hostnames === unknownValue) {
    return undefined;
  }
  const known = hostnames.filter((name) => name !== unknownValue);
  return known.length === hostnames.length ? known : undefined;
}

/**
 * Whether names cover a hostname.
 * @param names - Names of a certificate.
 * @param hostname - A canonical hostname.
 * @returns True where one of them does.
 */
export function covers(names: readonly string[], hostname: string): boolean {
  return names.some((name) => certificateCovers(name, hostname));
}

/**
 * Whether names are about the same site as a hostname: one is of the same registrable domain.
 * @param names - Names of a certificate.
 * @param hostname - A canonical hostname.
 * @returns True where one is.
 */
export function concerns(names: readonly string[], hostname: string): boolean {
  const domain = getDomain(hostname);
  return domain !== null && names.some((name) => getDomain(name.replace(/^\*\./, "")) === domain);
}
