import { readChunks } from "./chunks";

/** The head of an answer, as it stood on the wire. */
export interface Head {
  readonly status: number;
  /** Headers in their order, as written. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Bytes of the status line and headers, the empty line included. */
  readonly bytes: number;
  /** Bytes of the longest header line. */
  readonly longestBytes: number;
  /** How the end of the body is told. */
  readonly framing:
    | { readonly kind: "length"; readonly bytes: number }
    | { readonly kind: "chunked" | "close" | "none" };
}

/** What is read of an answer: its head, or why it is none. `incomplete` where it breaks off before the head ends. */
export type ReadHead =
  | { readonly kind: "head"; readonly head: Head; readonly body: Buffer }
  | { readonly kind: "incomplete" }
  | { readonly kind: "malformed"; readonly why: string };

const statusLine = /^HTTP\/1\.[01] ([1-9]\d{2})(?: |$)/;
const headerLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/;

/** Answers without a body. Source: RFC 9110, sections 15.3.5 and 15.4.5. */
const bodiless: ReadonlySet<number> = new Set([204, 304]);

/**
 * Reads the head of an answer to GET; what comes before it of interim answers is skipped.
 * @param bytes - What was received, from the first byte.
 * @returns The head and what follows it.
 */
export function readHead(bytes: Buffer): ReadHead {
  const text = bytes.subarray(0, 1_000_000).toString("latin1");
  const begun = "HTTP/1.".slice(0, text.length);
  if (!text.startsWith(begun)) {
    return { kind: "malformed", why: `begins with ${JSON.stringify(text.slice(0, 40))}` };
  }
  const end = /\r?\n\r?\n/.exec(text);
  if (end === null) {
    return { kind: "incomplete" };
  }
  const after = end.index + end[0].length;
  const [first = "", ...lines] = text.slice(0, end.index).split(/\r?\n/);
  const status = Number(statusLine.exec(first)?.[1] ?? 0);
  if (status === 0) {
    return { kind: "malformed", why: `begins with ${JSON.stringify(first.slice(0, 40))}` };
  }
  if (status < 200 && status !== 101) {
    return readHead(bytes.subarray(after));
  }
  return assembled(status, lines, bytes.subarray(after), after);
}

function assembled(
  status: number,
  lines: readonly string[],
  body: Buffer,
  bytes: number,
): ReadHead {
  const bad = lines.find((line) => !headerLine.test(line));
  if (bad !== undefined) {
    return { kind: "malformed", why: `has the header line ${JSON.stringify(bad.slice(0, 40))}` };
  }
  const headers = lines.map((line) => {
    const [, name = "", value = ""] = headerLine.exec(line) ?? [];
    return { name, value };
  });
  const framing = framingOf(status, headers);
  return typeof framing === "string"
    ? { kind: "malformed", why: framing }
    : {
        kind: "head",
        head: {
          ...{ status, headers, bytes, framing },
          longestBytes: Math.max(0, ...lines.map((line) => line.length)),
        },
        body,
      };
}

function framingOf(status: number, headers: Head["headers"]): Head["framing"] | string {
  if (bodiless.has(status)) {
    return { kind: "none" };
  }
  const lengths = valuesOf({ headers }, "content-length");
  const isChunked = valuesOf({ headers }, "transfer-encoding").some((value) =>
    /(?:^|,)\s*chunked\s*$/i.test(value),
  );
  const odd = lengths.find((value) => !/^\d+$/.test(value));
  if (odd !== undefined) {
    return `has Content-Length: ${odd.slice(0, 40)}`;
  }
  if (new Set(lengths).size > 1) {
    return `has Content-Length twice: ${lengths.join(" and ")}`;
  }
  if (isChunked) {
    return { kind: "chunked" };
  }
  return lengths.length > 0 ? { kind: "length", bytes: Number(lengths[0]) } : { kind: "close" };
}

/**
 * The values of a header.
 * @param head - The head.
 * @param name - The header's name, in lower case.
 * @returns One value for each time that it stands there.
 */
export function valuesOf({ headers }: Pick<Head, "headers">, name: string): string[] {
  return headers.filter((each) => each.name.toLowerCase() === name).map(({ value }) => value);
}

/**
 * Whether an answer has all of its body, so that nothing more is to come.
 * @param bytes - What was received, from the first byte.
 * @returns False too for answers that end where the connection does.
 */
export function isWhole(bytes: Buffer): boolean {
  const read = readHead(bytes);
  if (read.kind !== "head") {
    return false;
  }
  const { framing } = read.head;
  switch (framing.kind) {
    case "length":
      return read.body.length >= framing.bytes;
    case "chunked":
      return readChunks(read.body).kind === "whole";
    case "none":
      return true;
    case "close":
      return false;
  }
}

/** Where an answer can end. */
export interface Ending {
  /** How many bytes it has at least; without end where it ends with the connection. */
  readonly leastBytes: number;
  /** Whether it ends in an empty line. */
  readonly isEmptyLine: boolean;
}

/**
 * Says where an answer can end.
 * @param bytes - What was received, from the first byte.
 * @returns Undefined where the head is not whole.
 */
export function endingOf(bytes: Buffer): Ending | undefined {
  const read = readHead(bytes);
  if (read.kind !== "head") {
    return undefined;
  }
  const { framing } = read.head;
  const head = bytes.length - read.body.length;
  const body = framing.kind === "length" ? framing.bytes : framing.kind === "close" ? Infinity : 0;
  return { leastBytes: head + body, isEmptyLine: framing.kind === "chunked" };
}
