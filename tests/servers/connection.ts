import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { connect as connectTls, type ConnectionOptions } from "node:tls";
import { peers } from "../core/firewalls/webServer";

/** An answer, as far as tests look at it. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** Whether it says that the connection ends. */
  readonly isLast: boolean;
}

/** One connection to a server, which carries request after request as Cloudflare's do. */
export class Connection {
  /** When the server ended it, in milliseconds since it was opened; pending while it has not. */
  readonly ended: Promise<number>;
  #received = "";

  private constructor(private readonly socket: Socket) {
    const opened = performance.now();
    socket.setEncoding("latin1").on("data", (part) => (this.#received += String(part)));
    socket.on("error", () => undefined);
    this.ended = once(socket, "close").then(() => performance.now() - opened);
  }

  /**
   * Opens a connection.
   * @param port - The server's port on loopback.
   * @param peer - Whom it comes from. Defaults to Cloudflare.
   * @param tls - How it speaks TLS. Defaults to not at all.
   */
  static async open(
    port: number,
    peer: keyof typeof peers = "cloudflare",
    tls?: ConnectionOptions,
  ): Promise<Connection> {
    const plain = connect({ host: "127.0.0.1", port, localAddress: peers[peer] });
    await once(plain, "connect");
    if (tls === undefined) {
      return new Connection(plain);
    }
    const socket = connectTls({
      socket: plain,
      rejectUnauthorized: false,
      servername: "www.example.com",
      ...tls,
    });
    await once(socket, "secureConnect");
    return new Connection(socket);
  }

  /**
   * Asks for a path.
   * @param target - The path.
   * @param headers - Headers beside Host.
   * @returns The answer, once it is whole.
   */
  async get(target: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const lines = Object.entries({ Host: "www.example.com", ...headers }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    this.socket.write(`GET ${target} HTTP/1.1\r\n${lines.join("")}\r\n`);
    for (;;) {
      const answer = this.#taken();
      if (answer !== undefined) {
        return answer;
      }
      if (this.socket.destroyed || this.socket.readableEnded) {
        throw new Error(`the server ended the connection after ${JSON.stringify(this.#received)}`);
      }
      await Promise.race([once(this.socket, "data"), once(this.socket, "close")]);
    }
  }

  /** Ends it from this side. */
  close(): void {
    this.socket.destroy();
  }

  #taken(): Answer | undefined {
    const end = this.#received.indexOf("\r\n\r\n");
    if (end < 0) {
      return undefined;
    }
    const head = this.#received.slice(0, end);
    const rest = this.#received.slice(end + 4);
    const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? "NaN");
    const isChunked = /^transfer-encoding: chunked$/im.test(head);
    const chunks = isChunked ? /^((?:[0-9a-f]+\r\n[^]*?\r\n)*?)0\r\n\r\n/i.exec(rest) : null;
    const size = isChunked ? chunks?.[0].length : length;
    if (size === undefined || rest.length < size) {
      return undefined;
    }
    this.#received = rest.slice(size);
    const body = isChunked
      ? (chunks?.[1] ?? "").replace(/(^|\r\n)[0-9a-f]+\r\n/gi, "").replace(/\r\n$/, "")
      : rest.slice(0, size);
    return {
      status: Number(head.split(" ")[1]),
      body,
      isLast: /^connection: close$/im.test(head),
    };
  }
}

/**
 * Asks a server for its home with a client certificate.
 * @param port - The server's port.
 * @param pem - The certificate and its key; undefined for none.
 * @returns The status, or that the server ended the connection.
 */
export async function statusWith(port: number, pem?: string): Promise<number | "refused"> {
  const connection = await Connection.open(port, "cloudflare", { cert: pem, key: pem });
  try {
    return (await connection.get("/")).status;
  } catch {
    return "refused";
  } finally {
    connection.close();
  }
}
