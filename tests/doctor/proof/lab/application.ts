import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTls, TLSSocket } from "node:tls";
import { readFileSync } from "node:fs";

/** What an application of the lab does with a request. */
const behaviours = {
  ok: (socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
  hang: () => undefined,
  slow: (socket) => void setTimeout(() => behaviours.ok(socket), 8000),
  "a-little-slow": (socket) => void setTimeout(() => behaviours.ok(socket), 1500),
  early: (socket) => socket.end(),
  reset: (socket) => (socket instanceof TLSSocket ? socket.destroy() : socket.resetAndDestroy()),
  "big-header": (socket) =>
    socket.write(
      `HTTP/1.1 200 OK\r\nSet-Cookie: a=${"x".repeat(9000)}\r\nContent-Length: 2\r\n\r\nok`,
    ),
  "huge-headers": (socket) =>
    socket.write(
      `HTTP/1.1 200 OK\r\n${`X-More: ${"x".repeat(1000)}\r\n`.repeat(150)}Content-Length: 2\r\n\r\nok`,
    ),
  "bad-header": (socket) => socket.end("HTTP/1.1 200 OK\r\nBad Header\0: a\r\n\r\nok"),
  "not-http": (socket) => socket.end("SSH-2.0-OpenSSH_9.2p1\r\n"),
  truncated: (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n${"x".repeat(100)}`);
    setTimeout(() => socket.end(), 50);
  },
  "bad-chunk": (socket) =>
    socket.end("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"),
  "two-lengths": (socket) =>
    socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 7\r\n\r\nok"),
  "no-gzip": (socket) =>
    socket.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 7\r\n\r\nno gzip"),
  "answers-502": (socket) =>
    socket.write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 3\r\n\r\nbad"),
  "answers-500": (socket) =>
    socket.write("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 3\r\n\r\nbad"),
  "answers-503": (socket) =>
    socket.write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy"),
  maintenance: (socket) =>
    socket.write(
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 600\r\nContent-Length: 4\r\n\r\nback",
    ),
  "answers-404": (socket) => socket.write("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno"),
  loop: (socket) =>
    socket.write(
      "HTTP/1.1 301 Moved Permanently\r\nLocation: https://www.example.com/\r\nContent-Length: 0\r\n\r\n",
    ),
} satisfies Readonly<Record<string, (socket: Socket) => unknown>>;

/** An application: what it does, and where. */
export interface Application {
  readonly does: keyof typeof behaviours;
  /** A port, or the path of a socket. */
  readonly at: number | string;
  readonly host?: string;
  /** Files of its certificate and key; none for plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Every second answer alone is so. */
  readonly everySecond?: boolean;
  readonly protocols?: readonly string[];
}

/** Runs an application in this process. */
export function runApplication({
  does,
  at,
  host,
  tls,
  everySecond = false,
  protocols,
}: Application): void {
  let count = 0;
  const listener = (socket: Socket): void => {
    let head = "";
    socket
      .on("error", () => undefined)
      .on("data", (part) => {
        head += part.toString("latin1");
        if (head.includes("\r\n\r\n")) {
          head = "";
          count += 1;
          behaviours[everySecond && count % 2 === 0 ? "ok" : does](socket);
        }
      });
  };
  const server: Server =
    tls === undefined
      ? createServer(listener)
      : createTls(
          {
            cert: readFileSync(tls.cert),
            key: readFileSync(tls.key),
            ALPNProtocols: [...(protocols ?? ["http/1.1"])],
          },
          listener,
        ).on("tlsClientError", () => undefined);
  server.listen(typeof at === "string" ? { path: at } : { port: at, host: host ?? "0.0.0.0" });
}
