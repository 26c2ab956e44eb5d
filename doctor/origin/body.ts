import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { readChunks } from "./chunks";
import { valuesOf, type Head } from "./answer";
import type { Exchange } from "./exchange";

/** How a body stands to what its head says of it. */
export type Body =
  | { readonly kind: "right"; readonly bytes: Buffer }
  | { readonly kind: "cut" | "too-long" | "malformed"; readonly why: string };

/**
 * Holds a body against what its head says of it.
 * @param head - The head.
 * @param body - What follows it.
 * @param end - How the exchange ended.
 * @returns The body out of its chunks, or what is wrong.
 */
export function readBody(head: Head, body: Buffer, end: Exchange["end"]): Body {
  const { framing } = head;
  switch (framing.kind) {
    case "none":
      return body.length === 0 ? { kind: "right", bytes: body } : excess(body.length, "no body");
    case "length":
      return ofLength(body, framing.bytes);
    case "chunked":
      return ofChunks(body);
    case "close":
      return end === "reset"
        ? { kind: "cut", why: `the connection breaks off after ${body.length} bytes of the body` }
        : { kind: "right", bytes: body };
  }
}

function ofLength(body: Buffer, length: number): Body {
  if (body.length < length) {
    return { kind: "cut", why: `${body.length} bytes came of ${length} that Content-Length says` };
  }
  return body.length === length
    ? { kind: "right", bytes: body }
    : excess(body.length, `${length} that Content-Length says`);
}

function ofChunks(body: Buffer): Body {
  const chunks = readChunks(body);
  switch (chunks.kind) {
    case "malformed":
      return chunks;
    case "incomplete":
      return {
        kind: "cut",
        why: `the body breaks off after ${chunks.body.length} bytes, before its last chunk`,
      };
    case "whole":
      return chunks.rest === 0
        ? { kind: "right", bytes: chunks.body }
        : excess(chunks.body.length + chunks.rest, `${chunks.body.length} in its chunks`);
  }
}

function excess(came: number, said: string): Body {
  return { kind: "too-long", why: `${came} bytes came where the head says ${said}` };
}

/**
 * What takes a coding off a body. Deflate is left out: servers mean two forms by it, and it was not asked for.
 * Source of the names: RFC 9110, section 8.4.1; RFC 7932.
 */
const decoders: Readonly<
  Record<string, (bytes: Buffer, options: { maxOutputLength: number }) => Buffer>
> = {
  gzip: gunzipSync,
  "x-gzip": gunzipSync,
  br: brotliDecompressSync,
};

/** What a body unfolds to at most before it is taken as right, in bytes. */
const longestBody = 64 * 1024 * 1024;

/**
 * Tries to decompress a body.
 * @param head - The head, which names the coding.
 * @param bytes - The body.
 * @returns Why it cannot be decompressed; undefined where it can, or has no coding, or one that is not known here.
 */
export function decompressionFault(head: Head, bytes: Buffer): string | undefined {
  const [coding = ""] = valuesOf(head, "content-encoding").map((value) => value.toLowerCase());
  const decoder = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined;
  if (decoder === undefined || bytes.length === 0) {
    return undefined;
  }
  try {
    decoder(bytes, { maxOutputLength: longestBody });
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "ERR_BUFFER_TOO_LARGE" ? undefined : `${coding}: ${code ?? message}`;
  }
}
