import type { Socket } from "node:net";
import { isIP } from "node:net";
import { getOrCreate } from "../../core/getOrCreate";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { executableOnPath, withSystemFolders } from "../executableOnPath";
import { ForkedProcess } from "../forkedProcess";
import type { NamespacePrograms } from "./namespaceSetup";
import type { Dialling } from "./network";
import {
  abortError,
  connectError,
  placeKey,
  type NetworkStack,
  type PlaceAddress,
} from "./networkStack";
import { nftRules, type FilteredPlace } from "./packetFilter";
import type { RelayTerms } from "./relay";
import type { NamespaceQuestion, RelayQuestion } from "./relayProcess";

/** What a namespace is made and entered with: absolute paths. */
interface Programs extends NamespacePrograms {
  readonly unshare: string;
  readonly nsenter: string;
}

/** Addresses that stand for names of hosts. Source: RFC 2544 (198.18.0.0/15, for tests of networks). */
const addressOfName = (index: number): string => `198.18.${index >> 8}.${index & 255}`;

/**
 * A network namespace of its own, in a user namespace, which needs no rights: Cloudflare's real addresses, the declared addresses and
 * ports, and nftables with rules made from the declared groups. It ends with its last process.
 */
export class NamespaceStack implements NetworkStack {
  /** See {@link NetworkStack.what}. */
  readonly what =
    "Cloudflare's own addresses, the declared ports and nftables with rules made from the declared groups, in a network namespace";
  readonly filtersPackets = true;
  readonly #relays: ForkedProcess;
  readonly #addresses = new Map<string, string>();
  readonly #local = new Map<string, Promise<unknown>>();
  #rules = "";
  #filtered: Promise<unknown> = Promise.resolve();
  #opened = 0;

  private constructor(private readonly programs: Programs) {
    const { unshare } = programs;
    this.#relays = new ForkedProcess(relayScript, [
      ...[unshare, "--user", "--net", "--map-root-user", "--"],
    ]);
  }

  /**
   * Tries to make one.
   * @param searchPath - The value of PATH.
   * @returns The namespace; why none can be had here, as a sentence without a full stop.
   */
  static async tryStart(searchPath: string | undefined): Promise<NamespaceStack | string> {
    const programs = programsOn(withSystemFolders(searchPath));
    if (typeof programs === "string") {
      return programs;
    }
    const stack = new NamespaceStack(programs);
    try {
      await stack.#begin();
      return stack;
    } catch (error) {
      await stack.stop();
      return `no network namespace can be had here (${(error as Error).message})`;
    }
  }

  /** See {@link NetworkStack.fork}. */
  fork(script: string): ForkedProcess {
    const target = `--target=${this.#relays.pid}`;
    const enter = ["--preserve-credentials", "--user", "--net", target, "--"];
    return new ForkedProcess(script, [this.programs.nsenter, ...enter]);
  }

  /** See {@link NetworkStack.relay}. */
  async relay({ address, port }: PlaceAddress, terms: RelayTerms): Promise<void> {
    const host = this.#hostOf(address);
    const { programs } = this;
    await getOrCreate(this.#local, host, () => this.#ask({ local: [host], programs }));
    await this.#ask({ key: placeKey(address, port), terms, at: { host, port } });
  }

  /** See {@link NetworkStack.clear}. */
  async clear({ address, port }: PlaceAddress): Promise<void> {
    await this.#ask({ key: placeKey(address, port) });
  }

  /** See {@link NetworkStack.filter}. */
  async filter(places: readonly FilteredPlace[]): Promise<void> {
    const rules = nftRules(
      places.map((place) => ({ ...place, address: this.#hostOf(place.address) })),
    );
    if (rules !== this.#rules) {
      this.#rules = rules;
      // One after the other, for the last one holds.
      const { programs } = this;
      this.#filtered = this.#filtered.then(() => this.#ask({ rules, programs }));
    }
    await this.#filtered;
  }

  /** See {@link NetworkStack.callers}: the packet filter itself knows them. */
  callers(): readonly string[] {
    return [];
  }

  /** See {@link NetworkStack.open}. */
  async open(dialling: Dialling): Promise<Socket> {
    const { address, port, from, signal } = dialling;
    const number = this.#opened++;
    const giveUp = (): void => {
      this.#ask({ givesUp: number }).catch(() => undefined);
    };
    signal.addEventListener("abort", giveUp, { once: true });
    try {
      const host = this.#hostOf(address);
      const opened = await this.#ask({ open: { number, host, port, from } });
      if (typeof opened === "string") {
        throw signal.aborted ? abortError(signal) : connectError(opened, dialling);
      }
      const socket = opened as Socket;
      if (signal.aborted) {
        socket.destroy();
        throw abortError(signal);
      }
      return socket.setNoDelay(true);
    } finally {
      signal.removeEventListener("abort", giveUp);
    }
  }

  /** See {@link NetworkStack.stop}. */
  stop(): Promise<void> {
    return this.#relays.kill();
  }

  async #begin(): Promise<void> {
    const local = [...cloudflareRanges.ipv4, ...cloudflareRanges.ipv6];
    await this.#ask({ local, programs: this.programs });
    await this.filter([]);
  }

  /** The address itself; of a name, one that stands for it. */
  #hostOf(address: string): string {
    if (isIP(address) !== 0) {
      return address;
    }
    const known = this.#addresses.get(address) ?? addressOfName(this.#addresses.size + 1);
    this.#addresses.set(address, known);
    return known;
  }

  #ask(question: RelayQuestion | NamespaceQuestion): Promise<unknown> {
    return this.#relays.ask(question);
  }
}

const relayScript = "sandbox/network/relayProcess";

function programsOn(searchPath: string): Programs | string {
  if (process.platform !== "linux") {
    return "no network namespace can be had but on Linux";
  }
  const [unshare, nsenter, ip, nft] = ["unshare", "nsenter", "ip", "nft"].map((name) =>
    executableOnPath(name, searchPath),
  );
  return unshare && nsenter && ip && nft
    ? { unshare, nsenter, ip, nft }
    : "no network namespace can be had without unshare, nsenter, ip and nft (Debian: util-linux, iproute2, nftables)";
}
