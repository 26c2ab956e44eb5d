import { isOwnHostHeader } from "../../constraints/hostHeaders";
import { apiErrors } from "../../facts/cloudflare/apiErrors";
import { describeValue, type Problem } from "../../core/problem";
import { canonicalAddress, isIpAddress } from "../internal/addresses";
import { canonicalHostname } from "../../core/hostnames";
import { fullHostname } from "../../core/hostnameRules";
import type { OriginArgs } from "./args";

/**
 * Refuses a Host header that Cloudflare may refuse: one outside the zone that is not the origin's address either.
 * @param path - Where the Host header stands.
 * @param origin - The origin. A Host header that is no name is for another check to refuse.
 * @param zoneName - The zone's name, as the user wrote it.
 * @param address - The origin's address, in its canonical form.
 * @returns The problem, or undefined.
 */
export function foreignHostProblem(
  path: string,
  { hostHeader, acceptForeignHost }: OriginArgs,
  zoneName: unknown,
  address: string,
): Problem | undefined {
  const zone = typeof zoneName === "string" ? canonicalHostname(zoneName) : undefined;
  const host = spelt(hostHeader);
  return acceptForeignHost === true ||
    zone === undefined ||
    host === undefined ||
    isOwnHostHeader(host, address, [zone])
    ? undefined
    : {
        path,
        rule: `be a name of the zone ${zone}, or the address of its origin`,
        actual: describeValue(hostHeader),
        hint:
          `Cloudflare refuses the pool with ${apiErrors.hostHeaderRefused.code}. Leave it out, and the origin is asked for the ` +
          "visitor's hostname; or say acceptForeignHost: true where the name is of another zone of the account or resolves to the address",
      };
}

function spelt(hostHeader: unknown): string | undefined {
  return typeof hostHeader === "string" && isIpAddress(hostHeader)
    ? canonicalAddress(hostHeader)
    : fullHostname(hostHeader);
}
