import path from "node:path";
import { pathToFileURL } from "node:url";
import { writableFolder } from "../../cacheRoot";
import { inheritedVariables } from "../../inheritedVariables";
import type { Engine } from "../acquire/engine";
import { passphraseOf } from "./passphrase";

/** The folders of one sandbox, all under its state directory. */
export interface StateFolders {
  /** Pulumi's state files. */
  readonly backend: string;
  /** `PULUMI_HOME`: the engine's own settings. */
  readonly pulumiHome: string;
  /** `HOME`: empty, so that no program finds the user's logins. */
  readonly home: string;
  /** A project of the same name, in which stacks are made and read. */
  readonly stackProject: string;
  /** The configuration that runs use, a copy of the project's. */
  readonly config: string;
  /** Programs in TypeScript as ts-node has translated them, so that only what was edited is translated again. */
  readonly translated: string;
  /** What was compiled of programs and their packages, which takes a third of the time of loading them: by Node.js 22 and newer itself. */
  readonly compiled: string;
}

/**
 * Makes the folders of a sandbox.
 * @param stateDirectory - Its state directory, absolute.
 * @returns The folders, all of them there and readable by this user only.
 * @throws SandboxError when they cannot be made, or somebody else could write to them.
 */
export function stateFolders(stateDirectory: string): StateFolders {
  const folder = (name: string): string =>
    writableFolder(path.join(stateDirectory, name), stateDirectory);
  return {
    backend: folder("backend"),
    pulumiHome: folder("pulumi"),
    home: folder("home"),
    stackProject: folder("project"),
    config: folder("config"),
    translated: folder("translated"),
    compiled: folder("compiled"),
  };
}

/** What an engine's environment is made of. */
export interface EngineEnvironmentOptions {
  /** The engine that will run. */
  readonly engine: Engine;
  /** The state directory of the sandbox, absolute. */
  readonly stateDirectory: string;
  /** Variables to add, such as `PULUMI_DEBUG_PROVIDERS`. Defaults to none. */
  readonly additions?: Readonly<Record<string, string>>;
  /** The user's environment. Defaults to that of this process. */
  readonly user?: NodeJS.ProcessEnv;
}

/**
 * The whole environment in which the engine and its programs run: state in files of the sandbox, a
 * `PULUMI_HOME`, a `HOME` and a passphrase of its own, no update check, no plugin fetched. It is built
 * from nothing, so the user's logins and state cannot be reached from within.
 * @param options - The engine, the sandbox, and what to add.
 * @returns Every variable; nothing else must be inherited.
 * @throws SandboxError when the passphrase is lost.
 */
export function engineEnvironment(options: EngineEnvironmentOptions): Record<string, string> {
  const { engine, stateDirectory } = options;
  const user = options.user ?? process.env;
  const folders = stateFolders(stateDirectory);
  // The engine's folder first, for the plugins beside it; then this very Node.js, not a version manager's stand-in.
  const searchPath = [
    path.dirname(engine.command),
    path.dirname(process.execPath),
    user.PATH ?? "",
  ];
  return {
    ...inheritedVariables(user),
    PATH: searchPath.join(path.delimiter),
    HOME: folders.home,
    USERPROFILE: folders.home,
    PULUMI_HOME: folders.pulumiHome,
    // Beside each file the engine would write one with its attributes, and not in one step: cut off there, the state
    // could not be read again ("failed to load checkpoint: EOF").
    PULUMI_BACKEND_URL: `${pathToFileURL(folders.backend).href}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE: passphraseOf(stateDirectory),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    PULUMI_SUPPRESS_NEO_LINK: "true",
    TS_NODE_CACHE_DIRECTORY: folders.translated,
    NODE_COMPILE_CACHE: folders.compiled,
    // A run lasts seconds; collected as seldom as this, the engine's garbage costs a fifth less of its time.
    GOGC: "400",
    // Shows the flag --event-log.
    PULUMI_DEBUG_COMMANDS: "true",
    ...options.additions,
  };
}
