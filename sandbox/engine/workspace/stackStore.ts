import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { parse, stringify } from "yaml";
import { z } from "zod";
import type { EngineCommand } from "../acquire/engineCommand";
import { SandboxError } from "../../errors";
import type { StateFolders } from "./environment";
import { passphraseRefusal } from "./passphrase";
import { outputsIn } from "./stackOutputs";
import { hasStaleEngineLock } from "./stateLock";

const stateShape = z.object({
  checkpoint: z.object({
    latest: z.object({ secrets_providers: z.object({ state: z.object({ salt: z.string() }) }) }),
  }),
});

const sealedShape = z.object({
  config: z.object({ "seal:text": z.object({ secure: z.string() }) }),
});

/**
 * The sandbox's own copy of one stack. It is made and read in a project of the same name beside the
 * state, so that the engine writes no file in the user's project.
 */
export class StackStore {
  readonly #command: EngineCommand;
  readonly #folders: StateFolders;
  readonly #project: string;
  readonly #stack: string;

  /**
   * Names a stack; nothing is made yet.
   * @param command - The engine.
   * @param folders - The folders of the sandbox.
   * @param project - The project's name.
   * @param stack - The stack's name.
   */
  constructor(command: EngineCommand, folders: StateFolders, project: string, stack: string) {
    this.#command = command;
    this.#folders = folders;
    this.#project = project;
    this.#stack = stack;
  }

  /**
   * Makes the stack when it is not there, and takes away the lock of an engine that was killed.
   * @returns The salt of its secrets, for `encryptionsalt`.
   * @throws SandboxError when an engine still runs on it.
   */
  async open(): Promise<string> {
    const { backend, stackProject } = this.#folders;
    const description = { name: this.#project, runtime: "nodejs" };
    await writeFile(path.join(stackProject, "Pulumi.yaml"), stringify(description));
    const known = await this.#salt();
    if (known === undefined) {
      await rm(path.join(stackProject, `Pulumi.${this.#stack}.yaml`), { force: true });
      await this.#ask(["stack", "init", "--no-select"]);
    }
    if (await hasStaleEngineLock(backend, this.#project, this.#stack)) {
      await this.#ask(["cancel", "--yes"]);
    }
    const salt = known ?? (await this.#salt());
    if (salt === undefined) {
      throw new Error(`${this.#stateFile} names no salt for its secrets`);
    }
    return salt;
  }

  /**
   * Encrypts texts for this stack. They reach the engine by its standard input, for a command line and an environment
   * can be read by others; so each of them takes a call.
   * @param texts - What to encrypt.
   * @param salt - The stack's salt.
   * @returns The encrypted texts, in the same order.
   */
  async seal(texts: readonly string[], salt: string): Promise<string[]> {
    const folder = await mkdtemp(path.join(this.#folders.config, ".seal-"));
    const file = path.join(folder, "Pulumi.seal.yaml");
    const sealed: string[] = [];
    try {
      for (const text of texts) {
        await writeFile(file, stringify({ encryptionsalt: salt }), { mode: 0o600 });
        const args = ["config", "set", "seal:text", "--secret", "--config-file", file];
        // The engine drops one line end.
        await this.#ask(args, `${text}\n`);
        const { config } = sealedShape.parse(parse(await readFile(file, "utf8")));
        sealed.push(config["seal:text"].secure);
      }
      return sealed;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /**
   * The stack's outputs after its last update.
   * @returns Values by name; a secret is the text `[secret]`.
   */
  async outputs(): Promise<Record<string, unknown>> {
    return outputsIn(JSON.parse(await readFile(this.#stateFile, "utf8")));
  }

  /**
   * The stack's state, with its secrets encrypted.
   * @returns The deployment, as untyped JSON.
   */
  async exportState(): Promise<unknown> {
    return JSON.parse(await this.#ask(["stack", "export"]));
  }

  /**
   * Replaces the stack's state.
   * @param state - The deployment, as `exportState` gives it.
   */
  async importState(state: object): Promise<void> {
    const folder = await mkdtemp(path.join(this.#folders.config, ".state-"));
    const file = path.join(folder, "state.json");
    try {
      await writeFile(file, JSON.stringify(state), { mode: 0o600 });
      await this.#ask(["stack", "import", "--file", file]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /**
   * Whether an engine that was killed left operations open.
   * @returns True when the state says so.
   */
  async hasPendingOperations(): Promise<boolean> {
    return (await readFile(this.#stateFile, "utf8")).includes('"pending_operations"');
  }

  async #ask(args: readonly string[], input?: string): Promise<string> {
    const { stackProject, backend } = this.#folders;
    try {
      return await this.#command.ask(stackProject, [...args, "--stack", this.#stack], input);
    } catch (error) {
      throw passphraseRefusal(String(error), path.dirname(backend)) ?? error;
    }
  }

  get #stateFile(): string {
    const { backend } = this.#folders;
    return path.join(backend, ".pulumi", "stacks", this.#project, `${this.#stack}.json`);
  }

  async #salt(): Promise<string | undefined> {
    let text: string;
    try {
      text = await readFile(this.#stateFile, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") {
        return undefined;
      }
      throw error;
    }
    try {
      const state = stateShape.parse(JSON.parse(text));
      return state.checkpoint.latest.secrets_providers.state.salt;
    } catch {
      throw unusableState(this.#stateFile);
    }
  }
}

/** A disk that was full leaves half of it; the engine keeps the state of before beside it. */
function unusableState(path: string): SandboxError {
  const rule = "be the state of a stack, as the engine writes it";
  const hint =
    `Put ${path}.bak in its place, which is the state of before, or delete the whole folder of this ` +
    "sandbox and start again with an empty account";
  return new SandboxError([{ path, rule, actual: "a broken file or another one", hint }]);
}
