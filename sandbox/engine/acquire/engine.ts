import { readFileSync } from "node:fs";
import path from "node:path";
import { executableOnPath } from "../../executableOnPath";
import { packageFile } from "../../packageFile";
import { runChild } from "../childProcess";

/** Where an engine came from. */
export type EngineSource = "path" | "STEADY_EDGE_ENGINE" | "installer" | "build";

/** A Pulumi engine that was found, or made, and answered when it was asked for its version. */
export interface Engine {
  /** Its version without a leading v: `3.246.0`. */
  readonly version: string;
  /** Where it came from. */
  readonly source: EngineSource;
  /** The absolute path of the `pulumi` executable. */
  readonly command: string;
  /** The folder that holds `bin/pulumi`, or the executable's own folder when it lies elsewhere. */
  readonly root: string;
  /** Whether it can run Node.js programs by itself; if not, the sandbox serves them. */
  readonly hasNodejsHost: boolean;
}

/** One step of finding, making or using an engine, for a progress display. */
export interface EngineStep {
  /** What is being done, as a sentence without a full stop. */
  readonly text: string;
  /** How many of `total` are done. Absent where there is nothing to count. */
  readonly completed?: number;
  /** How many there are at most. */
  readonly total?: number;
  /** What it is about, to be listed. Absent where that is nothing with a name. */
  readonly items?: readonly string[];
}

/** Told about every step; the sandbox itself prints nothing. */
export type OnProgress = (step: EngineStep) => void;

/** The file name of the engine on this platform. */
export const executableName = process.platform === "win32" ? "pulumi.exe" : "pulumi";

const pinnedLine = /github\.com\/pulumi\/pulumi\/pkg\/v3 v(\d+\.\d+\.\d+)/;

/**
 * The Go module that pins the engine, and the sums of everything that it needs.
 * @param name - Which of the two files.
 * @returns Its absolute path.
 */
export function moduleFile(name: "go.mod" | "go.sum"): string {
  return packageFile(path.join("sandbox", "engine", name));
}

/**
 * The engine's version that this package is proven with. It is pinned in `go.mod` and nowhere else;
 * an older engine is not used, since exit codes (3.226), error hooks (3.244) and what the stand-in
 * providers rely on were measured with this one.
 * @returns The version without a leading v.
 */
export function pinnedVersion(): string {
  const file = moduleFile("go.mod");
  const version = pinnedLine.exec(readFileSync(file, "utf8"))?.[1];
  if (version === undefined) {
    throw new Error(`${file} names no version of github.com/pulumi/pulumi/pkg/v3`);
  }
  return version;
}

/**
 * Whether an engine is new enough, and not of a later major version.
 * @param version - Its version without a leading v.
 * @returns True for the pinned version and newer ones of the same major version.
 */
export function isUsableVersion(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = parts(version);
  const [pinnedMajor = 0, pinnedMinor = 0, pinnedPatch = 0] = parts(pinnedVersion());
  if (major !== pinnedMajor) {
    return false;
  }
  return minor === pinnedMinor ? patch >= pinnedPatch : minor > pinnedMinor;
}

function parts(version: string): number[] {
  return (version.split("-")[0] ?? "").split(".").map(Number);
}

/** How long an executable may take to tell its version, in milliseconds. */
const answerMilliseconds = 30_000;

/** What an executable said when it was asked for its version. */
export type VersionAnswer = { readonly version: string } | { readonly failure: string };

/**
 * Asks an executable for its version.
 * @param command - The executable.
 * @returns The version, or why there is none.
 */
export async function askVersion(command: string): Promise<VersionAnswer> {
  try {
    const environment = { PATH: process.env.PATH, PULUMI_SKIP_UPDATE_CHECK: "true" };
    const signal = AbortSignal.timeout(answerMilliseconds);
    const answer = await runChild(command, ["version"], { environment, signal });
    const version = /^v?(\d+\.\d+\.\d+\S*)\s*$/.exec(answer.stdout)?.[1];
    if (answer.exitCode !== 0 || version === undefined) {
      return { failure: `it does not answer to "version" (exit code ${answer.exitCode})` };
    }
    return { version };
  } catch (error) {
    return { failure: `it cannot be run (${(error as NodeJS.ErrnoException).code ?? "unknown"})` };
  }
}

/**
 * Describes an engine whose version is known.
 * @param command - The absolute path of its executable.
 * @param version - Its version.
 * @param source - Where it came from.
 * @param searchPath - The value of PATH on which its language host may lie.
 * @returns The engine.
 */
export function describeEngine(
  command: string,
  version: string,
  source: EngineSource,
  searchPath: string | undefined,
): Engine {
  const folder = path.dirname(command);
  const beside = [folder, searchPath ?? ""].join(path.delimiter);
  return {
    version,
    source,
    command,
    root: path.basename(folder) === "bin" ? path.dirname(folder) : folder,
    hasNodejsHost: executableOnPath("pulumi-language-nodejs", beside) !== undefined,
  };
}
