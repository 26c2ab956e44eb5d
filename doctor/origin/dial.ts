import { connect, type Socket } from "node:net";

/** What came of a connection that was tried. */
export type Dialled =
  | { readonly kind: "connected"; readonly socket: Socket; readonly milliseconds: number }
  | { readonly kind: "refused" | "silent" | "unreachable" | "not-tried"; readonly code: string };

/** What an error of the system says of the other side; all others are of this machine, and say nothing. */
const kinds: ReadonlyMap<string, "refused" | "silent" | "unreachable"> = new Map([
  ["ECONNREFUSED", "refused"],
  ["ECONNRESET", "refused"],
  ["ETIMEDOUT", "silent"],
  ["EHOSTUNREACH", "unreachable"],
]);

/**
 * Opens a TCP connection.
 * @param place - The address and port.
 * @param seconds - How long to wait.
 * @param signal - The deadline of the whole examination.
 * @returns What came of it. The socket must be destroyed by the caller; until then its errors are not thrown.
 */
export async function dial(
  place: { readonly address: string; readonly port: number },
  seconds: number,
  signal: AbortSignal,
): Promise<Dialled> {
  if (signal.aborted) {
    return { kind: "not-tried", code: "deadline" };
  }
  const began = performance.now();
  const socket = connect({ host: place.address, port: place.port });
  const outcome = await firstOf(socket, seconds, signal);
  socket.on("error", () => undefined);
  if (outcome === "connected") {
    return { kind: "connected", socket, milliseconds: performance.now() - began };
  }
  socket.destroy();
  return { kind: kinds.get(outcome) ?? "not-tried", code: outcome };
}

function firstOf(socket: Socket, seconds: number, signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve("ETIMEDOUT"), seconds * 1000);
    const late = (): void => resolve("deadline");
    signal.addEventListener("abort", late, { once: true });
    socket.once("connect", () => resolve("connected"));
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.once("close", () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", late);
    });
    socket.once("connect", () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", late);
    });
  });
}
