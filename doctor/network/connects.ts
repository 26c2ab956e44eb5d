import { connect } from "node:net";
import { originConnectionLimits } from "../../facts/cloudflare/timeouts";
import type { Evidence } from "../evidence";
import { witness } from "../witness";

/** How many connections are opened, one after the other. */
const connections = 5;

/**
 * Milliseconds after which a system sends SYN again: a connection that took longer, where others are fast, lost its first. Source:
 * RFC 6298, section 2.1 (one second).
 */
const secondSyn = 1000;

/** What stands for a connection that came to nothing within Cloudflare's wait for one: the next would too, and is not waited for. */
const silence = "ETIMEDOUT";

/**
 * Opens some connections and times them.
 * @param address - Where.
 * @param port - Its port.
 * @param signal - The deadline.
 * @returns Whether SYN was lost.
 */
export async function timeConnects(
  address: string,
  port: number,
  signal: AbortSignal,
): Promise<Evidence> {
  const taken: (number | string)[] = [];
  const lateness = new Lateness();
  while (taken.length < connections && !signal.aborted && taken.at(-1) !== silence) {
    taken.push(await connectOnce(address, port, signal));
  }
  const at = address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
  const late = lateness.end();
  const evidence = judgeConnects(at, taken);
  return evidence.outcome === "fail" && late >= tooLate
    ? witness("network", "connects", at).unknown(
        `${evidence.seen}; this machine itself was late by ${Math.round(late)} ms meanwhile`,
      )
    : evidence;
}

/** Milliseconds by which a busy machine may be late before its own times say nothing. */
const tooLate = 250;

/** How often a machine is asked how late it is, in milliseconds. */
const lookMilliseconds = 20;

/** By how much this machine is late itself: what a timer takes at most above its time. */
class Lateness {
  #worst = 0;
  #last = performance.now();
  readonly #timer = setInterval(() => this.#look(), lookMilliseconds);

  end(): number {
    clearInterval(this.#timer);
    this.#look();
    return this.#worst;
  }

  #look(): void {
    const now = performance.now();
    this.#worst = Math.max(this.#worst, now - this.#last - lookMilliseconds);
    this.#last = now;
  }
}

/**
 * Judges how long connections took.
 * @param at - The address with its port.
 * @param taken - For each one the milliseconds, or the error's code.
 * @returns What they say.
 */
export function judgeConnects(at: string, taken: readonly (number | string)[]): Evidence {
  const { pass, fail, unknown } = witness("network", "connects", at);
  const times = taken.filter((each) => typeof each === "number");
  if (times.length === 0) {
    return unknown(`no connection (${taken[0] ?? "the deadline came first"})`);
  }
  const fastest = Math.min(...times);
  const isLate = (each: number | string): boolean =>
    typeof each === "number" ? each >= secondSyn : each === silence;
  const late = taken.filter(isLate).length;
  // Who refuses has got the packets.
  const refused = taken.filter((each) => typeof each !== "number" && each !== silence);
  const listed = taken.map((each) => (typeof each === "number" ? Math.round(each) : each));
  if (fastest < secondSyn / 2 && late >= 2) {
    return fail(
      `${late} of ${taken.length} connections lost packets (${listed.join(", ")} ms)`,
      ["network-loss", "web-server-slots"],
      { rulesOut: ["origin-unreachable"] },
    );
  }
  if (refused.length > 0) {
    return unknown(`${refused.length} of ${taken.length} connections failed (${refused[0]})`);
  }
  return fastest >= secondSyn
    ? fail(`a connection takes ${Math.round(fastest)} ms`, ["network-latency", "network-loss"])
    : pass(`${times.length} connections, the slowest in ${Math.round(Math.max(...times))} ms`, [
        ...(["origin-down", "origin-unreachable", "network-latency"] as const),
        ...(late === 0 ? (["network-loss"] as const) : []),
      ]);
}

function connectOnce(address: string, port: number, signal: AbortSignal): Promise<number | string> {
  const began = performance.now();
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, signal });
    const settle = (outcome: number | string): void => {
      clearTimeout(timer);
      resolve(outcome);
      socket.destroy();
    };
    const timer = setTimeout(() => settle(silence), originConnectionLimits.connect.seconds * 1000);
    socket.once("connect", () => settle(performance.now() - began));
    socket.on("error", (error: NodeJS.ErrnoException) => settle(error.code ?? error.message));
  });
}
