import { LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { EngineLog } from "../../engineLog";

/** The engine's own address, on this machine; nothing else is called. */
const loopbackAddress = /^(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}$/;

/** How long an engine is waited for: a warning that it does not take holds nothing up. */
const patienceMilliseconds = 10_000;

/** Tells an engine what a provider has to say about its resources. */
export class EngineDiagnostics {
  readonly #log: EngineLog | undefined;

  /**
   * Takes up the way to an engine.
   * @param address - Host and port of its gRPC server; nobody is told anything where that is not on this machine.
   */
  constructor(address: string) {
    this.#log = loopbackAddress.test(address) ? new EngineLog(address) : undefined;
  }

  /**
   * Warns of a resource.
   * @param urn - The resource.
   * @param message - The warning; never a secret.
   * @returns When the engine has it; also where it does not listen any more.
   */
  async warn(urn: string, message: string): Promise<void> {
    const deadline = Date.now() + patienceMilliseconds;
    await this.#log?.send({ severity: LogSeverity.WARNING, urn, message }, { deadline });
  }

  /** Lets go of the engine. */
  close(): void {
    this.#log?.close();
  }
}
