import { getOrCreate } from "../../../core/getOrCreate";
import { EngineDiagnostics } from "./engineDiagnostics";
import type { Connection } from "./subject";

/** The engines that call, each known by its end of the wire. Each provider instance of each engine run has a connection of its own. */
export class Peers {
  readonly #connections = new Map<string, Connection>();
  readonly #diagnostics = new Map<string, EngineDiagnostics>();

  /**
   * Takes up the way back to an engine.
   * @param peer - The engine's end of the wire.
   * @param address - Host and port at which it takes what a provider has to say.
   */
  greet(peer: string, address: string): void {
    this.#diagnostics.set(peer, new EngineDiagnostics(address));
  }

  /**
   * Has a peer speak with a configured instance.
   * @param peer - The peer.
   * @param connection - The instance.
   */
  connect(peer: string, connection: Connection): void {
    this.#connections.set(peer, connection);
  }

  /**
   * Finds the instance that a peer speaks with.
   * @param peer - The peer.
   * @param make - Makes one that nobody has configured.
   */
  connection(peer: string, make: () => Connection): Connection {
    return getOrCreate(this.#connections, peer, make);
  }

  /**
   * Warns a peer's engine of a resource.
   * @param peer - The peer.
   * @param urn - The resource.
   * @param message - The warning; never a secret.
   */
  async warn(peer: string, urn: string, message: string): Promise<void> {
    await this.#diagnostics.get(peer)?.warn(urn, message);
  }

  /**
   * Ends what a peer waits for. The engine says so when it is interrupted, and at the end of every run.
   * @param peer - The peer.
   */
  cancel(peer: string): void {
    this.#connections.get(peer)?.client.cancel();
    this.#connections.delete(peer);
    this.#diagnostics.get(peer)?.close();
    this.#diagnostics.delete(peer);
  }
}
