import type { Evidence } from "../evidence";
import { witness } from "../witness";

/** A hop on the way to an address. */
export interface Hop {
  /** From 1. */
  readonly number: number;
  /** Who answered; undefined where nobody did. */
  readonly host: string | undefined;
  /** Packets sent to it. */
  readonly sent: number;
  /** Packets that it did not answer. */
  readonly lost: number;
  /** Milliseconds that an answer took; undefined where there was none. */
  readonly averageMilliseconds: number | undefined;
  /** Milliseconds that the latest answer took; undefined where it is not known. */
  readonly worstMilliseconds?: number;
}

/** The way to an address, hop by hop. */
export interface PathReport {
  readonly destination: string;
  readonly hops: readonly Hop[];
}

/**
 * What packets the way was asked with. To answer ping is a favour that a host may grant seldom; to a port of its own it answers each
 * packet.
 */
export type ProbeKind = "ping" | "syn";

/** Packets lost below which nothing is said of a loss: one or two happen on every way. From memory. */
export const fewestLost = 3;

/** The share of packets lost at the address alone above which it rather answers seldom: few connections would come to stand. */
const seldomShare = 0.8;

/** Milliseconds there and back from which a way is called slow: no path on Earth takes as long. From memory. */
export const slowMilliseconds = 1000;

/**
 * Judges a way. Loss counts where it goes on to the address itself: a hop that loses more than those behind it only answers seldom.
 * @param report - The way.
 * @param kind - What it was asked with.
 * @returns What it says.
 */
export function judgePath(report: PathReport, kind: ProbeKind): Evidence {
  const last = report.hops.at(-1);
  return last?.host === report.destination
    ? judgeWhole(report, last, kind)
    : judgeEnd(report, last);
}

/** Judges where a way ends that does not lead to the address. */
function judgeEnd({ destination }: PathReport, last: Hop | undefined): Evidence {
  const { fail, unknown } = witness("network", "path", destination);
  if (last === undefined) {
    return unknown("the way has no hop");
  }
  if (last.host === undefined) {
    return unknown(
      "nobody answers at the end of the way: the address may drop such packets, which is right",
    );
  }
  return fail(
    `the way ends at hop ${last.number} (${last.host}), before the address`,
    ["origin-unreachable"],
    // A firewall that refuses such packets alone ends the way as well.
    { weight: "setting" },
  );
}

/** Judges what is lost, and what is slow, on a way that leads to the address. */
function judgeWhole(report: PathReport, last: Hop, kind: ProbeKind): Evidence {
  const { pass, fail, unknown } = witness("network", "path", report.destination);
  const isSeldom = last.lost > last.sent * seldomShare;
  if ((last.averageMilliseconds ?? 0) >= slowMilliseconds && !isSeldom) {
    // What comes later than it is waited for counts as lost.
    return fail(
      `an answer takes ${Math.round(last.averageMilliseconds ?? 0)} ms; ${last.lost} of ${last.sent} came later still or never`,
      ["network-latency"],
    );
  }
  if (last.lost > 0 && last.lost < fewestLost) {
    return unknown(`${last.lost} of ${last.sent} packets lost at the address: too few to tell`);
  }
  if (last.lost > 0) {
    return ofLoss(report, last, kind);
  }
  if (kind === "syn" && (last.worstMilliseconds ?? 0) >= slowMilliseconds) {
    return unknown(
      `an answer came after ${Math.round(last.worstMilliseconds ?? 0)} ms: the system may have sent a lost SYN again`,
    );
  }
  return pass(`${last.sent} packets, none lost at the address${onTheWay(report)}`, [
    "network-loss",
    "network-latency",
    "origin-unreachable",
  ]);
}

function ofLoss(report: PathReport, last: Hop, kind: ProbeKind): Evidence {
  const { fail } = witness("network", "path", report.destination);
  const begin = report.hops.find(
    (_hop, index) =>
      report.hops[index]?.host !== undefined &&
      report.hops.slice(index).every(({ host, lost }) => host === undefined || lost > 0),
  );
  const isAtEnd = begin === last;
  const isSeldom = last.lost > last.sent * seldomShare;
  const side = isAtEnd || begin?.number === last.number - 1 ? ", at the origin's side" : "";
  return fail(
    `${last.lost} of ${last.sent} packets lost at the address; the loss begins at hop ${begin?.number ?? last.number} of ${last.number} (${begin?.host ?? last.host})${side}`,
    ["network-loss"],
    // A firewall refuses by packets that the host sends seldom, as it answers ping.
    { weight: isAtEnd && (kind === "ping" || isSeldom) ? "setting" : "experiment" },
  );
}

function onTheWay({ hops }: PathReport): string {
  const seldom = hops.slice(0, -1).filter(({ lost }) => lost > 0);
  return seldom.length === 0
    ? ""
    : `; hop ${seldom.map(({ number }) => number).join(", ")} answers seldom or never, which is no loss`;
}
