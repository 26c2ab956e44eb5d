import { cp, rm } from "node:fs/promises";
import path from "node:path";
import type { DeclaredSite } from "../model/serving/declaredSite";
import { declaredSites } from "../model/serving/declaredSites";
import { readTrafficPaths } from "../model/traffic/path";
import {
  OperationFailed,
  readProject,
  readStackSettings,
  stacksOf,
  Workspace,
  type WorkspaceOptions,
} from "../sandbox/engine";
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

/** Another environment of a project, brought up in a copy of the sandbox: the sandbox itself stays as it is. */
export class OtherEnvironment implements RehearsedUp {
  private constructor(
    private readonly hostname: string,
    private readonly cloud: SandboxCloud,
    private readonly options: WorkspaceOptions,
  ) {}

  /**
   * Copies the sandbox, and starts a cloud over the copy.
   * @param up - What has been brought up there.
   * @param openCloud - Starts the cloud.
   * @param terminal - The user's environment, and what stops every run.
   * @returns The environment, which must be closed; undefined where the project has no other.
   */
  static async open(
    { directory, hostname, report }: BroughtUp,
    openCloud: OpenCloud,
    { environment, signal }: Pick<Terminal, "environment" | "signal">,
  ): Promise<OtherEnvironment | undefined> {
    const { engine, provider, stack: own } = report;
    const project = readProject(directory);
    const stack = stacksOf(project).find((name) => name !== own);
    if (stack === undefined || engine === undefined || provider === undefined) {
      return undefined;
    }
    const [ownSeed, otherSeed] = [own, stack].map((name) =>
      accountSeedOf(readStackSettings(project, name)),
    );
    const stateDirectory = await temporaryFolder("rehearsal");
    try {
      await cp(stateDirectoryOf(project, environment, provider), stateDirectory, {
        recursive: true,
      });
      const accountFile = path.join(stateDirectory, "account.json");
      const seed = seedOfBoth(ownSeed ?? {}, otherSeed ?? {});
      const cloud = await openCloud({ accountFile, project: project.directory, seed, provider });
      return new OtherEnvironment(hostname, cloud, {
        ...{ engine, project: directory, stack, stateDirectory, signal },
        environment: { PULUMI_DEBUG_PROVIDERS: cloud.debugProviders },
      });
    } catch (error) {
      await rm(stateDirectory, { recursive: true, force: true });
      throw error;
    }
  }

  /** See {@link RehearsedUp}. */
  makeReady(): Promise<void> {
    return this.#open(async (workspace) => {
      await workspace.run("destroy");
    });
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
    let changes = 0;
    const stop = this.cloud.onChange(() => {
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
    let timer: NodeJS.Timeout | undefined;
    const tell = (): void => {
      timer = undefined;
      const { sites } = declaredSites(readTrafficPaths(this.cloud.resources()));
      listener(sites.find(({ hostname }) => hostname === this.hostname));
    };
    const stop = this.cloud.onChange(() => {
      timer ??= setTimeout(tell, tellMilliseconds);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }

  /** Ends the cloud, and removes the copy. */
  async close(): Promise<void> {
    await this.cloud.stop();
    await rm(this.options.stateDirectory, { recursive: true, force: true });
  }

  async #open(work: (workspace: Workspace) => Promise<unknown>): Promise<void> {
    const workspace = await Workspace.open(this.options);
    try {
      await workspace.recoverPendingCreates(this.cloud.resources());
      await work(workspace);
    } finally {
      await workspace.close();
    }
  }
}
