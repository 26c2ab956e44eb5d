import { readFileSync } from "node:fs";
import type { Socket } from "node:net";
import { endianness } from "node:os";

/** Where Linux lists the TCP connections over IPv4 of this network namespace, and whose each of them is. */
const table = "/proc/net/tcp";

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
    process.platform !== "linux" || user === undefined || isOwnIn(textOf(table), connection, user)
  );
}

/**
 * Tells the same from the table.
 * @param lines - What stands in `/proc/net/tcp`; empty where it cannot be read.
 * @param connection - The connection, as it was accepted.
 * @param user - This user's number.
 * @returns False where another user holds the other end, or nobody any more. True where the table does not even list the
 *   socket that accepted the connection, and so knows nothing.
 */
export function isOwnIn(lines: string, connection: Connection, user: number): boolean {
  const { localAddress, localPort, remoteAddress, remotePort } = connection;
  const ours = written(localAddress, localPort);
  const theirs = written(remoteAddress, remotePort);
  const sockets = lines.split("\n").map((line) => line.trim().split(/\s+/));
  const holds = (local: string, state: string, remote?: string): boolean =>
    sockets.some(
      ([, at, to, found, , , , owner]) =>
        at === local && found === state && (remote ?? to) === to && owner === `${user}`,
    );
  // The accepted end itself is no sign: whoever sends and resets at once takes it off the table.
  return !holds(ours, states.listening) || holds(theirs, states.established, ours);
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

function textOf(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
