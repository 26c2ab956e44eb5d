/**
 * A real Pulumi engine over an embedded Cloudflare and AWS account, for tests: no login, no network, no cost. The
 * providers are stand-ins; what they check is listed in the project's docs, stand-ins.
 *
 * @example
 * const cloud = await startCloud();
 * const stack = await runProgram(cloud, () => { new ResilientSite("shop", args); });
 * await stack.up();
 * assert.deepEqual((await stack.preview({ refresh: true })).changes, {});
 * await stack.close();
 * await cloud.stop();
 */
import { rm } from "node:fs/promises";

import type { PulumiFn } from "@pulumi/pulumi/automation";

import type { Cloud } from "./startCloud";
import {
  findEngine,
  Workspace,
  type ConfigValue,
  type Engine,
  type EngineEvent,
  type InlineProgram,
  type OperationKind,
  type PolicyViolation,
} from "./engine";
import { plannedSteps, type Step } from "./steps";
import { temporaryFolder } from "./temporaryFolder";

export {
  Account,
  type AccountChange,
  type AccountListener,
  type ObjectPut,
  type ObjectRemoved,
  type StoredObject,
} from "./cloud/account/account";
export { type CloudApi, type CloudApiOptions } from "./cloud/api/cloudApi";
export { ApiError } from "./cloud/calls/apiError";
export {
  Faults,
  type CallAttempt,
  type DropFault,
  type Fault,
  type FaultMatch,
  type FaultRule,
  type HangFault,
  type RateLimitedFault,
  type RefusedFault,
  type ServerErrorFault,
  type TruncatedFault,
} from "./cloud/faults";
export { Journal, type ApiCall, type CallListener, type CallOutcome } from "./cloud/journal";
export {
  OutageWatch,
  type BrokenMoment,
  type OutageReport,
  type WatchExpectation,
} from "./watch/outageWatch";
export {
  defaultAccountId,
  defaultZoneId,
  type NetworkOptions,
  type AccountSeedOptions,
  type ZoneOptions,
} from "./cloud/accountSeed";
export { startCloud, type Cloud, type CloudOptions } from "./startCloud";
export { type Properties, type PropertyValue } from "./cloud/values";
export { findEngine, OperationFailed, type Engine, type PolicyViolation } from "./engine";
export { SandboxError } from "./errors";
export type {
  AwsProvider,
  CloudflareProvider,
  CloudProviders,
  ProviderChoice,
  ServedByPlugin,
  ServedByStandIn,
} from "./providerChoice";
export type { Step } from "./steps";

/** How a stack is opened for a test. */
export interface TestStackOptions {
  /** Name of the stack. Defaults to `test`. */
  readonly stackName?: string;
  /** Name of an inline program's project. Defaults to `program`. */
  readonly projectName?: string;
  /** Configuration of an inline program, by key (`namespace:name`). Defaults to none. */
  readonly config?: Readonly<Record<string, ConfigValue>>;
  /** The engine. Defaults to the one that `findEngine` finds. */
  readonly engine?: Engine;
  /**
   * Folder for the stack's state, kept when the stack is closed, and saved after each step of a run. Defaults to a temporary
   * one that is removed then, and saved at the end of a run.
   */
  readonly stateDirectory?: string;
}

/** How one operation runs. */
export interface RunOptions {
  /** Whether to compare with the cloud first. Defaults to false. */
  readonly refresh?: boolean;
  /** Folders of policy packs to judge it by. Defaults to none. */
  readonly policyPacks?: readonly string[];
  /** JSON files that configure these packs, one each in their order. Defaults to none. */
  readonly policyPackConfigs?: readonly string[];
}

/** What an operation did, or a preview would do. */
export interface Run {
  /** Resources by what happens to them, as the engine counts: `{ create: 3, same: 1 }`. */
  readonly counts: Readonly<Record<string, number>>;
  /** The counts without `same`; empty where nothing changes. */
  readonly changes: Readonly<Record<string, number>>;
  /** One step per resource, in the order in which the engine took them. */
  readonly steps: readonly Step[];
  /** What policy packs had against it; a mandatory violation ends the run with an `OperationFailed` instead. */
  readonly violations: readonly PolicyViolation[];
  /** Every event of the engine; secrets are masked in them. */
  readonly events: readonly EngineEvent[];
  /** How long it took, in seconds. */
  readonly seconds: number;
}

/** A stack under test. */
export interface TestStack {
  /** Says what `up` would do. */
  preview(options?: RunOptions): Promise<Run>;
  /** Makes the cloud what the program says. */
  up(options?: RunOptions): Promise<Run>;
  /** Takes into the state what the cloud says. */
  refresh(): Promise<Run>;
  /** Removes everything that the program made. */
  destroy(): Promise<Run>;
  /** Outputs of the stack; a secret is the text `[secret]`. */
  outputs(): Promise<Record<string, unknown>>;
  /** The state, as `pulumi stack export` gives it; secrets are encrypted in it. */
  exportState(): Promise<unknown>;
  /** Gives everything back that the stack holds; temporary folders are removed. */
  close(): Promise<void>;
}

/**
 * The engine saves its state when a run ends, and not after each step, which is half of its work. Only who goes on after an
 * engine that was killed needs the state in between, and nobody goes on with a folder that goes when the stack is closed.
 * The engine heeds the one variable where the other is set (pulumi 3.246.0, sdk/go/common/env).
 */
const savedAtTheEnd = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

let sharedEngine: Promise<Engine> | undefined;

/**
 * Opens a stack whose program runs in this process. Where an engine was killed on it, what that one had begun to
 * create is taken up first.
 * @param cloud - The cloud that it runs against.
 * @param program - The program; what it returns becomes the stack's outputs.
 * @param options - Name, configuration and engine.
 * @returns The stack; it must be closed.
 * @throws {SandboxError} Where there is no engine and none can be had.
 */
export function runProgram(
  cloud: Cloud,
  program: PulumiFn,
  options: TestStackOptions = {},
): Promise<TestStack> {
  const { projectName: name = "program", config } = options;
  return open(cloud, { name, program, ...(config === undefined ? {} : { config }) }, options);
}

/**
 * Opens a stack of a Pulumi project.
 * @param cloud - The cloud that it runs against.
 * @param directory - Folder of the project, with its `Pulumi.yaml`.
 * @param options - Name of the stack, and the engine.
 * @returns The stack; it must be closed.
 * @throws {SandboxError} Where the project or the stack cannot be used, or there is no engine.
 */
export function openProject(
  cloud: Cloud,
  directory: string,
  options: TestStackOptions = {},
): Promise<TestStack> {
  return open(cloud, directory, options);
}

async function open(
  cloud: Cloud,
  project: string | InlineProgram,
  options: TestStackOptions,
): Promise<TestStack> {
  const temporary = options.stateDirectory ?? (await temporaryFolder("stack"));
  const cleanUp = async () => {
    if (options.stateDirectory === undefined) {
      await rm(temporary, { recursive: true, force: true });
    }
  };
  try {
    sharedEngine ??= options.engine === undefined ? findEngine() : undefined;
    const workspace = await Workspace.open({
      engine: options.engine ?? (await (sharedEngine ?? findEngine())),
      project,
      stack: options.stackName ?? "test",
      stateDirectory: temporary,
      environment: {
        PULUMI_DEBUG_PROVIDERS: cloud.debugProviders,
        ...(options.stateDirectory === undefined && savedAtTheEnd),
      },
    });
    try {
      await workspace.recoverPendingCreates(cloud.account.resources());
    } catch (error) {
      await workspace.close();
      throw error;
    }
    return testStack(workspace, cleanUp);
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

function testStack(workspace: Workspace, cleanUp: () => Promise<void>): TestStack {
  const run = async (kind: OperationKind, options: RunOptions = {}): Promise<Run> => {
    const { counts, events, violations, seconds } = await workspace.run(kind, options);
    const { same: _same, ...changes } = counts;
    return { counts, changes, steps: plannedSteps(events), violations, events, seconds };
  };
  return {
    preview: (options) => run("preview", options),
    up: (options) => run("up", options),
    refresh: () => run("refresh"),
    destroy: () => run("destroy"),
    outputs: () => workspace.outputs(),
    exportState: () => workspace.exportState(),
    close: async () => {
      await workspace.close();
      await cleanUp();
    },
  };
}
