import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import type { AddressFamily } from "../../core/cidrs";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import type { NetworkSubnet } from "../../model/network/subnets";
import type { SubnetWay } from "../../model/network/subnetWays";
import { listed, names, say, type Phrase } from "../words/words";
import {
  causesAmong,
  placedBy,
  publicOrigins,
  subnetBefore,
  type PublicOrigin,
} from "./publicOrigins";
import type { Risk, RiskContext } from "./risk";

const parts = new Set<ModelTypeName>([
  "route",
  "routeTable",
  "routeTableAssociation",
  "mainRouteTableAssociation",
  "internetGateway",
  "internetGatewayAttachment",
  "prefixList",
  "prefixListEntry",
  "vpc",
  "subnet",
  ...(["awsLoadBalancer", "classicBalancer"] as const),
  "instance",
  "networkInterface",
]);

/** A subnet of an origin from which answers no longer reach Cloudflare, or may not. */
interface CutSubnet {
  readonly subnet: NetworkSubnet;
  readonly way: SubnetWay;
  readonly before: SubnetWay | undefined;
  /** Cloudflare's ranges that get no answer any more. */
  readonly ranges: readonly string[];
}

/** Finds origins whose answers no longer find the way to Cloudflare by the routes of their subnets. */
export function subnetRouteRisks(context: RiskContext): Risk[] {
  return publicOrigins(context, parts).flatMap((origin) =>
    origin.after.families.flatMap((family): Risk[] => {
      // What no change brings may have been so before, in a way that the plan does not show.
      const isBrought = ({ cause }: Risk): boolean => cause.length > 0;
      const lost = cutSubnets(context, origin, family, "lost");
      if (lost.length > 0) {
        return [cutRisk(context, origin, family, lost)].filter(isBrought);
      }
      const unknown = cutSubnets(context, origin, family, "unknown");
      const risks = unknown.length > 0 ? [unknownRisk(context, origin, unknown)] : [];
      return risks.filter(isBrought);
    }),
  );
}

function cutSubnets(
  context: RiskContext,
  origin: PublicOrigin,
  family: AddressFamily,
  how: "lost" | "unknown",
): CutSubnet[] {
  const { before, after } = context;
  const ways = origin.before.subnets.map((subnet) => before.network.way(subnet, family));
  /** Whether a subnet that is new follows the same table, of which nothing is known, as one that serves. */
  const isLike = ({ vpcTokens }: NetworkSubnet, { table }: SubnetWay): boolean =>
    table.parts.length === 0 &&
    origin.before.subnets.some(
      (each, index) =>
        ways[index]?.table.parts.length === 0 &&
        each.resource !== undefined &&
        each.vpcTokens.some((token) => vpcTokens.includes(token)),
    );
  const worked = (range: string): boolean =>
    ways.length === 0 || ways.some(({ lost }) => !lost.includes(range));
  return origin.after.subnets.flatMap((subnet): CutSubnet[] => {
    const was = subnetBefore(context, subnet, origin);
    const old = was && before.network.way(was, family);
    const way = after.network.way(subnet, family);
    const known = new Set(
      how === "lost" ? old?.lost : [...(old?.lost ?? []), ...(old?.unknown ?? [])],
    );
    const ranges = way[how].filter((range) => !known.has(range) && worked(range));
    // A subnet of another program is as little known as it ever was.
    const isTold = old !== undefined || (subnet.resource !== undefined && !isLike(subnet, way));
    const isNew = how === "lost" || isTold;
    return ranges.length > 0 && isNew ? [{ subnet, way, before: old, ranges }] : [];
  });
}

function cutRisk(
  context: RiskContext,
  origin: PublicOrigin,
  family: AddressFamily,
  cut: readonly CutSubnet[],
): Risk {
  const { title, resource, subnets } = origin.after;
  const ranges = new Set(cut.flatMap((each) => each.ranges));
  const isAll = ranges.size === cloudflareRanges[family].length;
  const answers = isAll
    ? family === "ipv4"
      ? say`what ${title} answers`
      : say`what ${title} answers by IPv6`
    : say`what ${title} answers to ${names([...ranges])}`;
  const places = [...new Set(cut.flatMap(({ way }) => way.leadsTo))];
  const where = say`in ${names(cut.map(({ subnet }) => subnet.title))}`;
  const share =
    isAll && cut.length === subnets.length
      ? origin.visitors
      : say`${origin.visitors} whose requests arrive there`;
  return {
    ...{ id: "subnet-cut-off", severity: "high", subject: resource.key, title },
    about: cut.flatMap(({ way }) => way.parts.map(({ key }) => key)),
    consequence: say`From this change on ${answers} ${where} ${wayPhrase(places)}: Cloudflare's connections time out, and ${share} get Error 522 until the route is back.`,
    cause: causesAmong(context, [...cut.flatMap(partsOf), ...placedBy(context, origin)]),
    hint: isAll
      ? say`Keep a default route to the internet gateway of the VPC in the table of every subnet in which ${title} stands; lead subnets that take no connections from the Internet to a NAT gateway, by a table of their own.`
      : say`Narrow the route, or add narrower ones for Cloudflare's ranges to the internet gateway.`,
  };
}

function wayPhrase(places: readonly (string | undefined)[]): Phrase {
  const known = places.filter((place) => place !== undefined);
  const led = known.length === 0 ? [] : say`is led to ${listed(known.map((place) => [place]))}`;
  const nowhere = places.includes(undefined) ? say`finds no route` : [];
  return led.length > 0 && nowhere.length > 0 ? say`${led} or ${nowhere}` : [...led, ...nowhere];
}

function unknownRisk(context: RiskContext, origin: PublicOrigin, cut: readonly CutSubnet[]): Risk {
  const { title, resource } = origin.after;
  return {
    id: "subnet-route-unknown",
    severity: "medium",
    subject: resource.key,
    title,
    consequence: say`This plan does not say where ${names(cut.map(({ subnet }) => subnet.title))} leads what ${title} answers from this change on: if it is not the internet gateway, ${origin.visitors} get Error 522 until it is.`,
    cause: causesAmong(context, [...cut.flatMap(partsOf), ...placedBy(context, origin)]),
    hint: say`See that the route table has a default route to the internet gateway before this update.`,
  };
}

function partsOf({ subnet, way, before }: CutSubnet) {
  return [
    ...way.parts,
    ...(before?.parts ?? []),
    ...(subnet.resource === undefined ? [] : [subnet.resource]),
  ];
}
