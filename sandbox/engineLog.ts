import { credentials, Metadata, type CallOptions } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { withoutProxy } from "./loopback";

/** What an engine is told. */
export interface LogEntry {
  readonly severity: LogSeverity;
  readonly message: string;
  /** The resource that it is about. Absent for none. */
  readonly urn?: string;
}

/** The log of one running engine, to which the lines of a program are passed on in their order. */
export class EngineLog {
  readonly #client: EngineClient;
  #written: Promise<void> = Promise.resolve();
  #isClosed = false;

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
    const entry = { severity: LogSeverity.INFO, message: `${line}\n` };
    this.#written = this.#written.then(() => this.send(entry));
  }

  /** Waits until every line has been passed on. */
  async flush(): Promise<void> {
    await this.#written;
  }

  /** Ends the connection; lines that wait, or come later, are told to nobody. */
  close(): void {
    this.#isClosed = true;
    this.#client.close();
  }

  /**
   * Tells the engine something, whatever else is under way.
   * @param entry - What.
   * @param options - How long an answer is waited for. Defaults to for ever.
   * @returns When the engine has it; also where it is gone and has no log to write to, which is no error of the program.
   */
  send({ severity, message, urn = "" }: LogEntry, options: CallOptions = {}): Promise<void> {
    const request = new LogRequest().setSeverity(severity).setMessage(message).setUrn(urn);
    if (this.#isClosed) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#client.log(request, new Metadata(), options, () => resolve());
    });
  }
}
