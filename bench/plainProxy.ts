import { Agent, createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { connect } from "node:tls";
import type { DeclaredOrigin } from "../model/serving/declaredSite";
import type { Origins } from "../sandbox/origins/origins";

/** Something that visitors of a rehearsal can ask. */
export interface Asked {
  /** Its loopback port, which speaks HTTPS. */
  readonly port: number;
  /** Who certifies it, PEM. */
  readonly authority: string;
  /** Hears of every answer. */
  onAnswer(listener: () => void): void;
  stop(): Promise<void>;
}

/** From which every connection to an origin comes. */
const caller = "172.64.0.1";

/**
 * Starts a proxy that does what any does: TLS on both sides, connections that are used again, and nothing beyond. What an edge costs more
 * is its own.
 * @param hostname - The site.
 * @param origin - Where all its requests go.
 * @param origins - The origins.
 */
export async function startPlainProxy(
  hostname: string,
  origin: DeclaredOrigin,
  origins: Origins,
): Promise<Asked> {
  const stopped = new AbortController();
  const agent = connectionsTo(origin, origins, stopped.signal);
  const { host } = origin;
  const { authority } = origins;
  const listeners: (() => void)[] = [];
  const { certificate: cert, key } = authority.server([hostname]);
  const server = createServer({ cert, key }, (asked, response) => {
    const { method = "GET", url = "/" } = asked;
    const onward = request({ agent, method, path: url, headers: { host } }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
      response.once("close", () => listeners.forEach((listener) => listener()));
    });
    onward.on("error", () => response.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    authority: authority.certificate,
    onAnswer: (listener) => void listeners.push(listener),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      stopped.abort();
      agent.destroy();
      await closed;
    },
  };
}

/** Connections to an origin through the network of a rehearsal, kept to be used again. */
function connectionsTo(
  { address, port, host }: DeclaredOrigin,
  { network, authority }: Origins,
  signal: AbortSignal,
): Agent {
  const agent = new Agent({ keepAlive: true });
  agent.createConnection = (_options, made) => {
    network
      .connect({ address, port, from: caller, signal })
      .then((socket) => {
        made?.(null, connect({ socket, servername: host, ca: authority.certificate }));
      })
      .catch((error: Error) => made?.(error, undefined as never));
    return undefined;
  };
  return agent;
}
