import { getDomain } from "tldts";
import { canonicalHostname as writtenHostname, isInZone } from "../../core/hostnames";

/**
 * Brings a hostname into the one form that the model compares: lower case, Punycode, no dot at its end.
 * @param name - A name as a program writes it.
 * @returns The canonical form; the name itself where it is no domain name.
 */
export function canonicalHostname(name: string): string {
  const text = name.trim();
  return writtenHostname(text) ?? text;
}

/**
 * The full name of a record or a load balancer. Programs write `@`, a name relative to the zone, or a full name.
 * @param name - The name as the program writes it.
 * @param zoneName - The zone's name, where the model knows it.
 * @returns The full name; where the zone's name is not known, the name as it is.
 */
export function fullHostname(name: string, zoneName: string | undefined): string {
  const own = canonicalHostname(name);
  if (zoneName === undefined) {
    return own;
  }
  const zone = canonicalHostname(zoneName);
  if (own === "@" || own === "") {
    return zone;
  }
  return isInZone(own, zone) ? own : `${own}.${zone}`;
}

/**
 * Whether a name is one that stood there short, in a zone of which nothing said the name.
 * @param full - A canonical hostname.
 * @param short - The hostname as the model calls it: `www in zone …`.
 */
export function isFullNameOf(full: string, short: string): boolean {
  const [label = "", zone] = short.split(" in zone ");
  const isOfZone = label === "@" ? registrableDomain(full) === full : full.startsWith(`${label}.`);
  return zone !== undefined && isOfZone;
}

/**
 * The registrable domain of a hostname.
 * @param name - A canonical hostname, or a wildcard.
 * @returns The domain; the name itself where it has none.
 */
export function registrableDomain(name: string): string {
  const hostname = name.replace(/^\*\./, "");
  return getDomain(hostname) ?? hostname;
}

/**
 * Finds a hostname by which a name is asked.
 * @param name - A canonical hostname, or a wildcard.
 * @returns The name itself, or one that the wildcard has.
 */
export function askedName(name: string): string {
  return name.replace(/^\*(?=\.)/, "any-name");
}

/**
 * Whether a name is asked by programs that look for a service, a key or a proof of ownership, and by no visitor: one of its labels begins
 * with an underscore. Source: RFC 8552; RFC 6376, section 3.6.2.1 (`s1._domainkey.example.com`).
 * @param hostname - A canonical hostname.
 */
export function isServiceName(hostname: string): boolean {
  return hostname.split(".").some((label) => label.startsWith("_"));
}
