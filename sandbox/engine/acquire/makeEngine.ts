import { mkdtemp, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { writableFolder } from "../../cacheRoot";
import { lockFolder } from "../../folderLock";
import { cachedExecutable, keepFromOthers, noteEngine, readCachedEngine } from "./cachedEngine";
import { askVersion, pinnedVersion, type Engine, type OnProgress } from "./engine";
import type { EngineMaker } from "./makers";

/** What making an engine needs to know. */
export interface MakeEngineOptions {
  /** The root of the cache. */
  readonly cache: string;
  /** The folder in it that holds engines. */
  readonly folder: string;
  /** The ways to make one, in the order in which they are tried. */
  readonly makers: readonly EngineMaker[];
  /** The environment of the user. */
  readonly environment: NodeJS.ProcessEnv;
  /** Told about the steps. */
  readonly onProgress: OnProgress;
  /** Stops the work. */
  readonly signal?: AbortSignal;
}

/** What came of it: the engine, or why each way failed. */
export type MakeEngineResult =
  | { readonly engine: Engine }
  | {
      readonly refusals: readonly { readonly name: EngineMaker["name"]; readonly reason: string }[];
    };

const unfinished = ".unfinished-";

/**
 * Takes the engine from the cache, or makes it there when it is missing or damaged. Of several
 * processes that want it at once, one makes it and the others wait for it.
 * @param options - Where, how, and who is told.
 * @returns The engine, verified; or the reason of every maker.
 * @throws SandboxError when the cache cannot be written to, or somebody else could write to it.
 */
export async function cachedOrMadeEngine(options: MakeEngineOptions): Promise<MakeEngineResult> {
  const root = engineRoot(options.folder);
  const ready = await readCachedEngine(root, options.cache, options.environment.PATH);
  if (ready !== undefined) {
    return { engine: ready };
  }
  writableFolder(options.folder, options.cache);
  const release = await lockFolder(options.folder, {
    onWait: () =>
      options.onProgress({ text: "Waiting for another process that is making the engine" }),
    signal: options.signal,
  });
  try {
    // Whoever held the lock before may have made it.
    const made = await readCachedEngine(root, options.cache, options.environment.PATH);
    return made === undefined ? await makeEngine(root, options) : { engine: made };
  } finally {
    await release();
  }
}

/**
 * Where an engine of the pinned version lies in the cache.
 * @param folder - The folder of the cache that holds engines.
 * @returns Its folder, named by version and platform.
 */
export function engineRoot(folder: string): string {
  return path.join(folder, `${pinnedVersion()}-${process.platform}-${process.arch}`);
}

async function makeEngine(root: string, options: MakeEngineOptions): Promise<MakeEngineResult> {
  await removeUnfinished(options.folder);
  const refusals: { name: EngineMaker["name"]; reason: string }[] = [];
  for (const maker of options.makers) {
    const draft = await mkdtemp(path.join(options.folder, unfinished));
    try {
      options.signal?.throwIfAborted();
      const reason = (await attempt(maker, draft, options)) ?? (await putInPlace(draft, root));
      const engine = await readCachedEngine(root, options.cache, options.environment.PATH);
      if (engine !== undefined) {
        return { engine };
      }
      refusals.push({ name: maker.name, reason: reason ?? "what it made cannot be read back" });
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }
  return { refusals };
}

/** Makes and notes an engine in the draft folder; returns why that failed. */
async function attempt(
  maker: EngineMaker,
  draft: string,
  options: MakeEngineOptions,
): Promise<string | undefined> {
  const version = pinnedVersion();
  const { environment, onProgress, signal } = options;
  const reason = await maker.make({ root: draft, version, environment, onProgress, signal });
  signal?.throwIfAborted();
  if (reason !== undefined) {
    return reason;
  }
  onProgress({ text: "Verifying the engine" });
  await keepFromOthers(draft);
  const answer = await askVersion(cachedExecutable(draft));
  if (!("version" in answer)) {
    return `what it made cannot be used: ${answer.failure}`;
  }
  if (answer.version !== version) {
    return `what it made says that it is version ${answer.version}`;
  }
  await noteEngine(draft, version, maker.name);
  return undefined;
}

/** A folder cannot be renamed onto another, so what stood there steps aside first. */
async function putInPlace(draft: string, root: string): Promise<undefined> {
  await rm(root, { recursive: true, force: true });
  await rename(draft, root);
}

/** Removes what makers left that were killed. Only the holder of the lock may. */
async function removeUnfinished(folder: string): Promise<void> {
  const entries = await readdir(folder);
  for (const entry of entries.filter((name) => name.startsWith(unfinished))) {
    await rm(path.join(folder, entry), { recursive: true, force: true });
  }
}
