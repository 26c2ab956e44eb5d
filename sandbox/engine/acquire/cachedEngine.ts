import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { chmod, lstat, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { requireOwnFrom } from "../../cacheRoot";
import { askVersion, describeEngine, executableName, type Engine } from "./engine";

/** What is noted beside an engine in the cache when it is made. */
const noteShape = z.object({
  version: z.string(),
  source: z.enum(["installer", "build"]),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const noteName = "engine.json";

/**
 * The executable of an engine in the cache.
 * @param root - The engine's folder.
 * @returns Its absolute path.
 */
export function cachedExecutable(root: string): string {
  return path.join(root, "bin", executableName);
}

/**
 * Takes the right to write away from everybody else, which an archive or a loose umask may have given.
 * @param root - The engine's folder.
 */
export async function keepFromOthers(root: string): Promise<void> {
  const names = await readdir(root, { recursive: true });
  for (const name of names) {
    const file = path.join(root, name);
    const found = await lstat(file);
    if (!found.isSymbolicLink()) {
      await chmod(file, found.mode & 0o755);
    }
  }
}

/**
 * Notes what was made, so that it can be verified before each use.
 * @param root - The engine's folder.
 * @param version - The version it must answer with.
 * @param source - How it was made.
 */
export async function noteEngine(
  root: string,
  version: string,
  source: "installer" | "build",
): Promise<void> {
  const note = { version, source, sha256: await sha256Of(cachedExecutable(root)) };
  await writeFile(path.join(root, noteName), `${JSON.stringify(note)}\n`, { mode: 0o600 });
}

/**
 * Reads an engine from the cache and verifies it: nobody else can have written it, its sum must be the one noted, and it
 * must answer with the version noted.
 * @param root - The engine's folder.
 * @param cache - The folder of the cache above it, from which on nobody else may have written.
 * @param searchPath - The value of PATH on which a language host may lie.
 * @returns The engine; undefined where there is none or it is damaged.
 * @throws SandboxError when somebody else could have written it.
 */
export async function readCachedEngine(
  root: string,
  cache: string,
  searchPath: string | undefined,
): Promise<Engine | undefined> {
  const command = cachedExecutable(root);
  const folder = path.dirname(command);
  // The engine starts what lies beside it.
  const beside = (await readdir(folder).catch(() => [])).map((name) => path.join(folder, name));
  requireOwnFrom(cache, folder, path.join(root, noteName), ...beside);
  try {
    const text = await readFile(path.join(root, noteName), "utf8");
    const note = noteShape.parse(JSON.parse(text));
    if ((await sha256Of(command)) !== note.sha256) {
      return undefined;
    }
    const answer = await askVersion(command);
    return "version" in answer && answer.version === note.version
      ? describeEngine(command, note.version, note.source, searchPath)
      : undefined;
  } catch {
    return undefined;
  }
}

async function sha256Of(file: string): Promise<string> {
  const sum = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), sum);
  return sum.digest("hex");
}
