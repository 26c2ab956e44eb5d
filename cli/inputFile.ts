import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import type { Problem } from "../facts/problem";
import { ownEntry } from "../facts/ownEntry";
import { SandboxError } from "../sandbox/errors";

/** Bytes of the longest plan or state that is read: over thirty times a preview of 1,000 resources. */
const longestPlanBytes = 128 * 2 ** 20;

/** Stands for standard input where the path of a file is asked for. */
export const standardInput = "-";

/**
 * Reads a file whole, or standard input, but never more than fits.
 * @param file - Path, or `-` for standard input.
 * @param signal - Fires when nobody waits for it any longer.
 * @returns Its content.
 * @throws SandboxError where it cannot be read, is longer than 128 MiB, or is no text in UTF-8.
 * @throws The signal's reason once it has fired.
 */
export async function readInput(file: string, signal: AbortSignal): Promise<string> {
  try {
    const bytes = file === standardInput ? undefined : await regularFile(file, signal);
    return textOf(file, bytes ?? (await streamed(file, signal)));
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof SandboxError ? error : unreadable(file, error);
  }
}

/** Reads a file whose length is known before; undefined for what is no such file, as a pipe. */
async function regularFile(file: string, signal: AbortSignal): Promise<Buffer | undefined> {
  const stats = await stat(file);
  if (!stats.isFile()) {
    return undefined;
  }
  if (stats.size > longestPlanBytes) {
    throw tooLong(file);
  }
  return readFile(file, { signal });
}

async function streamed(file: string, signal: AbortSignal): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  const stream = file === standardInput ? process.stdin : createReadStream(file);
  for await (const part of addAbortSignal(signal, stream) as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longestPlanBytes) {
      throw tooLong(file);
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/**
 * Names a file in an error: by its whole path, so that it can be found however long it is.
 * @param file - Path, or `-` for standard input.
 * @returns The path in quotes, or `standard input`.
 */
export function nameOf(file: string): string {
  return file === standardInput ? "standard input" : JSON.stringify(file);
}

/**
 * Makes the error about one file.
 * @param file - Path, or `-` for standard input.
 * @param found - What must hold, what was found, and the way out.
 * @returns The error.
 */
export function fileError(file: string, found: Omit<Problem, "path">): SandboxError {
  return new SandboxError([{ path: nameOf(file), ...found }]);
}

/** A file that is cut off may end within a sign, which takes up to four bytes. */
function textOf(file: string, bytes: Buffer): string {
  const isText = [0, 1, 2, 3].some((cut) => isUtf8(bytes.subarray(0, bytes.length - cut)));
  if (isText && !bytes.includes(0)) {
    return bytes.toString("utf8");
  }
  const mark = bytes.subarray(0, 2).toString("hex");
  const rule = "be text in UTF-8";
  throw mark === "fffe" || mark === "feff"
    ? fileError(file, {
        ...{ rule, got: "text in UTF-16" },
        wayOut: "Write it in UTF-8: in PowerShell with Out-File -Encoding utf8",
      })
    : fileError(file, { rule, got: "bytes that are no text" });
}

function tooLong(file: string): SandboxError {
  return fileError(file, {
    rule: `be at most ${longestPlanBytes / 2 ** 20} MiB long`,
    got: "more",
    wayOut: "Preview without --show-sames, or split the stack",
  });
}

function unreadable(file: string, error: unknown): SandboxError {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return fileError(file, {
    rule: "be a file that can be read",
    got: ownEntry(reasons, code) ?? message.split("\n", 1)[0] ?? "an error",
  });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  ENOTDIR: "a path through a file",
  EISDIR: "a folder",
  EACCES: "no permission",
};
