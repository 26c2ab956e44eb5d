import { isCloudflares, isPublicAddress } from "../addresses";

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
  return !isPublicAddress(address) || isCloudflares(address);
}
