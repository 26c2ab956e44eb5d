import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { Server as TlsServer, type TlsOptions } from "node:tls";
import type { OriginTarget, Patience } from "../../../doctor/origin";
import { intermediate, makeOne, root } from "../certificates";

/** Waits that a busy machine keeps. */
export const testPatience: Patience = { connectSeconds: 10, answerSeconds: 10, idleSeconds: 0.2 };

/** Waits for tests of what does not answer. */
export const shortWait: Patience = { ...testPatience, answerSeconds: 2 };

/** A certificate that is right for `www.example.com`, with the one above it. */
export const rightTls: TlsOptions = tlsOf(makeOne({ by: intermediate }), [intermediate.pem]);

/**
 * What a server shows of a certificate.
 * @param made - The certificate.
 * @param above - Those that it shows beside it.
 */
export function tlsOf(
  made: { pem: string; keyPem: string },
  above: readonly string[] = [],
): TlsOptions {
  return { cert: [made.pem, ...above].join("\n"), key: made.keyPem };
}

/** Servers of a test, ended together. */
export class Servers {
  readonly #all: { readonly server: Server; readonly sockets: Set<Socket> }[] = [];

  /** Starts a server on loopback. */
  async start(server: Server, host = "127.0.0.1", port = 0): Promise<number> {
    const sockets = new Set<Socket>();
    server.on("connection", (socket) => {
      sockets.add(socket.on("error", () => undefined));
    });
    server.on("tlsClientError", () => undefined);
    server.listen({ host, port });
    await once(server, "listening");
    this.#all.push({ server, sockets });
    return (server.address() as AddressInfo).port;
  }

  /** Ends all. */
  async stop(): Promise<void> {
    await Promise.all(
      this.#all.splice(0).map(async ({ server, sockets }) => {
        const closed = once(server, "close");
        server.close();
        sockets.forEach((socket) => socket.destroy());
        await closed;
      }),
    );
  }
}

/** What a server of a test does with each request. The count is of requests alone on their connection since it began, from 0. */
export type Answering = (socket: Socket, count: number) => void;

/**
 * A server over TLS that answers each request, once its head has come, by bytes of the test's own.
 * @param answering - What it does.
 * @param options - How it speaks TLS.
 */
export function tlsServer(answering: Answering, options: TlsOptions = rightTls): TlsServer {
  return new TlsServer({ ALPNProtocols: ["http/1.1"], ...options }, listener(answering));
}

/** The same in clear. */
export function plainServer(answering: Answering): Server {
  return createServer(listener(answering));
}

function listener(answering: Answering): (socket: Socket) => void {
  let count = 0;
  return (socket) => {
    socket
      .on("error", () => undefined)
      .on("data", (part) => {
        if (part.includes("\r\n\r\n")) {
          answering(socket, count);
          count += part.includes("Connection: close") ? 1 : 0;
        }
      });
  };
}

/** Answers with these bytes, and closes. */
export function saying(...parts: readonly (string | Buffer)[]): Answering {
  return (socket) => {
    parts.forEach((part) => socket.write(part));
    socket.end();
  };
}

/**
 * An address that a test asks at.
 * @param ports - The ports that matter; others are closed.
 * @param more - What differs.
 */
export function targetAt(
  ports: { readonly httpsPort?: number; readonly httpPort?: number },
  more: Partial<OriginTarget> = {},
): OriginTarget {
  return {
    ...{ hostname: "www.example.com", address: "127.0.0.1", path: "/" },
    ...{ httpsPort: 1, httpPort: 1, trusted: [root.pem], patience: testPatience },
    ...ports,
    ...more,
  };
}
