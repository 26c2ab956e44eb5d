import { writeFile } from "node:fs/promises";
import path from "node:path";
import { stringify } from "yaml";
import type { ModelResource } from "../../../model/graph/resources";
import { Admission, EngineToken, tokenVariable } from "../host/admission";
import type { Engine } from "../acquire/engine";
import { EngineCommand } from "../acquire/engineCommand";
import { engineEnvironment, stateFolders } from "./environment";
import { listenToEvents } from "../host/events";
import { serveInline } from "../host/inlineProgram";
import { announceLanguageHost, startLanguageHost, type LanguageHost } from "../host/languageHost";
import {
  operationResult,
  type OperationKind,
  type OperationOptions,
  type OperationResult,
} from "./operation";
import { passphraseRefusal } from "./passphrase";
import { settlePendingCreates } from "./pendingCreates";
import { readSource, type SourceOptions } from "./source";
import { StackStore } from "./stackStore";
import { claimState } from "./stateClaim";

/** What is to be opened. */
export interface WorkspaceOptions extends SourceOptions {
  /** The engine, from `findEngine`. */
  readonly engine: Engine;
  /** The folder that holds everything of this sandbox, absolute, outside any repository. */
  readonly stateDirectory: string;
  /** Variables for the engine, such as `PULUMI_DEBUG_PROVIDERS`. Defaults to none. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Stops whatever runs, as Ctrl-C would. */
  readonly signal?: AbortSignal;
}

/** What an open workspace holds. */
interface Opened {
  readonly options: WorkspaceOptions;
  readonly projectDirectory: string;
  readonly configFile: string;
  readonly command: EngineCommand;
  readonly store: StackStore;
  readonly languageHost: LanguageHost | undefined;
  readonly token: EngineToken;
  readonly admission: Admission;
  readonly release: () => Promise<void>;
}

/**
 * One stack of one project in a sandbox of its own: state in files, and the user's login, state,
 * configuration files and environment never touched.
 */
export class Workspace {
  readonly #opened: Opened;

  private constructor(opened: Opened) {
    this.#opened = opened;
  }

  /**
   * Opens a stack, making it when it is not there, and frees it from a run that was killed.
   * @param options - What to open, where, with which engine.
   * @returns The workspace; it must be closed.
   * @throws SandboxError when the project, the stack or the state directory cannot be used.
   */
  static async open(options: WorkspaceOptions): Promise<Workspace> {
    const source = readSource(options);
    const folders = stateFolders(options.stateDirectory);
    const onProgress = options.onProgress ?? (() => undefined);
    const { stateDirectory } = options;
    const { signal, release } = await claimState(stateDirectory, onProgress, options.signal);
    const token = new EngineToken();
    const admission = new Admission(source.directory, options.stack, token);
    let languageHost: LanguageHost | undefined;
    try {
      languageHost = await attachLanguageHost(options, admission);
      // A language host of the engine's own takes no token out, and the program would see it.
      const environment = environmentOf(options, languageHost, languageHost && token);
      const command = new EngineCommand(options.engine, environment, signal);
      const store = new StackStore(command, folders, source.name, options.stack);
      const encryption = await store.open();
      const configFile = path.join(folders.config, `Pulumi.${options.stack}.yaml`);
      const own = await source.settings(encryption, store);
      const isGuarded = languageHost !== undefined || source.directory === undefined;
      const settings = isGuarded ? token.addedTo(own) : own;
      await writeFile(configFile, stringify(settings), { mode: 0o600 });
      const projectDirectory = source.directory ?? folders.stackProject;
      return new Workspace({
        ...{ options, projectDirectory, configFile, command, store, languageHost, release },
        ...{ token, admission },
      });
    } catch (error) {
      await languageHost?.stop();
      await release();
      throw error;
    }
  }

  /**
   * Takes up what an engine that was killed had begun to create, so that nothing is made twice and
   * nothing is left behind. Creations that never reached the cloud are forgotten.
   * @param resources - Everything that the cloud's account holds.
   * @returns URNs of the resources that were taken up; none where nothing was left open.
   * @throws OperationFailed when the cloud cannot be asked about them.
   */
  async recoverPendingCreates(resources: readonly ModelResource[]): Promise<readonly string[]> {
    const { store } = this.#opened;
    if (!(await store.hasPendingOperations())) {
      return [];
    }
    const { state, takenUp } = settlePendingCreates(await store.exportState(), resources);
    await store.importState(state);
    await this.run("refresh");
    return takenUp;
  }

  /**
   * Runs one operation of the engine to its end.
   * @param kind - Which.
   * @param options - How.
   * @returns What was changed, and every event.
   * @throws OperationFailed when it did not succeed, SandboxError when the sandbox's passphrase is another one.
   */
  async run(kind: OperationKind, options: OperationOptions = {}): Promise<OperationResult> {
    const { options: opened, command, projectDirectory, configFile } = this.#opened;
    const { token, admission } = this.#opened;
    const started = performance.now();
    const sink = await listenToEvents(options.onEvent);
    const inline =
      typeof opened.project === "string" ? undefined : await serveInline(opened.project, token);
    const policyPacks = (options.policyPacks ?? []).map((pack) => path.resolve(pack));
    admission.policyPacks = policyPacks;
    const args = [
      ...[kind, "--stack", opened.stack, "--config-file", configFile],
      ...["--event-log", sink.address, "--suppress-progress"],
      ...(kind === "preview" ? [] : ["--yes", "--skip-preview"]),
      ...(options.refresh === true ? ["--refresh"] : []),
      ...policyPacks.flatMap((pack) => ["--policy-pack", pack]),
      ...(options.policyPackConfigs ?? []).flatMap((file) => [
        ...["--policy-pack-config", path.resolve(file)],
      ]),
      ...(inline === undefined ? [] : [`--client=127.0.0.1:${inline.port}`]),
    ];
    try {
      const ended = await command.run(projectDirectory, args, "", options.kill);
      await sink.stop();
      const refusal = passphraseRefusal(ended.stderr, opened.stateDirectory);
      if (refusal !== undefined && sink.events.length === 0) {
        throw refusal;
      }
      return operationResult(kind, started, sink.events, ended, command.cutOff);
    } finally {
      inline?.stop();
      await sink.stop();
    }
  }

  /**
   * The stack's outputs after its last update.
   * @returns Values by name; a secret is the text `[secret]`.
   */
  outputs(): Promise<Record<string, unknown>> {
    return this.#opened.store.outputs();
  }

  /**
   * The stack's state, as `pulumi stack export` gives it; secrets are encrypted in it.
   * @returns The deployment, as untyped JSON.
   */
  exportState(): Promise<unknown> {
    return this.#opened.store.exportState();
  }

  /** Stops every program still running and gives the state directory back. */
  async close(): Promise<void> {
    await this.#opened.languageHost?.stop();
    await this.#opened.release();
  }
}

async function attachLanguageHost(
  options: WorkspaceOptions,
  admission: Admission,
): Promise<LanguageHost | undefined> {
  // Programs of this process need none, but the policy packs that judge them do.
  if (options.engine.hasNodejsHost) {
    return undefined;
  }
  const environment = environmentOf(options);
  await announceLanguageHost(environment.PULUMI_HOME ?? "");
  return startLanguageHost({ environment, admission });
}

function environmentOf(
  options: WorkspaceOptions,
  languageHost?: LanguageHost,
  token?: EngineToken,
): Record<string, string> {
  const { engine, stateDirectory, environment } = options;
  const attached = languageHost && { PULUMI_DEBUG_LANGUAGES: `nodejs:${languageHost.port}` };
  const additions = { ...environment, ...attached, ...(token && { [tokenVariable]: token.text }) };
  return engineEnvironment({ engine, stateDirectory, additions });
}
