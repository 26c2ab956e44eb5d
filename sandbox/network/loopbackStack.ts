import { connect, type Socket } from "node:net";
import { ForkedProcess } from "../forkedProcess";
import { EdgeAddresses } from "./edgeAddresses";
import type { Dialling } from "./network";
import { abortError, placeKey, type NetworkStack, type PlaceAddress } from "./networkStack";
import type { RelayTerms } from "./relay";
import type { RelayQuestion } from "./relayProcess";

/** This machine's own stack: addresses and ports of the loopback interface stand for all others. */
export class LoopbackStack implements NetworkStack {
  readonly filtersPackets = false;
  readonly #relays = new ForkedProcess("sandbox/network/relayProcess");
  readonly #ports = new Map<string, Promise<unknown>>();

  private constructor(
    private readonly addresses: EdgeAddresses,
    /** See {@link NetworkStack.what}. */
    readonly what: string,
  ) {}

  /**
   * Starts it.
   * @param because - Why no namespace is used, as a sentence without a full stop. Defaults to saying nothing of it.
   */
  static async start(because?: string): Promise<LoopbackStack> {
    const what = "Loopback addresses stood for Cloudflare's and the origins'";
    const reason = because === undefined ? "" : `: ${because}`;
    return new LoopbackStack(await EdgeAddresses.probe(), `${what}${reason}`);
  }

  /** See {@link NetworkStack.fork}. */
  fork(script: string): ForkedProcess {
    return new ForkedProcess(script);
  }

  /** See {@link NetworkStack.relay}. */
  async relay({ address, port }: PlaceAddress, terms: RelayTerms): Promise<void> {
    const key = placeKey(address, port);
    const listening = this.#ask({ key, terms });
    this.#ports.set(key, listening);
    await listening;
  }

  /** See {@link NetworkStack.clear}. */
  async clear({ address, port }: PlaceAddress): Promise<void> {
    await this.#ask({ key: placeKey(address, port) });
  }

  /** See {@link NetworkStack.filter}. */
  filter(): Promise<void> {
    return Promise.resolve();
  }

  /** See {@link NetworkStack.callers}. */
  callers(holds: (address: string) => boolean): readonly string[] {
    return this.addresses.standIns(holds);
  }

  /** See {@link NetworkStack.open}. */
  async open({ address, port, from, signal }: Dialling): Promise<Socket> {
    const relay = (await this.#ports.get(placeKey(address, port))) as number;
    const localAddress = this.addresses.standIn(from);
    return new Promise((resolve, reject) => {
      const socket = connect({ host: "127.0.0.1", port: relay, localAddress, noDelay: true });
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

  /** See {@link NetworkStack.stop}. */
  stop(): Promise<void> {
    return this.#relays.kill();
  }

  #ask(question: RelayQuestion): Promise<unknown> {
    return this.#relays.ask(question);
  }
}
