import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fromEngineEvents } from "../model/plan/engineEvents";
import { readTrafficPaths } from "../model/traffic/path";
import type { ModelResource } from "../model/graph/resources";
import {
  cacheRoot,
  checkPassphrase,
  checkDiskSpace,
  findEngine,
  OperationFailed,
  readProject,
  readStackSettings,
  Workspace,
  writableFolder,
  type Engine,
  type EngineEvent,
  type EngineStep,
  type OperationKind,
  type OperationResult,
  type Project,
} from "../sandbox/engine";
import type { CloudflareProvider, ProviderChoice } from "../sandbox/providerChoice";
import { SandboxError } from "../sandbox/errors";
import { takenUpStep } from "./changeLines";
import type { OpenCloud, SandboxCloud, WatchReport } from "./cloud";
import { accountSeedOf } from "./accountSeed";
import type { Terminal } from "./terminal";

/** What is asked of the sandbox. */
export interface SandboxRequest {
  /** What to do with the stack; `up` shows a preview first. */
  readonly kind: OperationKind;
  /** The folder of the project. */
  readonly directory: string;
  /** The stack's name. */
  readonly stack: string;
  /** Folders of policy packs to judge a preview and an `up` by. */
  readonly policyPacks: readonly string[];
  /** What is to serve Cloudflare's resources. */
  readonly providers: ProviderChoice;
  /** Where to write the plan of the preview, for `steady-edge review`. Absent: nowhere. */
  readonly planFile?: string;
}

/** What came of it; after a failure, as far as it got. */
export interface SandboxReport {
  /** The engine that ran. */
  engine?: Engine;
  /** What served Cloudflare's resources. */
  provider?: CloudflareProvider;
  /** The stack's name. */
  readonly stack: string;
  /** Every operation that was run, in order. */
  readonly operations: OperationResult[];
  /** The stack's outputs, with secrets masked. */
  outputs: Record<string, unknown>;
  /** What the outage watch saw. */
  outageWatch: WatchReport;
}

/**
 * What has come of it before anything ran.
 * @param stack - The stack's name.
 */
export function nothingYet(stack: string): SandboxReport {
  return { stack, operations: [], outputs: {}, outageWatch: { calls: 0, broken: [] } };
}

/** Told what happens while it happens. */
export interface SandboxListener {
  /** A step of preparing. */
  readonly onProgress: (step: EngineStep) => void;
  /** An operation is about to begin; `expected` is how many resources it has, where that is known. */
  readonly onOperation: (kind: OperationKind, expected: number | undefined) => void;
  /** An event of the engine. */
  readonly onEvent: (kind: OperationKind, event: EngineEvent) => void;
  /** An operation ended well. */
  readonly onResult: (result: OperationResult) => void;
}

/**
 * Runs a stack in its sandbox.
 * @param request - What to do.
 * @param openCloud - Starts the cloud.
 * @param terminal - The user's environment, and what stops the run.
 * @param listener - Told what happens.
 * @param report - Filled while it runs, so that a failure leaves what was done.
 * @throws SandboxError for unusable input, OperationFailed when the engine or the cloud said no.
 */
export async function runSandbox(
  request: SandboxRequest,
  openCloud: OpenCloud,
  { environment, signal }: Pick<Terminal, "environment" | "signal">,
  listener: SandboxListener,
  report: SandboxReport,
): Promise<void> {
  const { directory, stack } = request;
  checkPolicyPacks(request.policyPacks);
  const project = readProject(directory);
  const seed = accountSeedOf(readStackSettings(project, stack));
  const provider = await chosenProvider(request.providers, project, environment);
  const stateDirectory = await readyStateDirectory(project, environment, provider);
  const { onProgress } = listener;
  const engine = await findEngine({ environment, signal, onProgress });
  report.engine = engine;
  report.provider = provider;
  const accountFile = path.join(stateDirectory, "account.json");
  const cloud = await openCloud({ accountFile, project: project.directory, seed, provider });
  try {
    const workspace = await Workspace.open({
      ...{ engine, project: directory, stack, stateDirectory, signal, onProgress },
      environment: { PULUMI_DEBUG_PROVIDERS: cloud.debugProviders },
    });
    try {
      const takenUp = await workspace.recoverPendingCreates(cloud.resources());
      if (takenUp.length > 0) {
        onProgress(takenUpStep(takenUp));
      }
      await runOperations(request, workspace, cloud, listener, report);
      report.outputs = await workspace.outputs();
    } finally {
      await workspace.close();
    }
  } finally {
    report.outageWatch = cloud.watched();
    await cloud.stop();
  }
}

/**
 * Where the sandbox of a project keeps its state: one for all its stacks, which share one account. What the stand-in made
 * and what a plugin made are two sandboxes, since each reads only states of its own form.
 * @param project - The project.
 * @param environment - Where the cache root is read.
 * @param provider - What serves Cloudflare's resources. Defaults to the stand-in.
 * @returns An absolute path under the cache root.
 */
export function stateDirectoryOf(
  project: Project,
  environment: NodeJS.ProcessEnv,
  provider?: CloudflareProvider,
): string {
  const place = createHash("sha256").update(project.directory).digest("hex").slice(0, 12);
  const name = project.name.replace(/[^\w.-]/g, "_");
  const ending = provider?.kind === "plugin" ? "-plugin" : "";
  return path.join(cacheRoot(environment), "sandbox", `${name}-${place}${ending}`);
}

/** A folder that can be written, with room on its disk, for whose secrets the passphrase is there. */
async function readyStateDirectory(
  project: Project,
  environment: NodeJS.ProcessEnv,
  provider: CloudflareProvider,
): Promise<string> {
  const directory = stateDirectoryOf(project, environment, provider);
  writableFolder(directory, cacheRoot(environment));
  await checkDiskSpace(directory);
  checkPassphrase(directory);
  return directory;
}

async function chosenProvider(
  choice: ProviderChoice,
  project: Project,
  environment: NodeJS.ProcessEnv,
): Promise<CloudflareProvider> {
  // Loaded late, as all that speaks with providers.
  const { chooseProvider } = await import("../sandbox/chooseProvider.js");
  return chooseProvider(choice, project.directory, environment);
}

function checkPolicyPacks(folders: readonly string[]): void {
  const problems = folders
    .filter((folder) => !existsSync(path.join(folder, "PulumiPolicy.yaml")))
    .map((folder) => ({
      path: "--policy-pack",
      rule: "be a folder with a PulumiPolicy.yaml",
      actual: JSON.stringify(folder),
    }));
  if (problems.length > 0) {
    throw new SandboxError(problems);
  }
}

async function runOperations(
  { kind, policyPacks, planFile }: SandboxRequest,
  workspace: Workspace,
  cloud: SandboxCloud,
  listener: SandboxListener,
  report: SandboxReport,
): Promise<void> {
  const kinds: readonly OperationKind[] = kind === "up" ? ["preview", "up"] : [kind];
  for (const next of kinds) {
    const preview = report.operations.at(-1);
    const planned = preview?.events ?? [];
    cloud.watch(next === "destroy" ? "everything" : removedHostnames(planned));
    listener.onOperation(next, preview && total(preview.counts));
    try {
      const onEvent = (event: EngineEvent): void => listener.onEvent(next, event);
      const result = await workspace.run(next, { onEvent, policyPacks });
      report.operations.push(result);
      listener.onResult(result);
    } catch (error) {
      if (error instanceof OperationFailed) {
        report.operations.push(error.result);
      }
      throw error;
    } finally {
      if (next === "preview" && planFile !== undefined) {
        writePlan(planFile, report.operations);
      }
    }
  }
}

/** A preview that failed is a plan too: the review says how far it came. */
function writePlan(file: string, operations: readonly OperationResult[]): void {
  const events = operations.at(-1)?.events ?? [];
  try {
    writeFileSync(file, JSON.stringify(events));
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    const hint = "Name a file in a folder that exists";
    throw new SandboxError([
      { path: "--plan", rule: "be writable", actual: `${JSON.stringify(file)} (${code})`, hint },
    ]);
  }
}

/** Names that a plan takes away for good, which is no outage. */
function removedHostnames(planned: readonly EngineEvent[]): string[] {
  if (planned.length === 0) {
    return [];
  }
  const { before, after } = fromEngineEvents(planned);
  const names = (resources: readonly ModelResource[]): string[] =>
    readTrafficPaths(resources).hostnames.map(({ hostname }) => hostname);
  const kept = new Set(names(after));
  return names(before).filter((hostname) => !kept.has(hostname));
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
