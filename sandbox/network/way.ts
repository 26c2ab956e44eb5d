import type { Certainty } from "../../core/certainty";
import { contains, readRange } from "../../core/cidrs";

/** What stands at an address and port. */
export interface Place {
  /** Whether an address of Cloudflare's is let in; where that is not known, it is. */
  readonly admits: (source: string) => Certainty;
  /** The loopback port of its server; undefined where none runs. */
  readonly target: number | undefined;
}

/** What the way to one origin does. What is not given stays as it is. */
export interface WayBehaviour {
  /** `refuse`: nothing listens; `drop`: packets go unanswered; `unreachable`: no route; `open`: all is well. */
  readonly connections?: "open" | "refuse" | "drop" | "unreachable";
  /**
   * Ranges, as CIDRs, whose new connections go unanswered. Those that stand go on, as those that a security group tracks do.
   * Source: Amazon EC2 user guide, security-group-connection-tracking.
   */
  readonly dropsFrom?: readonly string[];
  /**
   * Ranges, as CIDRs, whose new connections are refused, and whose standing ones hear nothing any more: a REJECT of iptables, before
   * any other rule, as fail2ban sets it.
   */
  readonly refusesFrom?: readonly string[];
  /** Modelled seconds that each direction takes. */
  readonly delaySeconds?: number;
  /** Share of new connections that go unanswered, 0 to 1; evenly, so that counts are exact: of 0.25 every fourth. */
  readonly loss?: number;
  /** Bytes in a modelled second, for each direction of a connection; 0 for no limit. */
  readonly bytesPerSecond?: number;
  /** Bytes from the origin, TLS included, after which a connection is reset; 0 for never. */
  readonly resetsAfterBytes?: number;
}

/** What a way does that nobody has told anything. */
export const openWay: Required<WayBehaviour> = {
  connections: "open",
  dropsFrom: [],
  refusesFrom: [],
  delaySeconds: 0,
  loss: 0,
  bytesPerSecond: 0,
  resetsAfterBytes: 0,
};

/**
 * Whether no packet of anybody passes a way.
 * @param behaviour - What the way does.
 */
export function isCutOff({ connections }: Required<WayBehaviour>): boolean {
  return connections === "drop" || connections === "unreachable";
}

/**
 * Whether no packet of the standing connections of an address passes a way.
 * @param behaviour - What the way does.
 * @param from - The address.
 */
export function isHeld(behaviour: Required<WayBehaviour>, from: string): boolean {
  return isCutOff(behaviour) || holds(behaviour.refusesFrom, from);
}

/**
 * Whether an address lies in one of several ranges.
 * @param ranges - CIDRs; what is none holds nothing.
 * @param address - The address.
 */
export function holds(ranges: readonly string[], address: string): boolean {
  const asked = readRange(address);
  return ranges.map(readRange).some((range) => range && asked && contains(range, asked));
}

/**
 * Whether new connections of an address go unanswered at a place that others may reach.
 * @param place - What stands there.
 * @param behaviour - What the way does.
 * @param from - The address.
 */
export function isDropped(
  { admits }: Place,
  { dropsFrom }: Required<WayBehaviour>,
  from: string,
): boolean {
  return holds(dropsFrom, from) || admits(from) === "no";
}
