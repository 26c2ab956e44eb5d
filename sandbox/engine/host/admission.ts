import { randomBytes, timingSafeEqual } from "node:crypto";
import { realpathSync, statSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { RunPluginRequest, RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { readProject } from "../project/project";

/** The configuration key by which the engine hands the token on with a program; no program sees it. */
export const tokenKey = "steady-edge:engine-token";

/** The environment variable by which the engine hands the token on with a policy pack or a package. */
export const tokenVariable = "STEADY_EDGE_ENGINE_TOKEN";

/**
 * Knows the engine that a sandbox started by a token of 192 random bits. It stands where no other user can read it: in the
 * stack's configuration, and in the engine's environment.
 */
export class EngineToken {
  /** The token, to be given to the engine. */
  readonly text = randomBytes(24).toString("base64url");

  /**
   * Puts the token into the settings of a stack.
   * @param settings - The settings.
   * @returns A copy with the token in its configuration.
   */
  addedTo(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return { ...settings, config: { ...Object(settings.config), [tokenKey]: this.text } };
  }

  /**
   * Takes the token out of a request for a program.
   * @param request - The request; it holds no token afterwards.
   * @returns Whether the engine of this sandbox sent it.
   */
  takenFrom(request: RunRequest): boolean {
    const given = request.getConfigMap().get(tokenKey);
    request.getConfigMap().del(tokenKey);
    return this.#is(given);
  }

  /**
   * Takes the token out of a request for a policy pack or a package.
   * @param request - The request; it holds no token afterwards.
   * @returns Whether the engine of this sandbox sent it.
   */
  takenFromPlugin(request: RunPluginRequest): boolean {
    const mark = `${tokenVariable}=`;
    const entries = request.getEnvList();
    request.setEnvList(entries.filter((entry) => !entry.startsWith(mark)));
    return this.#is(entries.find((entry) => entry.startsWith(mark))?.slice(mark.length));
  }

  #is(given = ""): boolean {
    const [own, other] = [Buffer.from(this.text), Buffer.from(given)];
    return own.length === other.length && timingSafeEqual(own, other);
  }
}

/** What a language host runs: one stack of one project, and the policy packs and packages that it names. */
export class Admission {
  /** Folders of the policy packs of the run under way. */
  policyPacks: readonly string[] = [];
  readonly #directory: string | undefined;
  readonly #stack: string;
  readonly #token: EngineToken;

  /**
   * Admits a project.
   * @param directory - The folder of the project that was opened; undefined for a program of this process, beside which only
   *   policy packs are run.
   * @param stack - The stack that was opened.
   * @param token - By which its engine is known.
   */
  constructor(directory: string | undefined, stack: string, token: EngineToken) {
    this.#directory = directory;
    this.#stack = stack;
    this.#token = token;
  }

  /**
   * Judges a request for a program.
   * @param request - The request, out of which the token is taken.
   * @throws {Error} Where it is not exactly what the engine of this sandbox asks for.
   */
  admitProgram(request: RunRequest): void {
    if (this.#directory === undefined) {
      throw refusal("program");
    }
    const info = request.getInfo();
    const { directory, name, settings } = readProject(this.#directory);
    const { folder, entryPoint } = programOf(directory, settings.main);
    const isAdmitted =
      this.#token.takenFrom(request) &&
      request.getProject() === name &&
      request.getStack() === this.#stack &&
      request.getArgsList().length === 0 &&
      request.getMonitorAddress().startsWith("127.0.0.1:") &&
      isSameFolder(request.getPwd(), folder) &&
      isSameFolder(info?.getRootDirectory(), directory) &&
      isSameFolder(info?.getProgramDirectory(), folder) &&
      info?.getEntryPoint() === entryPoint &&
      isDeepStrictEqual(
        runOptions(info.getOptions()?.toJavaScript()),
        ownOptions(settings.runtime),
      );
    if (!isAdmitted) {
      throw refusal("program");
    }
  }

  /**
   * Judges a request for a policy pack or a package.
   * @param request - The request, out of which the token is taken.
   * @throws {Error} Where it is not one that this project or run names, or its engine did not send it.
   */
  admitPlugin(request: RunPluginRequest): void {
    const folder = request.getInfo()?.getProgramDirectory();
    const named =
      request.getKind() === "analyzer" ? this.policyPacks : namedPlugins(this.#directory);
    const isNamed = named.some((name) => isSameFolder(folder, name));
    if (!this.#token.takenFromPlugin(request) || !isNamed) {
      throw refusal("policy pack or package");
    }
  }
}

/** The folders of plugins and packages that a project names. */
function namedPlugins(project: string | undefined): readonly string[] {
  if (project === undefined) {
    return [];
  }
  const { directory, settings } = readProject(project);
  return textsIn([settings.plugins, settings.packages]).map((name) =>
    path.resolve(directory, name),
  );
}

function refusal(what: string): Error {
  return new Error(`This sandbox runs no such ${what}: its own engine did not ask for it`);
}

/** As the engine reads `main`: a folder, or a file in one. */
function programOf(root: string, main: unknown): { folder: string; entryPoint: string } {
  if (typeof main !== "string" || main === "") {
    return { folder: root, entryPoint: "." };
  }
  const place = path.resolve(root, main);
  return statSync(place).isDirectory()
    ? { folder: place, entryPoint: "." }
    : { folder: path.dirname(place), entryPoint: path.basename(place) };
}

type Options = Readonly<Record<string, unknown>>;

/** The options that say how Node.js runs a program. */
function runOptions({ nodeargs, tsconfig, typescript }: Options = {}): Options {
  return { nodeargs, tsconfig, typescript };
}

function ownOptions(runtime: unknown): Options {
  const { options } = Object(runtime) as { readonly options?: Options };
  return runOptions(options ?? {});
}

/** The engine may name a folder by another way to it. */
function isSameFolder(one: string | undefined, other: string): boolean {
  try {
    return one !== undefined && realpathSync.native(one) === realpathSync.native(other);
  } catch {
    return false;
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
