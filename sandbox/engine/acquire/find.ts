import { statSync } from "node:fs";
import path from "node:path";
import { describeValue } from "../../../core/problem";
import { SandboxError } from "../../errors";
import { cacheRoot } from "../../cacheRoot";
import { executableOnPath } from "../../executableOnPath";
import {
  askVersion,
  describeEngine,
  executableName,
  isUsableVersion,
  pinnedVersion,
  type Engine,
  type OnProgress,
} from "./engine";
import { cachedOrMadeEngine } from "./makeEngine";
import { officialInstaller } from "./installer";
import { goBuild, type EngineMaker } from "./makers";

/** How an engine is looked for. */
export interface FindEngineOptions {
  /** Where `STEADY_EDGE_ENGINE`, `STEADY_EDGE_HOME` and `PATH` are read. Defaults to that of this process. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Told about every step that takes time. Defaults to nobody. */
  readonly onProgress?: OnProgress;
  /** Stops the search and any build under way. */
  readonly signal?: AbortSignal;
  /** The ways to make an engine, in order. Defaults to the official release, then the Go build. */
  readonly makers?: readonly EngineMaker[];
}

/**
 * Finds a real Pulumi engine: the one that `STEADY_EDGE_ENGINE` names, else `pulumi` on PATH, else the
 * cache, else one made there from the official release or built from Go modules.
 * @param options - Where to look, and who is told.
 * @returns An engine that answered when asked for its version.
 * @throws SandboxError when STEADY_EDGE_ENGINE is wrong, the cache cannot be written, or there is none.
 */
export async function findEngine(options: FindEngineOptions = {}): Promise<Engine> {
  const environment = options.environment ?? process.env;
  const onProgress = options.onProgress ?? (() => undefined);
  const named = environment.STEADY_EDGE_ENGINE;
  if (named !== undefined && named !== "") {
    return namedEngine(named, environment);
  }
  const onPath = await engineOnPath(environment);
  if ("engine" in onPath) {
    return onPath.engine;
  }
  if (onPath.command !== undefined) {
    onProgress({ text: `Passing over ${onPath.command}: ${onPath.reason}` });
  }
  const cache = cacheRoot(environment);
  const made = await cachedOrMadeEngine({
    cache,
    folder: path.join(cache, "engines"),
    makers: options.makers ?? [officialInstaller(), goBuild],
    environment,
    onProgress,
    signal: options.signal,
  });
  if ("engine" in made) {
    return made.engine;
  }
  throw noEngine([
    `pulumi on PATH: ${onPath.reason}`,
    ...made.refusals.map(({ name, reason }) => `${makerTitles[name]}: ${reason}`),
  ]);
}

const makerTitles = {
  installer: "the official release",
  build: "the build from Go modules",
} satisfies Record<EngineMaker["name"], string>;

async function namedEngine(named: string, environment: NodeJS.ProcessEnv): Promise<Engine> {
  const command = isFolder(named)
    ? path.resolve(named, "bin", executableName)
    : path.resolve(named);
  const answer = await askVersion(command);
  const reason = "version" in answer ? whyNotUsable(answer.version) : answer.failure;
  if ("version" in answer && reason === undefined) {
    return describeEngine(command, answer.version, "STEADY_EDGE_ENGINE", environment.PATH);
  }
  throw new SandboxError([
    {
      path: "STEADY_EDGE_ENGINE",
      rule: `name a pulumi executable of version ${pinnedVersion()} or newer, or a folder with bin/pulumi`,
      actual: `${describeValue(named)}: ${reason}`,
      hint: "Correct it, or unset it to have an engine found or made",
    },
  ]);
}

type OnPath = { readonly engine: Engine } | { readonly command?: string; readonly reason: string };

async function engineOnPath(environment: NodeJS.ProcessEnv): Promise<OnPath> {
  const command = executableOnPath("pulumi", environment.PATH);
  if (command === undefined) {
    return { reason: "there is none" };
  }
  const answer = await askVersion(command);
  if (!("version" in answer)) {
    return { command, reason: answer.failure };
  }
  const reason = whyNotUsable(answer.version);
  return reason === undefined
    ? { engine: describeEngine(command, answer.version, "path", environment.PATH) }
    : { command, reason };
}

function whyNotUsable(version: string): string | undefined {
  const pinned = pinnedVersion();
  const major = pinned.split(".")[0];
  return isUsableVersion(version)
    ? undefined
    : `it is version ${version}, and ${pinned} or a newer ${major}.x is needed`;
}

function noEngine(reasons: readonly string[]): SandboxError {
  const version = pinnedVersion();
  return new SandboxError([
    {
      path: "engine",
      rule: `be a Pulumi engine of version ${version} or newer`,
      actual: `none (${reasons.join("; ")})`,
      hint:
        `Any one of these will do: install Pulumi ${version} or newer and have it on PATH, ` +
        "or point STEADY_EDGE_ENGINE at it; let this machine reach github.com, for the official release; " +
        "or install Go 1.25.8 or newer and let it reach a Go module proxy, for the build",
    },
  ]);
}

function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}
