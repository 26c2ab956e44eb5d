import { connect } from "node:net";

/** What came of asking over FastCGI. */
export type FastcgiAnswer =
  | { readonly kind: "answered"; readonly body: string }
  | { readonly kind: "silent" | "refused" | "denied" };

/** Bytes of the longest answer that is waited for. */
const longestAnswer = 64 * 1024;

/** Types of records, and the role. Source: FastCGI specification 1.0, section 8. */
const records = { begin: 1, end: 3, params: 4, stdin: 5, stdout: 6 } as const;
const responder = 1;
const requestId = 1;

/**
 * Makes one GET request over FastCGI.
 * @param listen - The socket: a path, or an address with a port.
 * @param script - The path that is asked for.
 * @param query - What follows it after `?`.
 * @param milliseconds - How long it waits.
 * @returns What came of it.
 */
export function askFastcgi(
  listen: string,
  script: string,
  query: string,
  milliseconds: number,
): Promise<FastcgiAnswer> {
  const [, host = "127.0.0.1", port] = /^(?:(.*):)?(\d+)$/.exec(listen) ?? [];
  const socket = connect(
    port === undefined
      ? { path: listen }
      : { host: host.replace(/^\[|\]$/g, ""), port: Number(port) },
  );
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    const settle = (answer: FastcgiAnswer): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => settle({ kind: "silent" }), milliseconds);
    socket
      .on("connect", () => socket.write(requestBytes(script, query)))
      .on("data", (chunk: Buffer) => {
        bytes = Buffer.concat([bytes, chunk]);
        const body = bodyOf(bytes);
        if (body !== undefined || bytes.length > longestAnswer) {
          settle(body === undefined ? { kind: "silent" } : { kind: "answered", body });
        }
      })
      .on("error", ({ code }: NodeJS.ErrnoException) => {
        // A Unix socket with a full queue says EAGAIN.
        const kind = code === "EAGAIN" ? "silent" : code === "EACCES" ? "denied" : "refused";
        settle({ kind });
      })
      .on("close", () => settle({ kind: "silent" }));
  });
}

function requestBytes(script: string, query: string): Buffer {
  const params = {
    ...{ REQUEST_METHOD: "GET", SCRIPT_NAME: script, SCRIPT_FILENAME: script, QUERY_STRING: query },
    ...{ REQUEST_URI: `${script}?${query}`, SERVER_PROTOCOL: "HTTP/1.1" },
  };
  const pairs = Object.entries(params).flatMap(([name, value]) => [
    Buffer.from([name.length]),
    lengthOf(Buffer.byteLength(value)),
    Buffer.from(name + value),
  ]);
  return Buffer.concat([
    record(records.begin, Buffer.from([0, responder, 0, 0, 0, 0, 0, 0])),
    record(records.params, Buffer.concat(pairs)),
    record(records.params, Buffer.alloc(0)),
    record(records.stdin, Buffer.alloc(0)),
  ]);
}

/** Lengths above 127 take four bytes, with the highest bit set. */
function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(length < 128 ? 1 : 4);
  return length < 128
    ? Buffer.from([length])
    : (bytes.writeUInt32BE(length + 0x80_00_00_00), bytes);
}

function record(type: number, content: Buffer): Buffer {
  const head = Buffer.from([1, type, 0, requestId, 0, 0, 0, 0]);
  head.writeUInt16BE(content.length, 4);
  return Buffer.concat([head, content]);
}

/** What follows the headers of an answer; undefined before its end has come. */
function bodyOf(bytes: Buffer): string | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const [type, length, padding] = [bytes[at + 1], bytes.readUInt16BE(at + 4), bytes[at + 6] ?? 0];
    const end = at + 8 + length + padding;
    if (end > bytes.length) {
      return undefined;
    }
    if (type === records.stdout) {
      parts.push(bytes.subarray(at + 8, at + 8 + length));
    } else if (type === records.end) {
      const text = Buffer.concat(parts).toString("utf8");
      return text.slice(text.indexOf("\r\n\r\n") + 4);
    }
    at = end;
  }
  return undefined;
}
