import { credentials, Metadata } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { withoutProxy } from "../../engine/loopback";

/** The engine's own address, on this machine; nothing else is called. */
const loopbackAddress = /^(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}$/;

/** How long an engine is waited for: a warning that it does not take holds nothing up. */
const patienceMilliseconds = 10_000;

/** Tells an engine what a provider has to say about its resources. */
export class EngineDiagnostics {
  readonly #client: EngineClient | undefined;

  /**
   * Takes up the way to an engine.
   * @param address - Host and port of its gRPC server; nobody is told anything where that is not on this machine.
   */
  constructor(address: string) {
    this.#client = loopbackAddress.test(address)
      ? new EngineClient(address, credentials.createInsecure(), withoutProxy)
      : undefined;
  }

  /**
   * Warns of a resource.
   * @param urn - The resource.
   * @param message - The warning; never a secret.
   * @returns When the engine has it; also where it does not listen any more.
   */
  warn(urn: string, message: string): Promise<void> {
    const request = new LogRequest();
    request.setSeverity(LogSeverity.WARNING);
    request.setUrn(urn);
    request.setMessage(message);
    return new Promise((resolve) => {
      if (this.#client === undefined) {
        resolve();
      } else {
        const deadline = Date.now() + patienceMilliseconds;
        this.#client.log(request, new Metadata(), { deadline }, () => resolve());
      }
    });
  }

  /** Lets go of the engine. */
  close(): void {
    this.#client?.close();
  }
}
