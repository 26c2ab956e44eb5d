import { isInZone } from "../core/hostnames";

/**
 * Whether Cloudflare takes a Host header of an endpoint, as far as names tell: a name of a zone of the account, or the
 * endpoint's own address. It takes a name too that publicly resolves to the address, which only the public DNS can tell,
 * and it refuses all others (`apiErrors.hostHeaderRefused`).
 *
 * Source: Cloudflare docs, load-balancing/additional-options/override-http-host-headers. Another page,
 * load-balancing/troubleshooting/common-error-codes, speaks of "immediate subdomains of a zone" only; what is taken here is the
 * wider of the two.
 * @param host - The Host header, in its canonical form.
 * @param address - The endpoint's address, in its canonical form.
 * @param zones - Names of zones of the account, in their canonical form.
 * @returns True where it is sure to be taken.
 */
export function isOwnHostHeader(host: string, address: string, zones: readonly string[]): boolean {
  return host === address || zones.some((zone) => isInZone(host, zone));
}
