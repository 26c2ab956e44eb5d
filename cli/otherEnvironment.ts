import { cp, rm } from "node:fs/promises";
import path from "node:path";
import type { DeclaredSite } from "../model/serving/declaredSite";
import { declaredSites } from "../model/serving/declaredSites";
import { readTrafficPaths } from "../model/traffic/path";
import {
  hasResources,
  OperationFailed,
  readProject,
  readStackSettings,
  stacksOf,
  Workspace,
  type Engine,
  type Project,
} from "../sandbox/engine";
import type { AccountSeedOptions } from "../sandbox/cloud/accountSeed";
import { RunFailed } from "../sandbox/errors";
import type { RehearsedUp } from "../sandbox/rehearsal/faults";
import { temporaryFolder } from "../sandbox/temporaryFolder";
import { accountSeedOf, seedOfBoth } from "./accountSeed";
import type { OpenCloud, SandboxCloud } from "./cloud";
import { stateDirectoryOf, type SandboxReport } from "./sandboxRun";
import type { Terminal } from "./terminal";

/** Changes of the account after which an engine is killed: something is there then, and most is not. */
const killedAfterChanges = 3;

/** Milliseconds after a change of the account until the edge hears of it, together with those that follow it at once. */
const tellMilliseconds = 50;

/** What has been brought up. */
export interface BroughtUp {
  /** The folder of the project. */
  readonly directory: string;
  /** The hostname that is rehearsed. */
  readonly hostname: string;
  /** How it went. */
  readonly report: SandboxReport;
}

/** What the environment is brought up with. */
interface Ground {
  /** The folder of the sandbox. */
  readonly sandbox: string;
  readonly engine: Engine;
  readonly project: Project;
  /** The other stack. */
  readonly stack: string;
  /** Starts a cloud over an account in a file. */
  readonly openCloud: (accountFile: string) => Promise<SandboxCloud>;
}

/** A copy of the sandbox, with a cloud over its account. */
interface Copy {
  readonly folder: string;
  readonly cloud: SandboxCloud;
}

/** Another environment of a project, brought up in copies of the sandbox: the sandbox itself stays as it is. */
export class OtherEnvironment implements RehearsedUp {
  #copy: Copy | undefined;

  private constructor(
    private readonly hostname: string,
    private readonly ground: Ground,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Finds another environment: the first by name that is not up in the sandbox.
   * @param up - What has been brought up there.
   * @param openCloud - Starts a cloud.
   * @param terminal - The user's environment, and what stops every run.
   * @returns The environment, which must be closed; undefined where there is none.
   */
  static of(
    { directory, hostname, report }: BroughtUp,
    openCloud: OpenCloud,
    { environment, signal }: Pick<Terminal, "environment" | "signal">,
  ): OtherEnvironment | undefined {
    const { engine, provider, stack: own } = report;
    if (engine === undefined || provider === undefined) {
      return undefined;
    }
    const project = readProject(directory);
    const sandbox = stateDirectoryOf(project, environment, provider);
    const stack = stacksOf(project).find(
      (name) => name !== own && !hasResources(sandbox, project.name, name),
    );
    if (stack === undefined) {
      return undefined;
    }
    const seedOf = (name: string): AccountSeedOptions =>
      accountSeedOf(readStackSettings(project, name));
    const seed = seedOfBoth(seedOf(own), seedOf(stack));
    const open = (accountFile: string): Promise<SandboxCloud> =>
      openCloud({ accountFile, project: project.directory, seed, provider });
    const ground = { sandbox, engine, project, stack, openCloud: open };
    return new OtherEnvironment(hostname, ground, signal);
  }

  /** See {@link RehearsedUp}. */
  async makeReady(): Promise<void> {
    await this.close();
    const { sandbox, openCloud } = this.ground;
    const folder = await temporaryFolder("rehearsal");
    try {
      await cp(sandbox, folder, { recursive: true });
      this.#copy = { folder, cloud: await openCloud(path.join(folder, "account.json")) };
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** See {@link RehearsedUp}. */
  run(): Promise<void> {
    return this.#open(async (workspace) => {
      await workspace.run("up");
    });
  }

  /** See {@link RehearsedUp}. */
  async runKilled(): Promise<void> {
    const kill = new AbortController();
    const { cloud } = this.#ready;
    let changes = 0;
    const stop = cloud.onChange(() => {
      changes += 1;
      if (changes === killedAfterChanges) {
        kill.abort();
      }
    });
    try {
      await this.#open((workspace) => workspace.run("up", { kill: kill.signal }));
      throw new RunFailed("pulumi up ended before it could be killed");
    } catch (error) {
      if (!kill.signal.aborted || !(error instanceof OperationFailed)) {
        throw error;
      }
    } finally {
      stop();
    }
  }

  /** See {@link RehearsedUp}. */
  onDeclared(listener: (site: DeclaredSite | undefined) => void): () => void {
    const { cloud } = this.#ready;
    let timer: NodeJS.Timeout | undefined;
    const tell = (): void => {
      timer = undefined;
      const { sites } = declaredSites(readTrafficPaths(cloud.resources()));
      listener(sites.find(({ hostname }) => hostname === this.hostname));
    };
    const stop = cloud.onChange(() => {
      timer ??= setTimeout(tell, tellMilliseconds);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }

  /** Ends the cloud, and removes the copy. */
  async close(): Promise<void> {
    const copy = this.#copy;
    this.#copy = undefined;
    await copy?.cloud.stop();
    await (copy && rm(copy.folder, { recursive: true, force: true }));
  }

  get #ready(): Copy {
    if (this.#copy === undefined) {
      throw new Error("The other environment was not made ready.");
    }
    return this.#copy;
  }

  async #open(work: (workspace: Workspace) => Promise<unknown>): Promise<void> {
    const { folder, cloud } = this.#ready;
    const { engine, project, stack } = this.ground;
    const workspace = await Workspace.open({
      ...{ engine, project: project.directory, stack, stateDirectory: folder },
      ...{ signal: this.signal, environment: { PULUMI_DEBUG_PROVIDERS: cloud.debugProviders } },
    });
    try {
      await workspace.recoverPendingCreates(cloud.resources());
      await work(workspace);
    } finally {
      await workspace.close();
    }
  }
}
