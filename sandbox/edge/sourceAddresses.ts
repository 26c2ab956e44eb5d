import { isIPv6 } from "node:net";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";

/** The first and the last of the last octets that stand for machines in a range. */
const octets = { first: 10, count: 200 };

/**
 * The address that one of Cloudflare's machines connects from: each in turn is of another range.
 * @param machine - Which machine, from 0.
 * @param destination - The address that it connects to: its family decides. A hostname counts as IPv4.
 */
export function sourceAddress(machine: number, destination: string): string {
  const ranges = cloudflareRanges[isIPv6(destination) ? "ipv6" : "ipv4"];
  const [network = ""] = (ranges[machine % ranges.length] ?? "").split("/");
  const within = octets.first + (Math.floor(machine / ranges.length) % octets.count);
  return network.endsWith("::")
    ? `${network}${within.toString(16)}`
    : network.replace(/\d+$/, String(within));
}
