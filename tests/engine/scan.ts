import { lstatSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A secret that was found where it must not be. */
export interface Leak {
  readonly file: string;
  /** How it was written: `plain`, `base64` and so on. */
  readonly form: string;
}

/**
 * Writes a secret in the ways in which it may come to lie somewhere.
 * @param secret - The secret, or a part of it.
 * @returns What to look for, by the name of the form.
 */
export function formsOf(secret: string): Readonly<Record<string, readonly string[]>> {
  const bytes = Buffer.from(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  return {
    plain: [secret],
    json: [json, JSON.stringify(json).slice(1, -1)],
    url: [encodeURIComponent(secret), percentEncoded(bytes)],
    base64: [0, 1, 2].map((shift) => base64Core(bytes, shift)),
    hex: [bytes.toString("hex"), bytes.toString("hex").toUpperCase()],
    utf16: [Buffer.from(secret, "utf16le").toString("latin1")],
  };
}

function percentEncoded(bytes: Buffer): string {
  return [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

/** The characters of Base64 that do not depend on what stands before and behind. */
function base64Core(bytes: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  const isCut = (bytes.length + shift) % 3 !== 0;
  return text.slice(shift === 0 ? 0 : shift + 1, isCut ? -1 : undefined);
}

/** Whether a secret lies in bytes in one form. */
type Search = (bytes: Buffer) => boolean;

const searches = new Map<string, readonly (readonly [form: string, Search])[]>();

/** How to look for a secret, by the name of the form. */
function searchesFor(secret: string): readonly (readonly [form: string, Search])[] {
  const known =
    searches.get(secret) ??
    Object.entries(formsOf(secret)).map(([form, needles]) => {
      const ways = needles.map(searchFor);
      return [form, (bytes: Buffer) => ways.some((isIn) => isIn(bytes))] as const;
    });
  searches.set(secret, known);
  return known;
}

/** Looks for bytes, as UTF-8 and as Latin-1 write a text; where Base64 has two alphabets, in either. */
function searchFor(needle: string): Search {
  const written = [Buffer.from(needle, "utf8"), Buffer.from(needle, "latin1")];
  const [first, second] = written as [Buffer, Buffer];
  const plain = first.equals(second) ? [first] : written;
  if (!/[+/]/.test(needle)) {
    return (bytes) => plain.some((one) => bytes.includes(one));
  }
  const escaped = needle.replace(/[.*?^${}()|[\]\\]/g, "\\$&");
  const either = new RegExp(escaped.replaceAll("+", "[+-]").replaceAll("/", "[/_]"));
  return (bytes) => plain.some((one) => bytes.includes(one)) || either.test(bytes.toString("latin1"));
}

/**
 * Looks for secrets in a text.
 * @param text - The text.
 * @param secrets - What must not be in it, in any form.
 * @returns The forms that were found.
 */
export function leaksInText(text: string, secrets: readonly string[]): string[] {
  return leaksInBytes(Buffer.from(text), secrets);
}

function leaksInBytes(bytes: Buffer, secrets: readonly string[]): string[] {
  return secrets.flatMap((secret) =>
    searchesFor(secret).flatMap(([form, isIn]) => (isIn(bytes) ? [form] : [])),
  );
}

/**
 * Looks for secrets in everything that lies in a folder.
 * @param folder - The folder, or one file.
 * @param secrets - What must not be there, in any form.
 * @returns Every file in which one is. Programs are passed over: what somebody writes into them is theirs.
 */
export function leaksInFolder(folder: string, secrets: readonly string[]): Leak[] {
  return filesIn(folder).flatMap((file) =>
    leaksInBytes(readFileSync(file), secrets).map((form) => ({ file, form })),
  );
}

function filesIn(folder: string): string[] {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) {
    return found === undefined ? [] : [folder].filter(isNoProgram);
  }
  return found.isDirectory()
    ? readdirSync(folder).flatMap((name) => filesIn(path.join(folder, name)))
    : [];
}

function isNoProgram(file: string): boolean {
  return !/\.[cm]?[jt]s$/.test(file);
}
