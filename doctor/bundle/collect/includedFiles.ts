import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { ConfigurationFile } from "../../configuration/directive";
import { patternOf } from "../../configuration/includes";
import { attempt, type Gathering } from "./gathering";

/** A configuration is not of more files than this, nor a file of it longer, in bytes. */
const mostFiles = 2000;
const longestFile = 2 ** 20;

const includes = /(?:^|[\s;{}])include(?:optional)?[ \t]*=?[ \t]*["']?([^\s"';#]{1,1000})/gi;

/**
 * Reads a configuration from its files.
 * @param gathering - Told which of them could not be read.
 * @param root - The file that it begins with.
 * @param base - The folder that paths without a leading slash begin in.
 * @returns The files, that one first; none where it is not there.
 */
export async function readWithIncludes(
  gathering: Gathering,
  root: string,
  base: string,
): Promise<ConfigurationFile[]> {
  const files = new Map<string, ConfigurationFile>();
  const open = [root];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const file = next;
    if (!files.has(file) && files.size < mostFiles) {
      const text = await attempt(gathering, file, () => readShort(file));
      if (text !== undefined) {
        files.set(file, { path: file, text });
        const named = [...text.matchAll(includes)].map(([, pattern = ""]) => pattern);
        open.push(...(await Promise.all(named.map((one) => filesFor(one, base)))).flat());
      }
    }
  }
  return [...files.values()];
}

/**
 * Reads a file that is no longer than a configuration's may be.
 * @param file - Its path.
 * @throws An `Error` where it is longer, or no file.
 */
export async function readShort(file: string): Promise<string> {
  const stats = await stat(file);
  // A pipe might never end.
  if (!stats.isFile() || stats.size > longestFile) {
    throw new Error(`it is no file, or longer than ${longestFile} bytes`);
  }
  return readFile(file, "utf8");
}

/**
 * Finds the files that a pattern names.
 * @param pattern - A path, with `*`, `?` or `[…]` of the shell's; a folder stands for what is in it.
 * @param base - The folder that it begins in, where it has no leading slash.
 * @returns The files, sorted; none where there is none, or where it may not be looked.
 */
export async function filesFor(pattern: string, base: string): Promise<string[]> {
  const whole = path.resolve(base, pattern.endsWith("/") ? `${pattern}*` : pattern);
  const parts = whole.split("/").slice(1);
  let found = ["/"];
  for (const part of parts) {
    found = (await Promise.all(found.map((folder) => within(folder, part)))).flat();
  }
  const kept = await Promise.all(
    found.map(async (one) => ((await stat(one).catch(() => undefined))?.isFile() ? [one] : [])),
  );
  return kept.flat().sort();
}

async function within(folder: string, part: string): Promise<string[]> {
  if (!/[*?[]/.test(part)) {
    return [path.join(folder, part)];
  }
  const wanted = patternOf(part);
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => !name.startsWith(".") && wanted.test(name))
    .map((name) => path.join(folder, name));
}
