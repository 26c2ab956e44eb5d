import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** A request of JSON-RPC as it came in. */
export interface SeenRequest {
  readonly method: string;
  readonly params: unknown;
  readonly id: number;
  readonly auth?: string;
}

/** What is answered: status, content type and body; undefined for no answer at all. */
export type BadAnswer = readonly [number, string, string] | undefined;

/** A server in the place of Zabbix that answers whatever a test wants, but for the version, which it knows. */
export class BadZabbix {
  /** Every request with its header `Authorization`, in order. */
  readonly seen: (SeenRequest & { readonly authorization: string | undefined })[] = [];
  /** The version that it tells. */
  version = "6.0.14";
  /** What it answers to anything else. */
  answer: (request: SeenRequest) => BadAnswer = () => undefined;
  readonly #server = createServer((request, response) => void this.respond(request, response));

  /** Starts listening; gives back the address of the frontend. */
  async start(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends it. */
  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  private async respond(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = (await json(incoming)) as SeenRequest;
    this.seen.push({ ...request, authorization: incoming.headers.authorization });
    const answer =
      request.method === "apiinfo.version" ? result(request, this.version) : this.answer(request);
    if (answer !== undefined) {
      const [status, type, body] = answer;
      response.writeHead(status, { "Content-Type": type }).end(body);
    }
  }
}

/** A right answer of JSON-RPC. */
export function result({ id }: SeenRequest, value: unknown): BadAnswer {
  return [200, "application/json", JSON.stringify({ jsonrpc: "2.0", result: value, id })];
}

/** A refusal of JSON-RPC. */
export function refusal({ id }: SeenRequest, error: unknown): BadAnswer {
  return [200, "application/json", JSON.stringify({ jsonrpc: "2.0", error, id })];
}
