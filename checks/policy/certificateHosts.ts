import { getDomain } from "tldts";
import type { CertificateNode } from "../model/certificates";
import { certificateCovers } from "../model/hostnames";
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
export function covers(names: Iterable<string>, hostname: string): boolean {
  for (const name of names) {
    if (certificateCovers(name, hostname)) {
      return true;
    }
  }
  return false;
}

/**
 * Sorts names of certificates by the registrable domain that they are of.
 * @param certificates - The names of each certificate.
 * @returns For each domain every name of each certificate that is about it, also those of other domains.
 */
export function namesByDomain(
  certificates: readonly (readonly string[])[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const byDomain = new Map<string, Set<string>>();
  for (const names of certificates) {
    for (const domain of new Set(names.map(domainOf))) {
      const known = byDomain.get(domain) ?? new Set();
      names.forEach((name) => known.add(name));
      byDomain.set(domain, known);
    }
  }
  return byDomain;
}

/**
 * The registrable domain of a hostname.
 * @param name - A canonical hostname, or a wildcard.
 * @returns The domain; the name itself where it has none.
 */
export function domainOf(name: string): string {
  const hostname = name.replace(/^\*\./, "");
  return getDomain(hostname) ?? hostname;
}
