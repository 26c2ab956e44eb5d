import { isPublic, isWithin, joinRanges, parseCidr, parseCidrs, readRange } from "../../core/cidrs";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";

const cloudflare = joinRanges(parseCidrs([...cloudflareRanges.ipv4, ...cloudflareRanges.ipv6]));

const named = /(?:, client: |\[client |\] Ban )(?<address>[\da-f.:]*[\da-f])/i;

/**
 * Whether the client of a line may be Cloudflare. A public address of somebody else's is not: the server knows its visitors then, or
 * they come around Cloudflare.
 * @param text - The whole line.
 * @returns False where it names a public address outside Cloudflare's ranges.
 */
export function mayBeCloudflare(text: string): boolean {
  const found = named.exec(text)?.groups?.address ?? "";
  const address = found.includes(".") ? found.replace(/:\d+$/, "") : found;
  const cidr = parseCidr(`${address}/${address.includes(":") ? 128 : 32}`);
  const range = cidr && readRange(address);
  return (
    cidr === undefined || range === undefined || !isPublic(cidr) || isWithin(range, cloudflare)
  );
}
