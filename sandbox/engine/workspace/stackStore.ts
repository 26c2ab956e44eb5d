import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { parse, stringify } from "yaml";
import { z } from "zod";
import type { EngineCommand } from "../acquire/engineCommand";
import { SandboxError } from "../../errors";
import type { StateFolders } from "./environment";
import { passphraseRefusal } from "./passphrase";
import type { StackEncryption } from "../project/stackConfig";
import { outputsIn } from "./stackOutputs";
import { removeStaleEngineLocks } from "./stateLock";

const passphraseShape = z.object({ salt: z.string() });
const keyServiceShape = z.object({ url: z.string(), encryptedkey: z.string() });

/** How a stack's secrets are encrypted, as its settings say it and as its state does. */
const encryptionShape = z.union([
  passphraseShape.transform(({ salt }): StackEncryption => ({ encryptionsalt: salt })),
  keyServiceShape.transform(({ url, encryptedkey }): StackEncryption => ({
    secretsprovider: url,
    encryptedkey,
  })),
]);

const stateShape = z.object({
  checkpoint: z.object({
    latest: z.object({ secrets_providers: z.object({ state: encryptionShape }) }),
  }),
});

const exportedShape = z.object({
  version: z.number(),
  features: z.array(z.string()).optional(),
  checkpoint: z.object({ latest: z.unknown() }),
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
   * @returns How its secrets are encrypted.
   * @throws SandboxError when an engine still runs on it.
   */
  async open(): Promise<StackEncryption> {
    const { backend, stackProject } = this.#folders;
    const description = { name: this.#project, runtime: "nodejs" };
    await writeFile(path.join(stackProject, "Pulumi.yaml"), stringify(description));
    const known = await this.#encryption();
    if (known === undefined) {
      await rm(path.join(stackProject, `Pulumi.${this.#stack}.yaml`), { force: true });
      await this.#ask(["stack", "init", "--no-select"]);
    }
    await removeStaleEngineLocks(backend, this.#project, this.#stack);
    const encryption = known ?? (await this.#encryption());
    if (encryption === undefined) {
      throw new Error(`${this.#stateFile} was not made`);
    }
    return encryption;
  }

  /**
   * Encrypts texts for this stack. They reach the engine by its standard input, for a command line and an environment
   * can be read by others; so each of them takes a call.
   * @param texts - What to encrypt.
   * @param encryption - How the stack's secrets are encrypted.
   * @returns The encrypted texts, in the same order.
   */
  async seal(texts: readonly string[], encryption: StackEncryption): Promise<string[]> {
    const folder = await mkdtemp(path.join(this.#folders.config, ".seal-"));
    const file = path.join(folder, "Pulumi.seal.yaml");
    const sealed: string[] = [];
    try {
      for (const text of texts) {
        await writeFile(file, stringify(encryption), { mode: 0o600 });
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
   * The stack's state, with its secrets encrypted: what its file holds, which the engine hands on as it is (pulumi 3.246.0,
   * `diyBackend.ExportDeployment`), and takes half an update for.
   * @returns The deployment, as `pulumi stack export` gives it.
   */
  async exportState(): Promise<unknown> {
    const state: unknown = JSON.parse(await readFile(this.#stateFile, "utf8"));
    const { version, features, checkpoint } = exportedShape.parse(state);
    return { version, ...(features && { features }), deployment: checkpoint.latest };
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

  async #encryption(): Promise<StackEncryption | undefined> {
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
      return stateShape.parse(JSON.parse(text)).checkpoint.latest.secrets_providers.state;
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
