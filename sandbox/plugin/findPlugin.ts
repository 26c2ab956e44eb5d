import { lstatSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { executableOnPath } from "../executableOnPath";
import { SandboxError } from "../errors";
import { PluginFailure } from "./pluginProcess";
import { tryPlugin, type Patience } from "./pluginTrial";

/** Where a Cloudflare plugin is looked for, and of which version. */
export interface PluginSearch {
  /** Version that the program's `@pulumi/cloudflare` wants, without a leading v. */
  readonly version: string;
  /** Where `PULUMI_HOME` and `PATH` are read. Defaults to the environment of this process. */
  readonly environment?: NodeJS.ProcessEnv;
  /** How long is waited for each. */
  readonly patience?: Patience;
}

/** A Cloudflare plugin that answered when it was asked for its version. */
export interface Plugin {
  /** Its version without a leading v: `6.22.1`. */
  readonly version: string;
  /** Absolute path of its executable. It is run where it lies, and never written. */
  readonly command: string;
}

/** Why there is no plugin. */
export interface NoneFound {
  /** A reason for each place that was looked at. */
  readonly reasons: readonly string[];
  /** Those of them that tell of a plugin that is there, but is another version or of no use. */
  readonly passedOver: readonly string[];
}

/** What came of a search. */
export type PluginFound = { readonly plugin: Plugin } | NoneFound;

const executable = "pulumi-resource-cloudflare";

/**
 * Looks for the user's own Cloudflare plugin, where Pulumi keeps plugins and then on PATH. Nothing is downloaded.
 * @param search - Where, and of which version.
 * @returns The plugin, if it is of exactly this version; else why none is.
 */
export async function findPlugin(search: PluginSearch): Promise<PluginFound> {
  const environment = search.environment ?? process.env;
  const kept = keptPlugin(search.version, environment);
  const onPath = executableOnPath(executable, environment.PATH);
  const passedOver = kept.command === undefined ? whyNoneKept(kept) : [];
  const isTold = passedOver.length > 0;
  for (const command of [kept.command, onPath].filter((one) => one !== undefined)) {
    const reason = await whyNot(command, search);
    if (reason === undefined) {
      return { plugin: { version: search.version, command } };
    }
    passedOver.push(`${command}: ${reason}`);
  }
  const missing = [
    ...(kept.command === undefined && !isTold
      ? [`${kept.folder}: it has none of any version`]
      : []),
    ...(onPath === undefined ? [`${executable} on PATH: there is none`] : []),
  ];
  return { reasons: [...passedOver, ...missing], passedOver };
}

/**
 * Asks a plugin that the user names for its version.
 * @param file - Path of its executable.
 * @returns The plugin, whatever its version is.
 * @throws {SandboxError} Where it is none.
 */
export async function namedPlugin(file: string): Promise<Plugin> {
  const command = path.resolve(file);
  try {
    return { command, version: await tryPlugin(command) };
  } catch (error) {
    if (error instanceof PluginFailure) {
      const rule = "be the executable of a resource plugin";
      throw new SandboxError([{ path: "plugin", rule, actual: `${command}: ${error.message}` }]);
    }
    throw error;
  }
}

/**
 * The error of a search that had to find one.
 * @param version - Version that was looked for.
 * @param reasons - Why there is none.
 * @returns The error.
 */
export function noPlugin(version: string, reasons: readonly string[]): SandboxError {
  return new SandboxError([
    {
      path: "providers installed",
      rule: `find the Cloudflare plugin of version ${version}, which the project's @pulumi/cloudflare wants`,
      actual: `none (${reasons.join("; ")})`,
      hint: `Run pulumi plugin install resource cloudflare ${version}, or choose stand-in for the providers`,
    },
  ]);
}

async function whyNot(
  command: string,
  { version, patience }: PluginSearch,
): Promise<string | undefined> {
  try {
    const found = await tryPlugin(command, patience);
    return found === version ? undefined : `it is version ${found}`;
  } catch (error) {
    if (error instanceof PluginFailure) {
      return error.message;
    }
    throw error;
  }
}

/** What is there in the place of the plugin, where there is anything. */
function whyNoneKept({ folder, hollow, others }: Kept): string[] {
  return [
    ...(hollow === undefined ? [] : [`${hollow}: there is no ${executable} in it`]),
    ...(others.length === 0 ? [] : [`${folder}: it has only ${others.join(", ")}`]),
  ];
}

/** What Pulumi keeps. */
interface Kept {
  /** Where it keeps plugins. */
  readonly folder: string;
  /** The one of the wanted version. */
  readonly command: string | undefined;
  /** The folder of the wanted version, where the plugin is not in it. */
  readonly hollow: string | undefined;
  /** The versions that there are besides. */
  readonly others: readonly string[];
}

/** Source: pulumi/pulumi v3.246.0, sdk/go/common/workspace/plugins.go: a folder for each plugin and version. */
function keptPlugin(version: string, environment: NodeJS.ProcessEnv): Kept {
  const home = environment.PULUMI_HOME;
  const ownHome = path.join(environment.HOME ?? homedir(), ".pulumi");
  const folder = path.join(home !== undefined && home !== "" ? home : ownHome, "plugins");
  const files = process.platform === "win32" ? [`${executable}.exe`, executable] : [executable];
  const own = path.join(folder, `resource-cloudflare-v${version}`);
  // A link that leads nowhere is there, too: running it says so.
  const command = files.map((name) => path.join(own, name)).find(isThere);
  const hollow = command === undefined && isThere(own) ? own : undefined;
  const others = versionsIn(folder).filter((other) => other !== version);
  return { folder, command, hollow, others };
}

function isThere(file: string): boolean {
  try {
    lstatSync(file);
    return true;
  } catch {
    return false;
  }
}

function versionsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .flatMap((name) => /^resource-cloudflare-v(\d+\.\d+\.\d+[\w.+-]*)$/.exec(name)?.[1] ?? [])
      .sort();
  } catch {
    return [];
  }
}
