import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { withoutProxy } from "./loopback";

/** The log of one running engine, to which the lines of a program are passed on in their order. */
export class EngineLog {
  readonly #client: EngineClient;
  #written: Promise<void> = Promise.resolve();

  /**
   * Connects to an engine.
   * @param address - Where the engine listens, as host:port.
   */
  constructor(readonly address: string) {
    this.#client = new EngineClient(address, credentials.createInsecure(), withoutProxy);
  }

  /**
   * Passes a line on, after those before it.
   * @param line - The line without its end.
   */
  write(line: string): void {
    this.#written = this.#written.then(() => this.#send(line));
  }

  /** Waits until every line has been passed on. */
  async flush(): Promise<void> {
    await this.#written;
  }

  /** Ends the connection. */
  close(): void {
    this.#client.close();
  }

  /** An engine that is gone has no log to write to, which is no error of the program. */
  #send(line: string): Promise<void> {
    const request = new LogRequest();
    request.setSeverity(LogSeverity.INFO);
    request.setMessage(`${line}\n`);
    return new Promise((resolve) => this.#client.log(request, () => resolve()));
  }
}
