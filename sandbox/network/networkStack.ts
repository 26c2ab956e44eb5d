import type { Socket } from "node:net";
import type { ForkedProcess } from "../forkedProcess";
import type { Dialling } from "./network";
import type { FilteredPlace } from "./packetFilter";
import type { RelayTerms } from "./relay";

/** An address and port, as they are declared. */
export interface PlaceAddress {
  readonly address: string;
  readonly port: number;
}

/** The TCP/IP stack in which the edge's connections, the network between, and the origins meet. */
export interface NetworkStack {
  /** What it is, as a sentence without a full stop. */
  readonly what: string;
  /** Whether its packet filter decides who gets in; else who dials asks before. */
  readonly filtersPackets: boolean;
  /**
   * Starts a process in it.
   * @param script - Path of its script from the package's root, without `.ts`.
   */
  fork(script: string): ForkedProcess;
  /**
   * Listens for connections to a place, or changes what is done to them.
   * @param place - The place.
   * @param terms - What is done to them.
   */
  relay(place: PlaceAddress, terms: RelayTerms): Promise<void>;
  /** Listens no more, and ends every connection there. */
  clear(place: PlaceAddress): Promise<void>;
  /**
   * Opens a connection to a place that is listened at.
   * @param dialling - Where to, and where from.
   * @throws {Error} With the `code` of the system, and `ABORT_ERR` where the signal ended it.
   */
  open(dialling: Dialling): Promise<Socket>;
  /**
   * Sets whom its packet filter lets in. Does nothing to one that filters no packets.
   * @param places - All places.
   */
  filter(places: readonly FilteredPlace[]): Promise<void>;
  /**
   * The addresses in it of those of Cloudflare's that have called.
   * @param holds - Which of Cloudflare's.
   */
  callers(holds: (address: string) => boolean): readonly string[];
  /** Ends it, with every connection. */
  stop(): Promise<void>;
}

/**
 * What tells two places apart.
 * @param address - The address or hostname, as it is declared.
 * @param port - Its port.
 */
export function placeKey(address: string, port: number): string {
  return `${address} ${port}`;
}

/**
 * What is thrown where the signal of an attempt has fired.
 * @param signal - The signal.
 */
export function abortError(signal: AbortSignal): Error {
  return Object.assign(new Error("The connection was given up"), {
    ...{ name: "AbortError", code: "ABORT_ERR", cause: signal.reason as unknown },
  });
}

/**
 * A packet that nobody answers: only the signal ends that.
 * @param signal - The signal.
 */
export function never(signal: AbortSignal): Promise<Socket> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(abortError(signal)), { once: true });
  });
}

/**
 * What is thrown where a connection does not come to stand.
 * @param code - The code of the system.
 * @param place - Where it was to lead.
 */
export function connectError(code: string, { address, port }: PlaceAddress): Error {
  return Object.assign(new Error(`connect ${code} ${address}:${port}`), { code });
}
