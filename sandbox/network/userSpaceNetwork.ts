import { connect as openSocket, isIP, type Socket } from "node:net";
import type { Certainty } from "../../core/certainty";
import { contains, readRange } from "../../core/cidrs";
import { ForkedProcess } from "../forkedProcess";
import type { ModelledClock } from "../modelledClock";
import { EdgeAddresses } from "./edgeAddresses";
import type { Dialling, OriginNetwork } from "./network";
import type { RelayTerms } from "./relay";
import type { RelayQuestion } from "./relayProcess";
import { openWay, type WayBehaviour } from "./way";

/** What stands at an address and port. */
export interface Place {
  /** Whether an address of Cloudflare's is let in; where that is not known, it is. */
  readonly admits: (source: string) => Certainty;
  /** The loopback port of its server; undefined where none runs. */
  readonly target: number | undefined;
}

interface Way {
  place: Place;
  behaviour: Required<WayBehaviour>;
  /** Connections lost so far, as a sum of shares. */
  lost: number;
  /** The edge's ends of connections that stand. */
  readonly connected: Map<Socket, Connected>;
  readonly port: Promise<number>;
}

interface Connected {
  /** The address of Cloudflare's that it is from. */
  readonly from: string;
  /** Modelled seconds since when nothing passes; undefined while it does. */
  silentSince: number | undefined;
}

/** The network of a rehearsal: what it does to connections it does in user space, in a process of its own. */
export class UserSpaceNetwork implements OriginNetwork {
  readonly #ways = new Map<string, Way>();
  readonly #relays = new ForkedProcess("sandbox/network/relayProcess");
  readonly #connected = new WeakMap<Socket, Connected>();

  private constructor(
    private readonly clock: ModelledClock,
    private readonly addresses: EdgeAddresses,
  ) {}

  /**
   * Starts it, with nothing behind it.
   * @param clock - The clock of the rehearsal.
   */
  static async start(clock: ModelledClock): Promise<UserSpaceNetwork> {
    return new UserSpaceNetwork(clock, await EdgeAddresses.probe());
  }

  /**
   * Puts something at an address, or something else in its place; the way there stays as it is.
   * @param key - Address and port: `placeKey`.
   * @param place - What stands there.
   */
  async place(key: string, place: Place): Promise<void> {
    const way = this.#ways.get(key);
    if (way === undefined) {
      const placed = { place, behaviour: openWay, lost: 0, connected: new Map<Socket, Connected>() };
      const port = this.#tell(key, this.#terms(placed)) as Promise<number>;
      this.#ways.set(key, { ...placed, port });
      await port;
    } else {
      way.place = place;
      await this.#tell(key, this.#terms(way));
    }
  }

  /**
   * Lets others in from now on.
   * @param key - Address and port: `placeKey`.
   * @param admits - Whom.
   */
  admit(key: string, admits: Place["admits"]): void {
    const way = this.#ways.get(key);
    if (way !== undefined) {
      way.place = { ...way.place, admits };
    }
  }

  /**
   * Takes away what stands at an address: nobody answers there then.
   * @param key - Address and port: `placeKey`.
   */
  async clear(key: string): Promise<void> {
    if (this.#ways.delete(key)) {
      await this.#tell(key);
    }
  }

  /**
   * Changes what the way to an address does.
   * @param key - Address and port: `placeKey`.
   * @param behaviour - What changes.
   * @throws Where nothing stands there.
   */
  async change(key: string, behaviour: WayBehaviour): Promise<void> {
    const way = this.#ways.get(key);
    if (way === undefined) {
      throw new Error(`Nothing stands at ${key}.`);
    }
    way.behaviour = { ...way.behaviour, ...behaviour };
    for (const connected of way.connected.values()) {
      connected.silentSince = isHeld(way.behaviour, connected.from)
        ? (connected.silentSince ?? this.clock.seconds)
        : undefined;
    }
    await this.#tell(key, this.#terms(way));
  }

  /**
   * Who is connected, by the bytes that have come back on connections that stand, most first.
   * @param key - Address and port: `placeKey`.
   */
  callers(key: string): readonly string[] {
    const bytes = new Map<string, number>();
    for (const [{ bytesRead }, { from }] of this.#ways.get(key)?.connected ?? []) {
      bytes.set(from, (bytes.get(from) ?? 0) + bytesRead);
    }
    return [...bytes].sort(([, one], [, other]) => other - one).map(([from]) => from);
  }

  /** See {@link OriginNetwork.connect}. */
  async connect(dialling: Dialling): Promise<Socket> {
    const { address, port, from, signal } = dialling;
    if (signal.aborted) {
      throw abortError(signal);
    }
    const way = this.#ways.get(placeKey(address, port));
    if (way === undefined) {
      return this.#nowhere(dialling);
    }
    const { delaySeconds, connections, refusesFrom } = way.behaviour;
    if (this.#isLost(way, from)) {
      return never(signal);
    }
    // From SYN to SYN+ACK it goes there and back.
    if (delaySeconds > 0) {
      await this.clock.sleep(2 * delaySeconds, signal);
    }
    if (connections === "unreachable") {
      throw failure("EHOSTUNREACH", dialling);
    }
    const isRefused = connections === "refuse" || holds(refusesFrom, from);
    if (isRefused || way.place.target === undefined) {
      throw failure("ECONNREFUSED", dialling);
    }
    const socket = await this.#dial(await way.port, dialling);
    const connected = { from, silentSince: undefined };
    way.connected.set(socket, connected);
    this.#connected.set(socket, connected);
    socket.once("close", () => way.connected.delete(socket));
    return socket;
  }

  /** See {@link OriginNetwork.silentSince}. */
  silentSince(connection: Socket): number | undefined {
    return this.#connected.get(connection)?.silentSince;
  }

  /** Ends it, with every connection. */
  async stop(): Promise<void> {
    this.#ways.clear();
    await this.#relays.kill();
  }

  /** Another port of an address that is there is dropped by its groups; a name is known where anything is declared by it. */
  #nowhere(dialling: Dialling): Promise<Socket> {
    const { address, signal } = dialling;
    const isKnown = [...this.#ways.keys()].some((key) => key.startsWith(`${address} `));
    if (isIP(address) === 0 && !isKnown) {
      throw failure("ENOTFOUND", dialling);
    }
    return never(signal);
  }

  #isLost(way: Way, from: string): boolean {
    const { connections, dropsFrom, loss } = way.behaviour;
    if (connections === "drop" || holds(dropsFrom, from) || way.place.admits(from) === "no") {
      return true;
    }
    way.lost += loss;
    if (way.lost < 1) {
      return false;
    }
    way.lost -= 1;
    return true;
  }

  #dial(port: number, dialling: Dialling): Promise<Socket> {
    const { from, signal } = dialling;
    const localAddress = this.addresses.standIn(from);
    return new Promise((resolve, reject) => {
      const socket = openSocket({ host: "127.0.0.1", port, localAddress, noDelay: true });
      const abort = (): void => {
        socket.destroy();
        reject(abortError(signal));
      };
      const settle = (): void => {
        signal.removeEventListener("abort", abort);
        socket.off("error", fail).off("connect", stand);
      };
      const fail = (error: Error): void => {
        settle();
        reject(error);
      };
      const stand = (): void => {
        settle();
        resolve(socket);
      };
      signal.addEventListener("abort", abort, { once: true });
      socket.once("error", fail).once("connect", stand);
    });
  }

  #terms({ place, behaviour }: Pick<Way, "place" | "behaviour">): RelayTerms {
    const { refusesFrom, delaySeconds, bytesPerSecond, resetsAfterBytes } = behaviour;
    return {
      target: place.target,
      held: isCutOff(behaviour)
        ? "all"
        : this.addresses.standIns((address) => holds(refusesFrom, address)),
      delayMilliseconds: this.clock.milliseconds(delaySeconds),
      bytesPerMillisecond: (bytesPerSecond * this.clock.speed) / 1000,
      resetsAfterBytes,
    };
  }

  #tell(key: string, terms?: RelayTerms): Promise<unknown> {
    const question: RelayQuestion = terms === undefined ? { key } : { key, terms };
    return this.#relays.ask(question);
  }
}

/**
 * What tells two places apart.
 * @param address - The address or hostname, as it is declared.
 * @param port - Its port.
 */
export function placeKey(address: string, port: number): string {
  return `${address} ${port}`;
}

/** Whether no packet of anybody passes. */
function isCutOff({ connections }: Required<WayBehaviour>): boolean {
  return connections === "drop" || connections === "unreachable";
}

/** Whether no packet of the standing connections of an address passes. */
function isHeld(behaviour: Required<WayBehaviour>, from: string): boolean {
  return isCutOff(behaviour) || holds(behaviour.refusesFrom, from);
}

function holds(ranges: readonly string[], address: string): boolean {
  const asked = readRange(address);
  return ranges.map(readRange).some((range) => range && asked && contains(range, asked));
}

/** A packet that nobody answers: only the signal ends that. */
function never(signal: AbortSignal): Promise<Socket> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(abortError(signal)), { once: true });
  });
}

function abortError(signal: AbortSignal): Error {
  return Object.assign(new Error("The connection was given up"), {
    ...{ name: "AbortError", code: "ABORT_ERR", cause: signal.reason as unknown },
  });
}

function failure(code: string, { address, port }: Dialling): Error {
  return Object.assign(new Error(`connect ${code} ${address}:${port}`), { code });
}
