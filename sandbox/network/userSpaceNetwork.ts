import { isIP, type Socket } from "node:net";
import { firstRetransmissionSeconds } from "../../facts/cloudflare/timeouts";
import { getOrCreate } from "../../core/getOrCreate";
import type { ModelledClock } from "../modelledClock";
import type { Dialling, OriginNetwork } from "./network";
import {
  abortError,
  connectError,
  never,
  placeKey,
  type NetworkStack,
  type PlaceAddress,
} from "./networkStack";
import type { RelayTerms } from "./relay";
import { holds, isCutOff, isDropped, isHeld, openWay, type Place, type WayBehaviour } from "./way";

interface Way extends PlaceAddress {
  place: Place;
  behaviour: Required<WayBehaviour>;
  /** Connections lost so far, as a sum of shares. */
  lost: number;
  /** The edge's ends of connections that stand. */
  readonly connected: Map<Socket, Connected>;
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
  readonly #connected = new WeakMap<Socket, Connected>();
  #lateConnections = 0;

  /**
   * Makes it, with nothing behind it.
   * @param clock - The clock of the rehearsal.
   * @param stack - What its connections pass.
   */
  constructor(
    private readonly clock: ModelledClock,
    readonly stack: NetworkStack,
  ) {}

  /**
   * Puts something at an address, or something else in its place; the way there stays as it is.
   * @param at - Address and port.
   * @param place - What stands there.
   */
  async place({ address, port }: PlaceAddress, place: Place): Promise<void> {
    const way = getOrCreate(this.#ways, placeKey(address, port), () => ({
      ...{ address, port, place, behaviour: openWay, lost: 0, connected: new Map() },
    }));
    way.place = place;
    await this.#apply(way);
  }

  /**
   * Lets others in from now on.
   * @param at - Address and port.
   * @param admits - Whom.
   */
  async admit({ address, port }: PlaceAddress, admits: Place["admits"]): Promise<void> {
    const way = this.#ways.get(placeKey(address, port));
    if (way !== undefined) {
      way.place = { ...way.place, admits };
      await this.#filter();
    }
  }

  /**
   * Takes away what stands at an address: nobody answers there then.
   * @param at - Address and port.
   */
  async clear(at: PlaceAddress): Promise<void> {
    if (this.#ways.delete(placeKey(at.address, at.port))) {
      await this.stack.clear(at);
      await this.#filter();
    }
  }

  /**
   * Changes what the way to an address does.
   * @param at - Address and port.
   * @param behaviour - What changes.
   * @throws Where nothing stands there.
   */
  async change({ address, port }: PlaceAddress, behaviour: WayBehaviour): Promise<void> {
    const way = this.#ways.get(placeKey(address, port));
    if (way === undefined) {
      throw new Error(`Nothing stands at ${address}:${port}.`);
    }
    way.behaviour = { ...way.behaviour, ...behaviour };
    for (const connected of way.connected.values()) {
      connected.silentSince = isHeld(way.behaviour, connected.from)
        ? (connected.silentSince ?? this.clock.seconds)
        : undefined;
    }
    await this.#apply(way);
  }

  /**
   * Who is connected, by the bytes that have come back on connections that stand, most first.
   * @param at - Address and port.
   */
  callers({ address, port }: PlaceAddress): readonly string[] {
    const bytes = new Map<string, number>();
    const standing = this.#ways.get(placeKey(address, port))?.connected;
    for (const [{ bytesRead }, { from }] of standing ?? []) {
      bytes.set(from, (bytes.get(from) ?? 0) + bytesRead);
    }
    return [...bytes].sort(([, one], [, other]) => other - one).map(([from]) => from);
  }

  /** How many connections were given up although nothing kept them from an origin: this machine was too slow for them. */
  get lateConnections(): number {
    return this.#lateConnections;
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
    const { delaySeconds, connections } = way.behaviour;
    if (this.#isLost(way, from)) {
      return never(signal);
    }
    // From SYN to SYN+ACK it goes there and back.
    if (delaySeconds > 0) {
      await this.clock.sleep(2 * delaySeconds, signal);
    }
    if (connections === "unreachable") {
      throw connectError("EHOSTUNREACH", dialling);
    }
    if (this.#isRefused(way, from)) {
      throw connectError("ECONNREFUSED", dialling);
    }
    const socket = await this.#open(way, dialling);
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
    await this.stack.stop();
  }

  async #open(way: Way, dialling: Dialling): Promise<Socket> {
    try {
      return await this.stack.open(dialling);
    } catch (error) {
      const { connections, delaySeconds } = way.behaviour;
      const isOpen =
        connections === "open" &&
        delaySeconds === 0 &&
        !isDropped(way.place, way.behaviour, dialling.from);
      if (dialling.signal.aborted && isOpen) {
        this.#lateConnections += 1;
      }
      throw error;
    }
  }

  /** Another port of an address that is there is dropped by its groups; a name is known where anything is declared by it. */
  #nowhere(dialling: Dialling): Promise<Socket> {
    const { address, signal } = dialling;
    const isKnown = [...this.#ways.keys()].some((key) => key.startsWith(`${address} `));
    if (isIP(address) === 0 && !isKnown) {
      throw connectError("ENOTFOUND", dialling);
    }
    return never(signal);
  }

  #isLost(way: Way, from: string): boolean {
    const { connections, loss } = way.behaviour;
    // Where packets are filtered, the filter itself decides.
    if (
      connections === "drop" ||
      (isDropped(way.place, way.behaviour, from) && !this.stack.filtersPackets)
    ) {
      return true;
    }
    way.lost += loss;
    if (way.lost < 1) {
      return false;
    }
    way.lost -= 1;
    return true;
  }

  #isRefused({ place, behaviour }: Way, from: string): boolean {
    const { connections, refusesFrom } = behaviour;
    const isBanned = holds(refusesFrom, from) && !this.stack.filtersPackets;
    return isBanned || connections === "refuse" || place.target === undefined;
  }

  #terms({ place, behaviour }: Pick<Way, "place" | "behaviour">): RelayTerms {
    const { refusesFrom, delaySeconds, bytesPerSecond, resetsAfterBytes } = behaviour;
    return {
      target: place.target,
      held: isCutOff(behaviour)
        ? "all"
        : this.stack.callers((address) => holds(refusesFrom, address)),
      delayMilliseconds: this.clock.milliseconds(delaySeconds),
      retransmitsAfterMilliseconds: this.clock.milliseconds(firstRetransmissionSeconds),
      bytesPerMillisecond: (bytesPerSecond * this.clock.speed) / 1000,
      resetsAfterBytes,
    };
  }

  /** Lets the stack do what is to be done at a place. */
  async #apply(way: Way): Promise<void> {
    await this.stack.relay(way, this.#terms(way));
    await this.#filter();
  }

  #filter(): Promise<void> {
    return this.stack.filter(
      [...this.#ways.values()].map(({ address, port, place, behaviour }) => ({
        ...{ address, port, admits: place.admits },
        ...{ dropsFrom: behaviour.dropsFrom, refusesFrom: behaviour.refusesFrom },
      })),
    );
  }
}
