/** A body in chunks, as far as it can be read. Source of the form: RFC 9112, section 7.1. */
export type Chunks =
  | { readonly kind: "whole"; readonly body: Buffer; readonly rest: number }
  | { readonly kind: "incomplete"; readonly body: Buffer }
  | { readonly kind: "malformed"; readonly why: string };

const sizeLine = /^([0-9A-Fa-f]{1,8})[ \t]*(?:;.*)?$/;

/** A line of sizes or trailers is no longer than this, in bytes. */
const longestLine = 8192;

/**
 * Takes a body out of its chunks.
 * @param bytes - What follows the head.
 * @returns The body, and how many bytes follow its end.
 */
export function readChunks(bytes: Buffer): Chunks {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const line = lineAt(bytes, at);
    if (line === undefined) {
      return bytes.length - at > longestLine
        ? { kind: "malformed", why: "a chunk has no size" }
        : { kind: "incomplete", body: Buffer.concat(parts) };
    }
    const size = sizeLine.exec(line.text)?.[1];
    if (size === undefined) {
      return {
        kind: "malformed",
        why: `a chunk has the size ${JSON.stringify(line.text.slice(0, 40))}`,
      };
    }
    const length = parseInt(size, 16);
    if (length === 0) {
      return trailersFrom(bytes, line.next, Buffer.concat(parts));
    }
    const end = line.next + length;
    parts.push(bytes.subarray(line.next, end));
    if (bytes.length < end + 2) {
      return { kind: "incomplete", body: Buffer.concat(parts) };
    }
    if (bytes.toString("latin1", end, end + 2) !== "\r\n") {
      return { kind: "malformed", why: "a chunk is longer than its size" };
    }
    at = end + 2;
  }
}

function trailersFrom(bytes: Buffer, from: number, body: Buffer): Chunks {
  for (let at = from; ;) {
    const line = lineAt(bytes, at);
    if (line === undefined) {
      return { kind: "incomplete", body };
    }
    at = line.next;
    if (line.text === "") {
      return { kind: "whole", body, rest: bytes.length - at };
    }
  }
}

function lineAt(bytes: Buffer, from: number): { text: string; next: number } | undefined {
  const end = bytes.subarray(0, from + longestLine).indexOf("\n", from);
  return end < 0
    ? undefined
    : { text: bytes.toString("latin1", from, end).replace(/\r$/, ""), next: end + 1 };
}
