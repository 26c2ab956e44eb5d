import { isAscii, isUtf8 } from "node:buffer";
import { spawn } from "node:child_process";
import { constants, createReadStream } from "node:fs";
import { access, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { addAbortSignal, type Readable } from "node:stream";
import type { Problem } from "../core/problem";
import { ownEntry } from "../core/ownEntry";
import { SandboxError } from "../sandbox/errors";

/** Bytes of the longest plan or state that is read: over thirty times a preview of 1,000 resources. */
const longestPlanBytes = 128 * 2 ** 20;

/** How a file is read. */
interface Reading {
  readonly signal: AbortSignal;
  readonly mostBytes: number;
}

/** Stands for standard input where the path of a file is asked for. */
export const standardInput = "-";

/**
 * Reads a file whole, or standard input, but never more than fits.
 * @param file - Path, or `-` for standard input.
 * @param signal - Fires when nobody waits for it any longer.
 * @param mostBytes - The longest content. Defaults to 128 MiB.
 * @returns Its content.
 * @throws SandboxError where it cannot be read, is longer, or is no text in UTF-8.
 * @throws The signal's reason once it has fired.
 */
export async function readInput(
  file: string,
  signal: AbortSignal,
  mostBytes: number = longestPlanBytes,
): Promise<string> {
  const reading = { signal, mostBytes };
  try {
    const bytes = file === standardInput ? undefined : await regularFile(file, reading);
    return textOf(file, bytes ?? (await streamed(file, reading)));
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof SandboxError ? error : unreadable(file, error);
  }
}

/** Reads a file whose length is known before; undefined for what is no such file, as a pipe. */
async function regularFile(
  file: string,
  { signal, mostBytes }: Reading,
): Promise<Buffer | undefined> {
  const stats = await stat(file);
  if (stats.isDirectory()) {
    throw Object.assign(new Error("a folder"), { code: "EISDIR" });
  }
  if (!stats.isFile()) {
    return undefined;
  }
  if (stats.size > mostBytes) {
    throw tooLong(file, mostBytes);
  }
  return readFile(file, { signal });
}

async function streamed(file: string, { signal, mostBytes }: Reading): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  const stream = file === standardInput ? process.stdin : await opened(file, signal);
  for await (const part of addAbortSignal(signal, stream) as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > mostBytes) {
      throw tooLong(file, mostBytes);
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/**
 * Opens a pipe or a device. A pipe to which nobody writes is not opened before somebody does, and no process of Node.js can end
 * while it waits for that; another program can be ended.
 */
async function opened(file: string, signal: AbortSignal): Promise<Readable> {
  await access(file, constants.R_OK);
  if (process.platform === "win32") {
    return createReadStream(file);
  }
  const reader = spawn("cat", ["--", path.resolve(file)], {
    // What is named may be /dev/stdin.
    stdio: ["inherit", "pipe", "ignore"],
  });
  const end = (): void => void reader.kill("SIGKILL");
  signal.addEventListener("abort", end, { once: true });
  reader.stdout.once("close", end);
  reader.once("error", (error) => reader.stdout.destroy(error));
  return reader.stdout;
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
  const isPlain = isAscii(bytes);
  const isText =
    isPlain || [0, 1, 2, 3].some((cut) => isUtf8(bytes.subarray(0, bytes.length - cut)));
  if (isText && !bytes.includes(0)) {
    // Of ASCII both say the same, and this one is copied as it is.
    return bytes.toString(isPlain ? "latin1" : "utf8");
  }
  const mark = bytes.subarray(0, 2).toString("hex");
  const rule = "be text in UTF-8";
  throw mark === "fffe" || mark === "feff"
    ? fileError(file, {
        ...{ rule, actual: "text in UTF-16" },
        hint: "Write it in UTF-8: in PowerShell with Out-File -Encoding utf8",
      })
    : fileError(file, { rule, actual: "bytes that are no text" });
}

function tooLong(file: string, mostBytes: number): SandboxError {
  const isPlan = mostBytes === longestPlanBytes;
  return fileError(file, {
    rule: `be at most ${mostBytes / 2 ** 20} MiB long`,
    actual: "more",
    ...(isPlan ? { hint: "Preview without --show-sames, or split the stack" } : {}),
  });
}

function unreadable(file: string, error: unknown): SandboxError {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return fileError(file, {
    rule: "be a file that can be read",
    actual: ownEntry(reasons, code) ?? message.split("\n", 1)[0] ?? "an error",
  });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  ENOTDIR: "a path through a file",
  EISDIR: "a folder",
  EACCES: "no permission",
};
