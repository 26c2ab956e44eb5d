import { domainToASCII } from "node:url";

/**
 * Brings a hostname into the one form that the model compares: lower case, Punycode, no dot at its end.
 * @param name - A name as a program writes it.
 * @returns The canonical form; the name itself in lower case where it is no domain name.
 */
export function canonicalHostname(name: string): string {
  const lower = name.trim().toLowerCase().replace(/\.$/, "");
  return /^[\x20-\x7e]*$/.test(lower) ? lower : domainToASCII(lower) || lower;
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
  if (own === "@" || own === "" || own === zone) {
    return zone;
  }
  return own.endsWith(`.${zone}`) ? own : `${own}.${zone}`;
}

/**
 * The names above a name, nearest first: `a.b.c` has `b.c` and `c`.
 * @param hostname - A canonical hostname.
 * @returns The names, nearest first.
 */
export function parentHostnames(hostname: string): string[] {
  const labels = hostname.split(".");
  return labels.slice(1).map((_label, index) => labels.slice(index + 1).join("."));
}

/**
 * Whether one hostname is covered by another that may be a wildcard of one level, as on certificates.
 * @param pattern - A canonical hostname or `*.` and one.
 * @param hostname - A canonical hostname.
 * @returns True where the pattern covers it.
 */
export function certificateCovers(pattern: string, hostname: string): boolean {
  if (pattern === hostname) {
    return true;
  }
  const [, ...rest] = hostname.split(".");
  return pattern === `*.${rest.join(".")}`;
}
