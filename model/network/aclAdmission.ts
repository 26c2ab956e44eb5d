import { everywhere } from "../../facts/addresses";
import {
  overlap,
  contains,
  readRange,
  type AddressFamily,
  type AddressRange,
} from "../../core/cidrs";
import { ephemeralPorts } from "../../facts/aws/networkAcls";
import type { AclDirection, AclRule, PortSpan, SubnetAcl } from "./networkAcls";
import { cloudflareByFamily } from "../firewall/admittedRanges";
import { privateRanges } from "./privateRanges";

const everyAddress = readRange(everywhere.ipv4);

/** What a network ACL turns away of packets from or to one of Cloudflare's ranges. */
export interface AclRefusal {
  /** The range. */
  readonly range: string;
  /** The ports whose packets are turned away, if only those of some addresses of the range; sorted, apart from each other. */
  readonly ports: readonly PortSpan[];
}

/**
 * Judges the packets of Cloudflare by a network ACL, as far as its rules are known.
 * @param acl - The ACL; undefined for the VPC's own, which turns nothing away.
 * @param direction - Which way they go.
 * @param family - The family of addresses.
 * @param ports - The ports to which they go.
 * @returns What is turned away, in the order of the published list; nothing of what gets through whole.
 */
export function refusalsOf(
  acl: SubnetAcl | undefined,
  direction: AclDirection,
  family: AddressFamily,
  ports: PortSpan,
): readonly AclRefusal[] {
  const rules = acl?.rules[direction];
  return rules === undefined
    ? []
    : cloudflareByFamily[family]
        .map((range) => ({ range: range.text, ports: joined(deniedPorts(rules, 0, range, ports)) }))
        .filter((refusal) => refusal.ports.length > 0);
}

/**
 * Judges connections of Cloudflare by a network ACL: their packets to the port, and the answers, which go to ports that nobody foresees.
 * @param acl - The ACL; undefined for the VPC's own, which turns nothing away.
 * @param family - The family of addresses.
 * @param port - The port that Cloudflare connects to.
 * @returns The ranges from which no connection comes about, if only from some addresses; each once.
 */
export function refusedConnections(
  acl: SubnetAcl | undefined,
  family: AddressFamily,
  port: number,
): readonly string[] {
  const refusals = [
    ...refusalsOf(acl, "ingress", family, { first: port, last: port }),
    ...refusalsOf(acl, "egress", family, ephemeralPorts).filter(
      ({ ports: [span] }) =>
        span?.first === ephemeralPorts.first && span.last === ephemeralPorts.last,
    ),
  ];
  return [...new Set(refusals.map(({ range }) => range))];
}

/**
 * Judges the packets of any range by a network ACL, as far as its rules are known.
 * @param acl - The ACL; undefined for the VPC's own, which turns nothing away.
 * @param direction - Which way they go.
 * @param range - The addresses at the other end.
 * @param ports - The ports to which they go.
 * @returns The ports whose packets are turned away, if only those of some addresses of the range; sorted, apart from each other.
 * Nothing where no rule is known although there are some.
 */
export function refusedPorts(
  acl: SubnetAcl | undefined,
  direction: AclDirection,
  range: AddressRange,
  ports: PortSpan,
): readonly PortSpan[] {
  const rules = acl?.rules[direction];
  const isUnread = acl?.maybeMore === true && rules?.length === 0;
  return rules === undefined || isUnread ? [] : joined(deniedPorts(rules, 0, range, ports));
}

/**
 * Judges the packets between a subnet and the Internet by a network ACL, as far as its rules are known.
 * @param acl - The ACL; undefined for the VPC's own, which turns nothing away.
 * @param direction - Which way they go.
 * @param ports - The ports to which they go.
 * @returns The ports whose packets are turned away whatever address of the Internet is at the other end; sorted, apart from each other. Nothing where
 * there may be rules that are not known.
 */
export function refusedOutside(
  acl: SubnetAcl | undefined,
  direction: AclDirection,
  ports: PortSpan,
): readonly PortSpan[] {
  const rules = acl?.rules[direction].filter(
    ({ range }) => !privateRanges.some((own) => contains(own, range)),
  );
  return rules === undefined || acl?.maybeMore === true || everyAddress === undefined
    ? []
    : joined(deniedPorts(rules, 0, everyAddress, ports, inBoth));
}

/**
 * Takes ports away.
 * @param spans - Ports.
 * @param others - The ports to take away.
 * @returns What is left, sorted.
 */
export function withoutPorts(
  spans: readonly PortSpan[],
  others: readonly PortSpan[],
): readonly PortSpan[] {
  return others.reduce<readonly PortSpan[]>(
    (left, other) => left.flatMap((span) => beside(other, span)),
    spans,
  );
}

/**
 * Counts ports.
 * @param spans - Ports, apart from each other.
 */
export function countPorts(spans: readonly PortSpan[]): number {
  return spans.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

/** What is said of a range of which the halves are judged apart. */
type OfHalves = (one: readonly PortSpan[], other: readonly PortSpan[]) => PortSpan[];

const inEither: OfHalves = (one, other) => [...one, ...other];

const inBoth: OfHalves = (one, other) =>
  one.flatMap((span) =>
    other.map((each) => common(span, each)).filter(({ first, last }) => first <= last),
  );

/** The ports whose packets some rule turns away, or none lets through, from or to some addresses of a range or all. */
function deniedPorts(
  rules: readonly AclRule[],
  from: number,
  range: AddressRange,
  ports: PortSpan,
  ofHalves: OfHalves = inEither,
): PortSpan[] {
  for (let place = from; place < rules.length; place += 1) {
    const rule = rules[place];
    if (rule === undefined || !isMet(rule, range, ports)) {
      continue;
    }
    if (!contains(rule.range, range)) {
      const [one = [], other = []] = halves(range).map((half) =>
        deniedPorts(rules, place, half, ports, ofHalves),
      );
      return ofHalves(one, other);
    }
    const rest = beside(rule.ports, ports).flatMap((span) =>
      deniedPorts(rules, place + 1, range, span, ofHalves),
    );
    return rule.allows ? rest : [common(rule.ports, ports), ...rest];
  }
  return [ports];
}

function isMet(rule: AclRule, range: AddressRange, { first, last }: PortSpan): boolean {
  return overlap(rule.range, range) && rule.ports.first <= last && first <= rule.ports.last;
}

/** CIDR blocks lie within each other or apart, so halves come to an end. */
function halves(range: AddressRange): AddressRange[] {
  const middle = range.first + (range.last - range.first) / 2n;
  return [
    { ...range, last: middle },
    { ...range, first: middle + 1n },
  ];
}

function common(one: PortSpan, other: PortSpan): PortSpan {
  return { first: Math.max(one.first, other.first), last: Math.min(one.last, other.last) };
}

/** What of a span lies before and behind another one. */
function beside(taken: PortSpan, { first, last }: PortSpan): PortSpan[] {
  return [
    { first, last: Math.min(last, taken.first - 1) },
    { first: Math.max(first, taken.last + 1), last },
  ].filter((span) => span.first <= span.last);
}

function joined(spans: readonly PortSpan[]): PortSpan[] {
  const found: PortSpan[] = [];
  for (const span of [...spans].sort((left, right) => left.first - right.first)) {
    const before = found.at(-1);
    if (before === undefined || span.first > before.last + 1) {
      found.push(span);
    } else if (span.last > before.last) {
      found[found.length - 1] = { ...before, last: span.last };
    }
  }
  return found;
}
