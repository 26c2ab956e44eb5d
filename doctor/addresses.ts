import {
  isPublic,
  isWithin,
  joinRanges,
  parseCidr,
  parseCidrs,
  readRange,
  type AddressRange,
} from "../core/cidrs";
import { addressBits } from "../facts/addresses";
import { cloudflareRanges } from "../facts/cloudflare/ranges";

/** Every range of Cloudflare's. */
export const cloudflare: readonly AddressRange[] = parseCidrs([
  ...cloudflareRanges.ipv4,
  ...cloudflareRanges.ipv6,
]);

const joined = joinRanges(cloudflare);

/**
 * Whether an address is Cloudflare's.
 * @param address - An IP address, or a CIDR all of which must be; anything else is not.
 */
export function isCloudflares(address: string): boolean {
  const range = readRange(address);
  return range !== undefined && isWithin(range, joined);
}

/**
 * Whether an address is one of the public Internet, Cloudflare's among them.
 * @param address - An IP address; anything else is not.
 */
export function isPublicAddress(address: string): boolean {
  const bits = addressBits[address.includes(":") ? "ipv6" : "ipv4"];
  const cidr = parseCidr(`${address}/${bits}`);
  return cidr !== undefined && isPublic(cidr);
}
