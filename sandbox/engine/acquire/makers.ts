import { copyFile, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { temporaryFolder } from "../../temporaryFolder";
import { runChild } from "../childProcess";
import { cachedExecutable } from "./cachedEngine";
import { executableOnPath } from "../../executableOnPath";
import { moduleFile, type OnProgress } from "./engine";

/** What a maker is given. */
export interface MakerContext {
  /** The empty folder in which `bin/pulumi` is to appear. */
  readonly root: string;
  /** The version to make, without a leading v. */
  readonly version: string;
  /** The environment of the user, for PATH, proxies and the settings of Go. */
  readonly environment: NodeJS.ProcessEnv;
  /** Told about the steps. */
  readonly onProgress: OnProgress;
  /** Stops the work. */
  readonly signal?: AbortSignal;
}

/** One way to get an engine onto this machine. */
export interface EngineMaker {
  /** Its name, as shown and as noted beside the engine. */
  readonly name: "installer" | "build";
  /** Makes the engine; returns why it could not, as part of a sentence, or undefined when it did. */
  readonly make: (context: MakerContext) => Promise<string | undefined>;
}

/** The engine's own Go module, compiled. Needs Go and a module proxy, about three minutes on two cores. */
export const goBuild: EngineMaker = {
  name: "build",
  make: async (context) => {
    const go = executableOnPath("go", context.environment.PATH);
    if (go === undefined) {
      return "no go on PATH";
    }
    const folder = await temporaryFolder("build");
    try {
      return await compile(go, folder, context);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const enginePackage = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const versionVariable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

async function compile(
  go: string,
  folder: string,
  context: MakerContext,
): Promise<string | undefined> {
  const { signal, onProgress, version } = context;
  for (const file of ["go.mod", "go.sum"] as const) {
    await copyFile(moduleFile(file), path.join(folder, file));
  }
  await mkdir(path.join(context.root, "bin"), { recursive: true });
  const environment = {
    ...context.environment,
    GOFLAGS: "-buildvcs=false -mod=readonly",
    GOWORK: "off",
    GO111MODULE: "on",
    CGO_ENABLED: "0",
  };
  onProgress({ text: "Fetching the engine's Go modules" });
  const list = ["list", "-deps", enginePackage];
  const listed = await runChild(go, list, { cwd: folder, environment, signal });
  if (listed.exitCode !== 0) {
    return `go could not fetch the modules (${goReason(listed.stderr)})`;
  }
  const total = listed.stdout.split("\n").filter((line) => line !== "").length;
  const text = `Compiling Pulumi ${version} with Go, about three minutes on two cores`;
  let completed = 0;
  onProgress({ text, completed, total });
  const flags = ["-trimpath", "-v", "-ldflags", `-s -w -X ${versionVariable}=v${version}`];
  const build = ["build", ...flags, "-o", cachedExecutable(context.root), enginePackage];
  const built = await runChild(go, build, {
    cwd: folder,
    environment,
    signal,
    onStderrLine: () => {
      completed = Math.min(completed + 1, total);
      onProgress({ text, completed, total });
    },
  });
  return built.exitCode === 0 ? undefined : `go build failed (${goReason(built.stderr)})`;
}

/** After a module whose sum is not the one in go.sum, Go says a page of advice. */
function goReason(stderr: string): string {
  return /^.*checksum mismatch$/m.exec(stderr)?.[0].trim() ?? lastLine(stderr);
}

/**
 * The last thing that a command said.
 * @param text - What it wrote.
 * @returns The last line that is not empty.
 */
export function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "it said nothing";
}
