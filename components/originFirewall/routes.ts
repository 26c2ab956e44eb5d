import { everywhere, reservedRanges, familyNames } from "../../facts/addresses";
import { applianceTargets } from "../../facts/aws/routes";
import type { AddressRanges } from "../../facts/cloudflare/ranges";
import { type Problem } from "../../core/problem";
import { keyPath } from "../../core/paths";
import { RouteTargetKind, type FirewallRouteArgs, type FirewallRouteTableArgs } from "./args";
import {
  addressCount,
  addressFamilies,
  contains,
  coveredAddresses,
  outermost,
  overlap,
  parseCidr,
  parseCidrs,
  type Cidr,
} from "../../core/cidrs";

/**
 * Finds the routes that would swallow the answers to Cloudflare: it connects, the packets arrive, and what goes back leaves
 * for a VPN, a peer or a NAT gateway. No security group shows that. A default route to an appliance of the VPC is none of them.
 * @param tables - Route tables by key.
 * @param ranges - The ranges from which Cloudflare connects.
 * @returns One problem for each such route, and for each family without a way back; none for tables that cannot be read.
 */
export function routeProblems(
  tables: Readonly<Record<string, FirewallRouteTableArgs>>,
  ranges: AddressRanges,
): Problem[] {
  const cloudflare = parseCidrs([...ranges.ipv4, ...ranges.ipv6]);
  return Object.entries(tables).flatMap(([key, { routes }]) => {
    const path = `${keyPath("routeTables", key)}.routes`;
    return routes.every(isRead)
      ? [...swallowProblems(path, routes, cloudflare), ...wayBackProblems(path, routes, cloudflare)]
      : [];
  });
}

interface Route {
  readonly destination: Cidr;
  readonly target: RouteTargetKind;
}

/** Destinations and targets that cannot be are told of by the schema. */
function isRead({ destination, target }: FirewallRouteArgs): boolean {
  const targets: readonly string[] = Object.values(RouteTargetKind);
  return parseCidr(destination)?.exact === true && targets.includes(target);
}

function swallowProblems(
  path: string,
  routes: readonly FirewallRouteArgs[],
  cloudflare: readonly Cidr[],
): Problem[] {
  const read = routes.flatMap(({ destination, target }): Route[] => {
    const cidr = parseCidr(destination);
    return cidr === undefined ? [] : [{ destination: cidr, target }];
  });
  return read.flatMap((route, index) => {
    const swallowed = swallowedBy(route, read, cloudflare);
    return swallowed.length === 0
      ? []
      : [swallowProblem(`${path}[${index}]`, route, swallowed, cloudflare)];
  });
}

/** Ranges to which no route leads at all: the answers to them are dropped where they start. */
function wayBackProblems(
  path: string,
  routes: readonly FirewallRouteArgs[],
  cloudflare: readonly Cidr[],
): Problem[] {
  const destinations = parseCidrs(routes.map(({ destination }) => destination));
  return addressFamilies.flatMap((family) => {
    const lost = cloudflare.filter(
      (range) =>
        range.family === family && coveredAddresses(range, destinations) < addressCount(range),
    );
    return lost.length === 0
      ? []
      : [
          {
            path,
            rule: "lead back to every range from which Cloudflare connects",
            actual: `no route to ${inWords(lost, cloudflare)}`,
            hint: `Add ${everywhere[family]} to the internet gateway, or say where it leads`,
          },
        ];
  });
}

/** Blocks by name, or in short where they are all there are of their family. */
function inWords(parts: readonly Cidr[], cloudflare: readonly Cidr[]): string {
  const family = parts[0]?.family;
  const all = cloudflare.filter((range) => range.family === family);
  return family !== undefined && parts.length > 1 && parts.length === all.length
    ? `all ${all.length} ${familyNames[family]} ranges of Cloudflare`
    : parts.map((part) => part.text).join(", ");
}

/** An appliance that is in the way of everything hands the answers on; one in the way of Cloudflare alone loses them. */
const appliances: readonly RouteTargetKind[] = applianceTargets;

/** The parts of Cloudflare's ranges for which this route is the most specific one and leads elsewhere. */
function swallowedBy(
  { destination, target }: Route,
  routes: readonly Route[],
  cloudflare: readonly Cidr[],
): Cidr[] {
  const isInspected = destination.length === 0 && appliances.includes(target);
  if (target === RouteTargetKind.InternetGateway || isInspected) {
    return [];
  }
  const moreSpecific = routes
    .map((route) => route.destination)
    .filter((other) => other.length > destination.length);
  const parts = cloudflare
    .filter((range) => overlap(range, destination))
    .map((range) => (contains(range, destination) ? destination : range));
  return outermost(parts).filter(
    (part) => coveredAddresses(part, moreSpecific) < addressCount(part),
  );
}

function swallowProblem(
  path: string,
  { destination, target }: Route,
  parts: readonly Cidr[],
  cloudflare: readonly Cidr[],
): Problem {
  const texts = destination.length === 0 ? [destination.text] : parts.map((part) => part.text);
  return {
    path,
    rule: "leave Cloudflare's ranges to the internet gateway, since answers to Cloudflare would get lost on any other way",
    actual: `${destination.text} to ${target}, which takes ${inWords(parts, cloudflare)}`,
    hint: `Route ${texts.join(" and ")} to the internet gateway${narrower(destination)}`,
  };
}

/** Whoever means private addresses often writes a wider block. */
function narrower(destination: Cidr): string {
  const meant = privateCidrs.filter((block) => contains(destination, block));
  return meant.length === 0 || destination.length === 0
    ? ""
    : `, or narrow the destination to the private ${meant.map(({ text }) => text).join(" and ")}`;
}

const privateCidrs = parseCidrs(
  reservedRanges.filter(({ isPrivate }) => isPrivate).map(({ range }) => range),
);
