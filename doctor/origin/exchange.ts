import type { Duplex } from "node:stream";
import { forwardedProtocol } from "../../facts/cloudflare/originLimits";
import { doctorUserAgent } from "../../facts/userAgents";
import { dial } from "./dial";
import { shakeHands } from "./handshake";
import { ReceivedAnswer } from "./receivedAnswer";
import type { OriginTarget, Transport } from "./target";

/** What came back on a request, byte for byte. */
export interface Exchange {
  readonly bytes: Buffer;
  /** How it ended: the origin closed, broke off, said nothing more in time, or the answer was whole and the connection stayed open. */
  readonly end: "closed" | "reset" | "timeout" | "open" | "too-long" | "deadline";
  /** Milliseconds from the request to the first byte; undefined where there was none. */
  readonly firstByteMilliseconds: number | undefined;
  /** The code of the error that ended it. */
  readonly code?: string;
}

/** How long bytes that belong to no answer are waited for after it, in milliseconds. */
const graceMilliseconds = 250;

/**
 * Writes a request as Cloudflare would: for the name, over HTTPS in the visitor's eyes.
 * @param target - The name and the path.
 * @param connection - What is said of the connection.
 * @param method - Defaults to `GET`.
 */
export function requestText(
  { hostname, path }: OriginTarget,
  connection: "close" | "keep-alive",
  method: "GET" | "HEAD" = "GET",
): string {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${hostname}`,
    `User-Agent: ${doctorUserAgent}`,
    "Accept: */*",
    "Accept-Encoding: gzip, br",
    `${forwardedProtocol.name}: ${forwardedProtocol.value}`,
    `Connection: ${connection}`,
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}

/**
 * Sends a request and keeps what comes back.
 * @param socket - An open connection, in clear or over TLS.
 * @param request - The request.
 * @param seconds - How long to wait for the first byte, and between two parts.
 * @param signal - The deadline.
 * @returns The bytes until the answer is whole and nothing follows, or until it ends otherwise.
 */
export function exchange(
  socket: Duplex,
  request: string,
  seconds: number,
  signal: AbortSignal,
): Promise<Exchange> {
  return new Promise((resolve) => {
    const began = performance.now();
    const received = new ReceivedAnswer();
    let firstByteMilliseconds: number | undefined;
    let timer: NodeJS.Timeout;
    const settle = (end: Exchange["end"], code?: string): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", late);
      socket.off("data", hear).off("end", closed).off("close", closed).off("error", broke);
      socket.on("error", () => undefined);
      resolve({ bytes: received.bytes(), end, firstByteMilliseconds, ...(code && { code }) });
    };
    const late = (): void => settle("deadline");
    const closed = (): void => settle("closed");
    const broke = (error: NodeJS.ErrnoException): void => settle("reset", error.code);
    const wait = (end: "open" | "timeout"): void => {
      clearTimeout(timer);
      timer = setTimeout(() => settle(end), end === "open" ? graceMilliseconds : seconds * 1000);
    };
    const hear = (part: Buffer): void => {
      firstByteMilliseconds ??= performance.now() - began;
      const extent = received.take(part);
      if (extent === "too-long") {
        settle(extent);
      } else {
        wait(extent === "whole" ? "open" : "timeout");
      }
    };
    wait("timeout");
    signal.addEventListener("abort", late, { once: true });
    socket.on("data", hear).on("end", closed).on("close", closed).on("error", broke);
    socket.write(request);
  });
}

/**
 * Opens a connection for requests.
 * @param target - The address.
 * @param transport - Over TLS, or in clear.
 * @param signal - The deadline.
 * @returns The connection; undefined where there is none.
 */
export async function open(
  target: OriginTarget,
  transport: Transport,
  signal: AbortSignal,
): Promise<Duplex | undefined> {
  if (transport === "tls") {
    const shaken = await shakeHands(target, signal, { ALPNProtocols: ["http/1.1"] });
    return shaken.kind === "done" ? shaken.socket : undefined;
  }
  const { address, httpPort: port, patience } = target;
  const dialled = await dial({ address, port }, patience.connectSeconds, signal);
  return dialled.kind === "connected" ? dialled.socket : undefined;
}

/**
 * Whether an origin answers a request in clear at its port of TLS.
 * @param target - The address.
 * @param signal - The deadline.
 */
export async function speaksPlainHttp(target: OriginTarget, signal: AbortSignal): Promise<boolean> {
  const socket = await open({ ...target, httpPort: target.httpsPort }, "clear", signal);
  if (socket === undefined) {
    return false;
  }
  const { bytes } = await exchange(
    socket,
    requestText(target, "close"),
    target.patience.answerSeconds,
    signal,
  );
  socket.destroy();
  return bytes.subarray(0, 5).equals(Buffer.from("HTTP/")) && !isTlsComplaint(bytes);
}

/** A server of TLS answers a request in clear too, to complain: nginx and Apache with 400 and these words. */
function isTlsComplaint(bytes: Buffer): boolean {
  return /^HTTP\/1\.[01] 400[^]*plain HTTP/.test(bytes.subarray(0, 2000).toString("latin1"));
}
