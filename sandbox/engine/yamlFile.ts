import { readFileSync } from "node:fs";
import { parseDocument, type Document } from "yaml";
import { describeValue } from "../../facts/problem";
import { ownEntry } from "../../facts/ownEntry";
import { SandboxError } from "../errors";

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
  const document = parseDocument(textOf(file) ?? "", { prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const [position] = error.linePos ?? [];
    const words = error.message.split("\n")[0]?.replace(/ at line \d+.*$/, "");
    throw new SandboxError([
      {
        path: position === undefined ? file : `${file}:${position.line}:${position.col}`,
        rule: "be valid YAML",
        got: plainWords[error.code] ?? words ?? error.code,
      },
    ]);
  }
  const content = asValue(file, document);
  if (content === null || content === undefined) {
    return {};
  }
  if (typeof content !== "object" || Array.isArray(content)) {
    throw new SandboxError([{ path: file, rule: "hold a map", got: describeValue(content) }]);
  }
  return content as Record<string, unknown>;
}

/** A few lines can stand for millions of values, each of them an alias of others. */
function asValue(file: string, document: Document.Parsed): unknown {
  try {
    return document.toJS();
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error);
    throw new SandboxError([{ path: file, rule: "be YAML without endless aliases", got }]);
  }
}

/**
 * Reads a file as text.
 * @param file - Its path.
 * @returns The text; undefined where there is no such file.
 * @throws SandboxError when it cannot be read, or is not in UTF-8.
 */
export function textOf(file: string): string | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (["ENOENT", "ENOTDIR"].includes(code)) {
      return undefined;
    }
    const got = ownEntry(reasons, code) ?? (code || String(error));
    throw new SandboxError([{ path: file, rule: "be a file that can be read", got }]);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const wayOut = "Save it again as UTF-8";
    throw new SandboxError([{ path: file, rule: "be text in UTF-8", got: "other bytes", wayOut }]);
  }
}
