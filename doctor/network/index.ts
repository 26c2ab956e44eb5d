import { isIP } from "node:net";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { timeConnects } from "./connects";
import { readMtr } from "./mtr";
import { judgePath } from "./path";
import { judgePacketSize, judgePing, readPing } from "./ping";
import { run, type Ran } from "../programs";
import { judgeTrace, readTraceroute } from "./traceroute";

/** Where the way is looked at. */
export interface NetworkTarget {
  /** IPv4 or IPv6. */
  readonly address: string;
  readonly port: number;
}

/** How many bytes of a ping fill an Ethernet packet: 1500 less the headers of IP and ICMP. Source: RFC 791, RFC 792, RFC 8200. */
const largest = { 4: "1472", 6: "1452" } as const;

/**
 * Looks at the way to an address with the installed programs, side by side.
 * @param target - The address.
 * @param signal - The deadline of all.
 * @returns What was seen; for a program that is not installed, that it is not.
 */
export async function examineNetwork(
  { address, port }: NetworkTarget,
  signal: AbortSignal,
): Promise<Evidence[]> {
  const family = isIP(address);
  if (family === 0) {
    return [witness("network", "path", address).unknown("is no IP address")];
  }
  const size = largest[family as 4 | 6];
  const [connects, small, large, path] = await Promise.all([
    timeConnects(address, port, signal),
    run("ping", ["-n", "-c", "10", "-i", "0.2", "-w", "10", address], signal),
    run("ping", ["-n", "-M", "do", "-s", size, "-c", "3", "-w", "4", address], signal),
    examinePath(address, port, signal),
  ]);
  return [connects, ...ofPings(address, small, large), path];
}

function ofPings(address: string, small: Ran, large: Ran): Evidence[] {
  const { unknown } = witness("network", "ping", address);
  const [ofSmall, ofLarge] = [small, large].map((ran) =>
    ran.kind === "ran" ? readPing(ran.text) : undefined,
  );
  if (ofSmall === undefined) {
    return [unknown(small.kind === "ran" ? "ping wrote no counts" : small.why)];
  }
  return [
    judgePing(ofSmall),
    ...(ofLarge === undefined ? [] : [judgePacketSize(ofSmall, ofLarge)]),
  ];
}

/** By mtr, or where it is not installed by traceroute, which counts no loss. */
async function examinePath(address: string, port: number, signal: AbortSignal): Promise<Evidence> {
  const { unknown } = witness("network", "path", address);
  const asked = ["-n", "--json", "-c", "20", "-i", "0.25", "-G", "1", "-T", "-P", String(port)];
  const mtr = await run("mtr", [...asked, address], signal);
  if (mtr.kind === "ran") {
    const report = readMtr(mtr.text);
    return report === undefined
      ? unknown(`mtr wrote no report: ${mtr.text.trim().slice(0, 100)}`)
      : judgePath(report, "syn");
  }
  if (mtr.kind !== "missing") {
    return unknown(mtr.why);
  }
  const traced = await run("traceroute", ["-n", "-w", "1", "-q", "1", address], signal);
  const trace = traced.kind === "ran" ? readTraceroute(traced.text) : undefined;
  return trace === undefined
    ? unknown(`neither mtr nor traceroute: ${traced.kind === "ran" ? "no trace" : traced.why}`)
    : judgeTrace(trace);
}

export { judgePath, type PathReport } from "./path";
export { readMtr } from "./mtr";
export { judgeTrace, readTraceroute } from "./traceroute";
export { judgePacketSize, judgePing, readPing } from "./ping";
