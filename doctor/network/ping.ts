import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { fewestLost, slowMilliseconds } from "./path";

/** What ping counted. */
export interface PingReport {
  readonly destination: string;
  readonly sent: number;
  readonly received: number;
  /** Answers that there is no way, or that packets are too large. */
  readonly errors: number;
  /** Whether one of them says that there is no way. */
  readonly isUnreachable: boolean;
  /** Whether somebody says that packets are too large, so that senders know. */
  readonly isTooLarge: boolean;
  /** Milliseconds that an answer took; undefined where there was none. */
  readonly averageMilliseconds: number | undefined;
}

const title = /^PING \S+?(?: \(([0-9A-Fa-f.:]+)\))?(?:\([^)]*\))? /m;
const counts = /^(\d+) packets transmitted, (\d+) received(?:, \+(\d+) errors)?/m;
const times = /^rtt min\/avg\/max\/mdev = [\d.]+\/([\d.]+)\//m;

/**
 * Reads what `ping -n` wrote (iputils).
 * @param text - Its output, with what it wrote to standard error.
 * @returns The counts; undefined where there are none.
 */
export function readPing(text: string): PingReport | undefined {
  const found = counts.exec(text);
  const destination = title.exec(text)?.[1] ?? /^PING (\S+)/m.exec(text)?.[1];
  if (found === null || destination === undefined) {
    return undefined;
  }
  const average = times.exec(text)?.[1];
  return {
    destination,
    sent: Number(found[1]),
    received: Number(found[2]),
    errors: Number(found[3] ?? 0),
    isUnreachable: /Destination (?:Host|Net) Unreachable|No route/i.test(text),
    isTooLarge: /message too long|Frag needed|Packet too big/i.test(text),
    averageMilliseconds: average === undefined ? undefined : Number(average),
  };
}

/**
 * Judges ping. To answer it is a favour: silence says nothing, and a loss only that there may be one.
 * @param report - What it counted.
 * @returns What it says.
 */
export function judgePing(report: PingReport): Evidence {
  const { destination, sent, received } = report;
  const { pass, fail, unknown } = witness("network", "ping", destination);
  const lost = sent - received;
  if (received === 0) {
    return report.isUnreachable
      ? fail("the way answers that there is none", ["origin-unreachable"])
      : unknown("ping is not answered: the address may drop it, which is right");
  }
  if ((report.averageMilliseconds ?? 0) >= slowMilliseconds) {
    return fail(`an answer takes ${Math.round(report.averageMilliseconds ?? 0)} ms`, [
      "network-latency",
    ]);
  }
  if (lost >= fewestLost) {
    return fail(`${lost} of ${sent} pings not answered`, ["network-loss"], { weight: "setting" });
  }
  return pass(`${received} of ${sent} pings answered, in ${report.averageMilliseconds ?? 0} ms`, [
    "origin-unreachable",
  ]);
}

/**
 * Judges pings as large as packets get, that may not be cut up, beside small ones.
 * @param small - Small ones.
 * @param large - Large ones, with `-M do`.
 * @returns What they say of the largest packet that the way takes.
 */
export function judgePacketSize(small: PingReport, large: PingReport): Evidence {
  const { pass, fail, unknown } = witness("network", "packet-size", large.destination);
  if (small.received === 0) {
    return unknown("ping is not answered: what packets get through is not seen");
  }
  if (large.received > 0) {
    return pass("large packets get through", ["network-mtu"]);
  }
  return large.isTooLarge
    ? pass("large packets are refused with a word, so that senders make smaller ones", [
        "network-mtu",
      ])
    : fail(
        "large packets are lost without a word, small ones are not",
        ["network-mtu"],
        // A host may drop large pings alone.
        { weight: "setting" },
      );
}
