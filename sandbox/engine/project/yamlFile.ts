import { readFileSync, statSync } from "node:fs";
import { parseDocument, type Document } from "yaml";
import { describeValue } from "../../../core/problem";
import { ownEntry } from "../../../core/ownEntry";
import { SandboxError } from "../../errors";

/** Reasons for which a file cannot be read, by their codes. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: "a file that this user may not read",
  EISDIR: "a folder",
};

/** Words of the YAML reader that are meant for programmers. */
const plainWords: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: "several documents in one file",
};

/**
 * Reads a YAML file that holds a map.
 * @param file - Its path.
 * @returns The map; empty where the file is empty or not there.
 * @throws SandboxError when it cannot be read, is no YAML, or holds something else.
 */
export function readYaml(file: string): Record<string, unknown> {
  const text = textOf(file) ?? "";
  if (isNestedTooDeeply(text)) {
    const rule = `be nested at most ${mostLevels} levels deep`;
    throw new SandboxError([{ path: file, rule, actual: "more" }]);
  }
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const [position] = error.linePos ?? [];
    const words = error.message.split("\n")[0]?.replace(/ at line \d+.*$/, "");
    throw new SandboxError([
      {
        path: position === undefined ? file : `${file}:${position.line}:${position.col}`,
        rule: "be valid YAML",
        actual: plainWords[error.code] ?? words ?? error.code,
      },
    ]);
  }
  const content = asValue(file, document);
  if (content === null || content === undefined) {
    return {};
  }
  if (typeof content !== "object" || Array.isArray(content)) {
    throw new SandboxError([{ path: file, rule: "hold a map", actual: describeValue(content) }]);
  }
  return content as Record<string, unknown>;
}

/** Levels of lists and maps in a YAML file: the reader of YAML ends the whole process over some thousands. */
export const mostLevels = 100;

/**
 * Whether a text opens more lists and maps within each other than any file of settings.
 * @param text - YAML or JSON.
 * @returns True for more than 100 levels, in brackets or by the signs at a line's beginning.
 */
export function isNestedTooDeeply(text: string): boolean {
  let depth = 0;
  for (const sign of text.match(/[[\]{}]/g) ?? []) {
    depth = sign === "[" || sign === "{" ? depth + 1 : Math.max(0, depth - 1);
    if (depth > mostLevels) {
      return true;
    }
  }
  return new RegExp(`(?:[-?:][ \\t]{1,8}){${mostLevels}}`).test(text);
}

/** A few lines can stand for millions of values, each of them an alias of others. */
function asValue(file: string, document: Document.Parsed): unknown {
  try {
    return document.toJS();
  } catch (error) {
    const actual = error instanceof Error ? error.message : String(error);
    throw new SandboxError([{ path: file, rule: "be YAML without endless aliases", actual }]);
  }
}

/** Bytes of the longest file: YAML takes a hundred times as much memory as its text. */
const longestBytes = 8 * 2 ** 20;

/** Nobody knows when a pipe ends, or if. */
function sizeOf(file: string): { readonly size: number; readonly isPipe: boolean } {
  const stats = statSync(file);
  return { size: stats.size, isPipe: !stats.isFile() && !stats.isDirectory() };
}

/**
 * Reads a file as text.
 * @param file - Its path.
 * @returns The text; undefined where there is no such file.
 * @throws SandboxError when it cannot be read, is no regular file or longer than 8 MiB, or is not in UTF-8.
 */
export function textOf(file: string): string | undefined {
  let bytes: Buffer;
  try {
    const { size, isPipe } = sizeOf(file);
    if (isPipe || size > longestBytes) {
      const rule = `be a file of at most ${longestBytes / 2 ** 20} MiB`;
      throw new SandboxError([
        { path: file, rule, actual: isPipe ? "a pipe or a device" : "more" },
      ]);
    }
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof SandboxError) {
      throw error;
    }
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (["ENOENT", "ENOTDIR"].includes(code)) {
      return undefined;
    }
    const actual = ownEntry(reasons, code) ?? (code || String(error));
    throw new SandboxError([{ path: file, rule: "be a file that can be read", actual }]);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const hint = "Save it again as UTF-8";
    throw new SandboxError([{ path: file, rule: "be text in UTF-8", actual: "other bytes", hint }]);
  }
}
