import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

import { badRequest } from "./envelope";

/** What is wrong with a request that never became one, by Node's code. */
const unreadable = new Map<string | undefined, readonly [status: number, words: string]>([
  ["HPE_HEADER_OVERFLOW", [431, "Request Header Fields Too Large"]],
  ["ERR_HTTP_REQUEST_TIMEOUT", [408, "Request Timeout"]],
]);

/**
 * Answers in the envelope what a server would answer without one, or not at all: what is no HTTP request, has too many headers or never came
 * whole, what asks for a tunnel, and what expects anything but to go on.
 * @param server - The server.
 */
export function refuseUnreadable(server: Server): void {
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === "ECONNRESET") {
      socket.destroy();
    } else {
      endWith(socket, ...(unreadable.get(error.code) ?? ([400, "Bad Request"] as const)));
    }
  });
  server.on("connect", (_request: IncomingMessage, socket: Duplex) =>
    endWith(
      socket.on("error", () => socket.destroy()),
      405,
      "Method Not Allowed",
    ),
  );
  server.on("checkExpectation", (_request: IncomingMessage, response: ServerResponse) => {
    const { status, headers, body } = badRequest(417, "Expectation Failed");
    response.writeHead(status, { ...headers, "content-length": `${Buffer.byteLength(body)}` });
    response.end(body);
  });
}

function endWith(socket: Duplex, status: number, words: string): void {
  const { headers, body } = badRequest(status, words);
  const head = [
    `HTTP/1.1 ${status} ${words}`,
    `content-type: ${headers["content-type"] ?? ""}`,
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
