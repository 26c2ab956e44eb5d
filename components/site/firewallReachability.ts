import { defaultHttpsPort, portRange } from "../../facts/cloudflare/ports";
import { describeValue, type Problem } from "../../core/problem";
import { isIpv6 } from "../internal/addresses";
import type { OriginFirewallArgs } from "../originFirewall";
import { placedOrigins } from "./origins";
import { argPath, type PlacedSite } from "./sites";

/** What a firewall lets Cloudflare in by. */
interface Opening {
  readonly ports: readonly unknown[];
  readonly ipv6: boolean;
}

/**
 * Finds what Cloudflare cannot reach through the firewalls: ports and addresses that none of them opens. Behind which of
 * several an origin stands is not known, so that one is enough.
 * @param site - The site.
 * @param firewalls - Every firewall of its origins; none where something else closes them.
 * @returns A problem for each port and address that is shut.
 */
export function unreachableProblems(
  site: PlacedSite,
  firewalls: readonly OriginFirewallArgs[],
): readonly Problem[] {
  const openings = firewalls.map(openingOf);
  if (openings.length === 0 || openings.some((opening) => !isSound(opening))) {
    return [];
  }
  const ofOrigins = placedOrigins(site).flatMap((origin) => {
    const problem = portProblem(`${origin.path}.port`, origin.port, openings);
    return problem ?? familyProblem(`${origin.path}.address`, origin, openings) ?? [];
  });
  const probe = site.args.health?.port;
  const ofProbe =
    probe === undefined ? undefined : portProblem(argPath(site, "health.port"), probe, openings);
  return ofProbe === undefined ? ofOrigins : [...ofOrigins, ofProbe];
}

function openingOf({ ports = [defaultHttpsPort], ipv6 = true }: OriginFirewallArgs): Opening {
  return { ports, ipv6 };
}

/** Ports that cannot be are refused elsewhere, and there is no more to say of them. */
function isSound({ ports }: Opening): boolean {
  return ports.length > 0 && ports.every(isPort);
}

/**
 * Whether there can be such a TCP port.
 * @param port - What was given.
 */
export function isPort(port: unknown): boolean {
  const { minimum, maximum } = portRange;
  return Number.isInteger(port) && Number(port) >= minimum && Number(port) <= maximum;
}

function portProblem(
  path: string,
  port: unknown,
  openings: readonly Opening[],
): Problem | undefined {
  const open = [...new Set(openings.flatMap(({ ports }) => ports))];
  return !isPort(port) || open.includes(port)
    ? undefined
    : {
        path,
        rule: `be a port that a firewall opens to Cloudflare (${open.join(", ")})`,
        actual: describeValue(port),
        hint: "Add it to the ports of the firewall, or every connection ends in Error 521 or 522",
      };
}

function familyProblem(
  path: string,
  { address, port }: { readonly address: string | undefined; readonly port: unknown },
  openings: readonly Opening[],
): Problem | undefined {
  const isOpen = openings.some(({ ports, ipv6 }) => ipv6 && ports.includes(port));
  return address === undefined || !isIpv6(address) || isOpen
    ? undefined
    : {
        path,
        rule: `be an IPv4 address where no firewall lets Cloudflare in by IPv6 on port ${describeValue(port)}`,
        actual: describeValue(address),
        hint: "Leave ipv6 of its firewall at true",
      };
}
