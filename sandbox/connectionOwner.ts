import { closeSync, openSync, readSync } from "node:fs";
import type { Socket } from "node:net";
import { endianness } from "node:os";

/** Where Linux lists the TCP connections over IPv4 of this network namespace, and whose each of them is. */
const table = "/proc/net/tcp";

/** How much of it is read at once: the kernel writes a page at most. */
const bytesAtOnce = 4096;

/** The states of an open connection and of a socket that listens, as the table writes them. */
const states = { established: "01", listening: "0A" } as const;

/** A connection, as the end that accepted it sees it. */
export type Connection = Pick<
  Socket,
  "localAddress" | "localPort" | "remoteAddress" | "remotePort"
>;

/**
 * Tells whether the other end of a connection over this machine's loopback interface belongs to this user.
 * @param connection - The connection, as it was accepted.
 * @returns False where it belongs to another user, or is already gone. True where the system does not say: everywhere but
 *   on Linux, and there where its table cannot be read or is empty.
 */
export function isOwnConnection(connection: Connection): boolean {
  const user = process.geteuid?.();
  return (
    process.platform !== "linux" || user === undefined || isOwnIn(partsOf(table), connection, user)
  );
}

/**
 * Tells the same from the table. The kernel goes through all places where a connection could stand to write the whole of it, so
 * it is read no further than needed.
 * @param parts - What stands in `/proc/net/tcp`, in parts that follow each other; none where it cannot be read.
 * @param connection - The connection, as it was accepted.
 * @param user - This user's number.
 * @returns False where another user holds the other end, or nobody any more. True where the table does not even list the
 *   socket that accepted the connection, and so knows nothing.
 */
export function isOwnIn(parts: Iterable<string>, connection: Connection, user: number): boolean {
  const { localAddress, localPort, remoteAddress, remotePort } = connection;
  const ours = written(localAddress, localPort);
  const theirs = written(remoteAddress, remotePort);
  // The accepted end itself is no sign: whoever sends and resets at once takes it off the table.
  let isListening = false;
  for (const line of linesOf(parts)) {
    const [, at, to, state, , , , owner] = line.includes(ours) ? line.trim().split(/\s+/) : [];
    const isOfUser = owner === `${user}`;
    if (isOfUser && at === theirs && to === ours && state === states.established) {
      return true;
    }
    isListening ||= isOfUser && at === ours && state === states.listening;
  }
  return !isListening;
}

function* linesOf(parts: Iterable<string>): Iterable<string> {
  let rest = "";
  for (const part of parts) {
    const lines = (rest + part).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  yield rest;
}

/** The table writes an address as the machine holds it in memory, in hexadecimal: 127.0.0.1 is 0100007F on most. */
function written(address = "", port = 0): string {
  const bytes = address.split(".").map((part) => hexadecimal(Number(part), 2));
  const ordered = endianness() === "LE" ? bytes.reverse() : bytes;
  return `${ordered.join("")}:${hexadecimal(port, 4)}`;
}

function hexadecimal(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, "0");
}

/** A file of the kernel's in parts, each written when it is asked for; none, or no more, where it cannot be read. */
function* partsOf(file: string): Iterable<string> {
  const bytes = Buffer.allocUnsafe(bytesAtOnce);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, "r");
    for (let read = readSync(descriptor, bytes); read > 0; read = readSync(descriptor, bytes)) {
      yield bytes.toString("latin1", 0, read);
    }
  } catch {
    return;
  } finally {
    if (descriptor !== undefined) {
      closeSync(descriptor);
    }
  }
}
