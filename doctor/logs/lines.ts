import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/** Bytes read at once: more would not be faster, and take more memory. */
const chunkBytes = 64 * 1024;

/** Of a longer line, the rest is left out. */
const longestLine = 16 * 1024;

/** What came of reading, beside the lines. */
export interface Reading {
  /** What could not be read, and why; undefined where everything was. */
  trouble: string | undefined;
  /** How many lines were longer than is looked at. */
  cutLines: number;
}

/**
 * Reads the lines of a log as a stream, plain or as gzip, by what it holds and not by its name. Text is taken byte by byte as Latin-1,
 * which costs nothing and loses nothing.
 * @param file - Path of the file.
 * @param reading - Told what could not be read.
 * @param onLine - Called with each line, without its end.
 * @returns Nothing. A file that cannot be read is told, and not thrown.
 */
export async function readLines(
  file: string,
  reading: Reading,
  onLine: (line: string) => void,
): Promise<void> {
  try {
    const head = await headOf(file);
    reading.trouble = unreadable(head);
    if (reading.trouble !== undefined) {
      return;
    }
    const isGzip = head[0] === 0x1f && head[1] === 0x8b;
    const source = createReadStream(file, { highWaterMark: chunkBytes });
    await splitLines(isGzip ? gunzipped(source) : source, reading, onLine);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    reading.trouble = code === "Z_BUF_ERROR" ? "its gzip is cut off" : (code ?? message);
  }
}

function gunzipped(source: Readable): Readable {
  return pipeline(source, createGunzip({ chunkSize: chunkBytes }), () => {
    // Whoever reads the stream meets the error there.
  });
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Beginnings of files that are no text. Source: the formats' magic numbers, as in file(1)'s magic. */
const magics: readonly (readonly [string, string])[] = [
  ["28b52ffd", "it is compressed with zstd, which is not read"],
  ["fd377a585a00", "it is compressed with xz, which is not read"],
  ["425a68", "it is compressed with bzip2, which is not read"],
  ["fffe", "it is in UTF-16, which is not read"],
  ["feff", "it is in UTF-16, which is not read"],
];

function unreadable(head: Buffer): string | undefined {
  const hex = head.subarray(0, 6).toString("hex");
  const magic = magics.find(([start]) => hex.startsWith(start));
  if (magic !== undefined) {
    return magic[1];
  }
  const isText = hex.startsWith("1f8b") || head.subarray(0, 9).toString() === "__CURSOR=";
  return !isText && head.includes(0) ? "it is binary" : undefined;
}

async function splitLines(
  source: Readable,
  reading: Reading,
  onLine: (line: string) => void,
): Promise<void> {
  let begun = "";
  const tell = (line: string): void => {
    if (line.length > longestLine) {
      reading.cutLines += 1;
    }
    const end = line.endsWith("\r") ? line.length - 1 : line.length;
    onLine(line.slice(0, Math.min(end, longestLine)));
  };
  for await (const chunk of source as AsyncIterable<Buffer>) {
    const text = chunk.toString("latin1");
    let from = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", from)) {
      tell(begun === "" ? text.slice(from, end) : begun + text.slice(from, end));
      begun = "";
      from = end + 1;
    }
    // One sign more than is looked at tells that there was more.
    begun = (begun + text.slice(from, from + longestLine + 1)).slice(0, longestLine + 1);
  }
  if (begun !== "") {
    tell(begun);
  }
}
