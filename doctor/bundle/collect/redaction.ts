import { withoutSecrets } from "../../../core/secrets";
import { isCloudflares, isPublicAddress } from "../../addresses";
import { longestText } from "../format";

/** What stands for somebody's address. Source: RFC 5737 and RFC 3849, which keep these for documentation. */
const standIns = { ipv4: "192.0.2.1", ipv6: "2001:db8::1" } as const;

/** An address, alone or with a prefix of its own length; not one that begins or ends a range, or a network. */
const single =
  /(?<![\w.:/-])(?<address>\d{1,3}(?:\.\d{1,3}){3}|(?:[\da-f]{1,4}:{1,2}){2,7}[\da-f]{0,4})(?![\w.]|:[\da-f]|-\d|\/(?!32\b|128\b)\d)/gi;

/**
 * Takes addresses out of a text that may be those of visitors: single public ones. Networks, ranges and Cloudflare's own stay, so
 * that rules about them still mean the same.
 * @param text - Any text.
 * @returns The text, with an address of documentation in the place of each.
 */
export function withoutVisitors(text: string): string {
  return text.replace(single, (address) =>
    isPublicAddress(address) && !isCloudflares(address)
      ? standIns[address.includes(":") ? "ipv6" : "ipv4"]
      : address,
  );
}

/**
 * The same for what `nft -j` wrote, in which networks and ranges stand in parts.
 * @param text - Its output.
 * @returns The text; what is no JSON is treated as any other text.
 */
export function withoutVisitorsOfNft(text: string): string {
  try {
    return JSON.stringify(withoutVisitorsIn(JSON.parse(text)));
  } catch {
    return withoutVisitors(text);
  }
}

function withoutVisitorsIn(value: unknown): unknown {
  if (typeof value === "string") {
    return withoutVisitors(value);
  }
  if (Array.isArray(value)) {
    return value.map(withoutVisitorsIn);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([name, part]) => [
          name,
          name === "prefix" || name === "range" ? (part as unknown) : withoutVisitorsIn(part),
        ]),
      )
    : value;
}

/**
 * Makes a text fit for a bundle: no secret, no visitor's address, not too long.
 * @param text - Any text.
 * @returns The text, and whether its end was cut off.
 */
export function fitText(text: string): { readonly text: string; readonly isCut: boolean } {
  const isCut = text.length > longestText;
  // A line that is cut would be another rule.
  const kept = isCut ? text.slice(0, text.lastIndexOf("\n", longestText) + 1) : text;
  return { text: withoutVisitors(withoutSecrets(kept)).slice(0, longestText), isCut };
}
