import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from "node:http";
import { isIP, type AddressInfo } from "node:net";

import { SandboxError } from "../../errors";
import { ApiError, NoAnswer } from "../calls/apiError";
import type { Attempts } from "../calls/attempts";
import { authorize, drawnToken } from "./authorization";
import { BodyRoom } from "./bodyRoom";
import { failureEnvelope, successEnvelope, type WireAnswer } from "./envelope";
import type { Answer, ApiParts } from "./incoming";
import { RateLimit } from "./rateLimit";
import { bodiesAtOnce, bytesOf, readBody, requestLimits } from "./requestBody";
import { routed } from "./routes";
import { refuseUnreadable } from "./unreadable";

/** How the API is served. */
export interface CloudApiOptions {
  /** Port. Defaults to one that is free. */
  readonly port?: number;
  /**
   * IP address of this machine to listen on in place of 127.0.0.1. Whoever reaches it and has the token may call then, and what
   * is said goes over the network as it is, unencrypted, secrets and token too. Defaults to none: this machine alone.
   */
  readonly networkAddress?: string;
}

/** The account, served as Cloudflare's API. */
export interface CloudApi {
  /** What clients call their base URL, e.g. `http://127.0.0.1:8080/client/v4`. */
  readonly url: string;
  /** The one bearer token that opens it. */
  readonly token: string;
  /** Ends it, with every connection. */
  stop(): Promise<void>;
}

/** What the API is served from. */
export interface CloudApiParts extends ApiParts {
  readonly attempts: Attempts;
}

/** How many connections may wait to be taken up. */
const waitingConnections = 4096;

/** Where nobody else reaches it. */
const loopback = "127.0.0.1";

/** What every path of the API begins with. */
const basePath = "/client/v4";

/**
 * Serves the account as Cloudflare's API v4, over plain HTTP on the loopback interface.
 * @param parts - The account and what every call meets.
 * @param options - Where.
 * @param limits - What one request may take. Defaults to this project's choice.
 * @returns The running API.
 * @throws {SandboxError} Where the port cannot be had.
 */
export async function serveCloudApi(
  parts: CloudApiParts,
  options: CloudApiOptions = {},
  limits: ServerOptions = requestLimits,
): Promise<CloudApi> {
  const token = drawnToken();
  const listener = new RequestListener(parts, token);
  const underWay = new Set<Promise<void>>();
  const server = createServer(limits, (request, response) => {
    const served = listener.serve(request, response).finally(() => underWay.delete(served));
    underWay.add(served);
  });
  refuseUnreadable(server);
  const { port, networkAddress = loopback } = options;
  await listen(server, port ?? 0, networkAddress);
  return {
    url: `http://${reached(server.address() as AddressInfo)}${basePath}`,
    token,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await Promise.all(underWay);
    },
  };
}

/** Host and port by which this machine reaches a server that listens; one on every address is reached by the loopback's. */
function reached({ address, family, port }: AddressInfo): string {
  const own = address === "0.0.0.0" ? loopback : address === "::" ? "::1" : address;
  return family === "IPv6" ? `[${own}]:${port}` : `${own}:${port}`;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (isIP(host) === 0 || host.includes("%")) {
      reject(noAddress(host));
      return;
    }
    server
      .once("error", (error: NodeJS.ErrnoException) => reject(unlistenable(host, port, error)))
      .listen({ port, host, backlog: waitingConnections }, resolve);
  });
}

/** URLs of the WHATWG standard, as fetch reads them, take no interface behind an address. */
const networkAddresses =
  "0.0.0.0 stands for all of its IPv4 addresses, :: for those of IPv6 as well; an address of a link (fe80…) can stand in no URL";

function noAddress(host: string): SandboxError {
  return new SandboxError([
    {
      ...{ path: "network address", rule: "be an IP address of this machine" },
      ...{ actual: JSON.stringify(host), hint: networkAddresses },
    },
  ]);
}

function unlistenable(
  host: string,
  port: number,
  { code, message }: NodeJS.ErrnoException,
): SandboxError {
  // An IPv6 address of a link, without its interface.
  if (code === "EADDRNOTAVAIL" || code === "EINVAL") {
    return noAddress(host);
  }
  const actual =
    code === "EADDRINUSE" ? "a port that is taken" : `an error of the system: ${message}`;
  const hint = "Name another port, or none: then a free one is taken";
  return new SandboxError([{ path: `port ${port}`, rule: `be free on ${host}`, actual, hint }]);
}

/** Takes requests in, one at a time each, and answers them. */
class RequestListener {
  private readonly limit = new RateLimit();
  private readonly room = new BodyRoom(bodiesAtOnce);

  constructor(
    private readonly parts: CloudApiParts,
    private readonly token: string,
  ) {}

  /** Answers a request, whatever it is. */
  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let done: Answer | undefined;
    try {
      const answer = await this.answer(request, response, (result) => {
        done = result;
      });
      this.send(response, successEnvelope(answer));
    } catch (error) {
      if (error instanceof NoAnswer) {
        this.breakOff(response, error, done);
      } else if (error instanceof ApiError) {
        this.send(response, failureEnvelope(error));
      } else {
        this.send(response, failureEnvelope(ownFault(error)));
      }
    }
  }

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
    onDone: (answer: Answer) => void,
  ): Promise<Answer> {
    const { pathname, searchParams } = addressOf(request);
    if (request.headers.host === undefined && request.httpVersion === "1.1") {
      throw new ApiError(400, undefined, "Bad Request");
    }
    authorize(pathname, request.headers, this.token);
    const { operation, takesLists, params } = routed(request.method ?? "", pathname);
    const leave = await this.room.enter(bytesOf(request), request);
    if (response.closed) {
      leave?.();
    } else {
      response.once("close", () => leave?.());
    }
    const body = await readBody(request, takesLists);
    const incoming = { path: pathname, params, query: searchParams, body };
    const { request: call, effect } = await operation(incoming, this.parts);
    const noticed = () => {
      const answer = effect();
      onDone(answer);
      return answer;
    };
    return this.parts.attempts.make(call, noticed, { hang: () => untilGone(response) });
  }

  private send(response: ServerResponse, { status, headers, body }: WireAnswer): void {
    response.writeHead(status, { ...this.limit.headers(), ...headers, ...lengthOf(status, body) });
    response.end(body);
  }

  /** The work may be done, but the client does not hear of it, or hears half of it. */
  private breakOff(response: ServerResponse, { reason }: NoAnswer, done: Answer | undefined): void {
    if (reason !== "unexpected EOF" || done === undefined) {
      response.destroy();
      return;
    }
    const { status, headers, body } = successEnvelope(done);
    response.writeHead(status, { ...this.limit.headers(), ...headers, ...lengthOf(status, body) });
    response.write(body.slice(0, body.length / 2), () => response.destroy());
  }
}

/** A fault of the stand-in itself, with what it was. */
function ownFault(error: unknown): ApiError {
  const what = error instanceof Error ? error.message : String(error);
  return new ApiError(500, undefined, "Internal Server Error", {
    means: `The stand-in itself failed: ${what}`,
  });
}

function lengthOf(status: number, body: string): Record<string, string> {
  return status === 204 ? {} : { "content-length": `${Buffer.byteLength(body)}` };
}

/** Path below the API's base and query; a target that is no path is taken for one that is not there. */
function addressOf({ url = "" }: IncomingMessage): {
  pathname: string;
  searchParams: URLSearchParams;
} {
  const [path = "", ...query] = url.split("?");
  const below = path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : "";
  return { pathname: below, searchParams: new URLSearchParams(query.join("?")) };
}

/** A call that hangs does so until its client goes away. */
function untilGone(response: ServerResponse): Promise<NoAnswer> {
  return new Promise((resolve) => {
    response.once("close", () => resolve(new NoAnswer("request timed out")));
  });
}
