import {
  connect,
  createServer,
  isIPv4,
  type AddressInfo,
  type Server,
  type Socket,
} from "node:net";
import { Flow, type FlowTerms } from "./flow";

/** What a relay is told. */
export interface RelayTerms extends Omit<FlowTerms, "isHeld"> {
  /** The loopback port of the server behind it; undefined where none runs. */
  readonly target: number | undefined;
  /** Whose standing connections hear nothing: all, or those of these loopback addresses. */
  readonly held: "all" | readonly string[];
}

interface Relayed {
  readonly caller: string;
  readonly sockets: readonly [Socket, Socket];
  readonly up: Flow;
  readonly down: Flow;
}

/** What all connections to one origin pass. */
export class Relay {
  readonly #server: Server;
  readonly #relayed = new Set<Relayed>();

  /**
   * Makes it; `listen` lets it work.
   * @param terms - What it does at first.
   */
  constructor(private terms: RelayTerms) {
    this.#server = createServer({ allowHalfOpen: true }, (caller) => this.#relay(caller));
  }

  /**
   * Listens.
   * @param at - Where. Defaults to a free port of 127.0.0.1.
   * @returns The port.
   */
  listen({ host, port } = { host: "127.0.0.1", port: 0 }): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, host, () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  /**
   * Takes what the way does now. Where the server is gone, its connections end at once, as its kernel ends them: to wait for the end of a
   * process here would take its real time, which the clock makes longer.
   * @param terms - The new terms.
   */
  change(terms: RelayTerms): void {
    const isOtherServer = terms.target !== this.terms.target;
    this.terms = terms;
    for (const { caller, sockets, up, down } of this.#relayed) {
      const own = this.#downTerms(caller);
      up.change(this.#upTerms(caller));
      down.change(own);
      if (isOtherServer && !own.isHeld) {
        sockets.forEach((socket) => socket.destroy());
      }
    }
  }

  /** Ends it, with every connection. */
  close(): void {
    this.#server.close();
    for (const { sockets } of this.#relayed) {
      sockets.forEach((socket) => socket.destroy());
    }
  }

  #relay(caller: Socket): void {
    const { target } = this.terms;
    const address = caller.remoteAddress ?? "127.0.0.1";
    if (target === undefined) {
      caller.on("error", () => undefined).resetAndDestroy();
      return;
    }
    const origin = connect({
      ...{ host: "127.0.0.1", port: target, allowHalfOpen: true },
      ...(isIPv4(address) ? { localAddress: address } : {}),
    });
    const relayed: Relayed = {
      ...{ caller: address, sockets: [caller, origin] },
      up: new Flow(caller, origin, this.#upTerms(address)),
      down: new Flow(origin, caller, this.#downTerms(address)),
    };
    this.#relayed.add(relayed);
    caller.once("close", () => this.#relayed.delete(relayed));
  }

  #upTerms(caller: string): FlowTerms {
    return { ...this.#downTerms(caller), resetsAfterBytes: 0 };
  }

  #downTerms(caller: string): FlowTerms {
    const { held, target: _target, ...terms } = this.terms;
    return { ...terms, isHeld: held === "all" || held.includes(caller) };
  }
}
