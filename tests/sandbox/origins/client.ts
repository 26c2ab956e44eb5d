import { Agent, request, type IncomingHttpHeaders } from "node:http";
import type { Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { getOrCreate } from "../../../core/getOrCreate";
import type { OriginNetwork } from "../../../sandbox/network/network";
import type { KeyedCertificate } from "../../../sandbox/origins/authority";
import type { Origins } from "../../../sandbox/origins/origins";

/** An address of Cloudflare's. */
export const edgeAddress = "104.16.0.1";

/** How a test connects. */
export interface Connecting {
  readonly address?: string;
  readonly port?: number;
  readonly from?: string;
  readonly servername?: string;
  readonly client?: KeyedCertificate;
  readonly protocols?: readonly string[];
  /** Real milliseconds after which it gives up. Defaults to never. */
  readonly giveUpMilliseconds?: number;
}

/** An answer. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * Opens a TCP connection as the edge does.
 * @param network - The network.
 * @param how - Where to, and where from. Defaults to 198.51.100.1, port 443.
 */
export function dial(network: OriginNetwork, how: Connecting = {}): Promise<Socket> {
  const { address = "198.51.100.1", port = 443, from = edgeAddress, giveUpMilliseconds } = how;
  const signal =
    giveUpMilliseconds === undefined
      ? new AbortController().signal
      : AbortSignal.timeout(giveUpMilliseconds);
  return network.connect({ address, port, from, signal });
}

/**
 * Opens a TLS connection as the edge does in strict mode.
 * @param origins - The origins.
 * @param how - Where to, and as whom.
 * @throws What the handshake says, with its `code`.
 */
export async function dialTls(origins: Origins, how: Connecting = {}): Promise<TLSSocket> {
  const socket = await dial(origins.network, how);
  const { servername = "www.example.com", client, protocols = ["http/1.1"] } = how;
  return new Promise((resolve, reject) => {
    const secured = connectTls({
      ...{ socket, servername, ca: origins.authority.certificate, ALPNProtocols: [...protocols] },
      ...(client === undefined ? {} : { cert: client.certificate, key: client.key }),
    });
    secured.once("error", reject).once("secureConnect", () => resolve(secured));
  });
}

const agents = new WeakMap<Socket, Agent>();

/** One agent for a connection: two would each take it for their own. */
function agentOf(socket: Socket): Agent {
  return getOrCreate(agents, socket, () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    // Newer Nodes close a connection whose server says that it keeps it for less than a second, as modelled time has it.
    return Object.assign(agent, { createConnection: () => socket, keepSocketAlive: () => true });
  });
}

/**
 * Asks on a connection by HTTP/1.1, and leaves it open.
 * @param socket - The connection.
 * @param path - The path. Defaults to the root.
 * @param headers - Headers beside Host.
 * @throws Where the answer does not come whole.
 */
export function ask(
  socket: Socket,
  path = "/",
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const agent = agentOf(socket);
    const host = "www.example.com";
    const asked = request({ agent, path, headers: { host, ...headers } }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (body += part));
      response.once("error", reject);
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    asked.once("error", reject).end();
  });
}

/**
 * Asks on a connection of its own, over TLS, and ends that.
 * @param origins - The origins.
 * @param path - The path. Defaults to the root.
 * @param how - Where to, and as whom.
 */
export async function askOnce(
  origins: Origins,
  path = "/",
  how: Connecting & { readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Answered> {
  const socket = await dialTls(origins, how);
  try {
    return await ask(socket, path, how.headers);
  } finally {
    socket.destroy();
  }
}
