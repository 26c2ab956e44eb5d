import type { CertificateNode } from "../../model/tls/certificates";
import { registrableDomain } from "../../model/graph/hostnames";
import { unknownValue } from "../../core/known";
import { inWords } from "./subjects";

/**
 * The names of a certificate, where all are known.
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
 * Sorts certificates by the registrable domains that their names are of.
 * @param certificates - The names of each certificate.
 * @returns For each domain the names of each certificate that is about it, also those of other domains.
 */
export function byDomain(
  certificates: readonly (readonly string[])[],
): ReadonlyMap<string, readonly (readonly string[])[]> {
  const found = new Map<string, (readonly string[])[]>();
  for (const names of certificates) {
    for (const domain of new Set(names.map(registrableDomain))) {
      const known = found.get(domain);
      if (known === undefined) {
        found.set(domain, [names]);
      } else {
        known.push(names);
      }
    }
  }
  return found;
}

/** How many names of certificates a sentence lists. */
const mostNames = 20;

/**
 * Lists names of certificates in a sentence, the first of them where there are many.
 * @param certificates - The names of each certificate.
 * @returns The names, each once, sorted.
 */
export function namesInWords(certificates: readonly (readonly string[])[]): string {
  const names = new Set<string>();
  for (const name of certificates
    .slice(0, mostNames + 1)
    .flatMap((each) => each.slice(0, mostNames + 1))) {
    names.add(name);
  }
  const listed = [...names].slice(0, mostNames).sort();
  return names.size > mostNames ? `${listed.join(", ")} and more` : inWords(listed);
}
