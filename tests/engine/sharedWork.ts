import crypto from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import type { StoredObject } from "../../sandbox/cloud/account/account";
import { Workspace } from "../../sandbox/engine";
import { EngineCommand } from "../../sandbox/engine/acquire/engineCommand";
import type { Cloud, TestStack } from "../../sandbox/testing";
import { serveKeys } from "./keyService";
import { replaceMethod } from "./scanned";

/** Made before the first test gets a folder of its own for temporary files, and there as long as this process. */
let prepared: string | undefined;

function preparedFolder(): string {
  if (prepared === undefined) {
    const folder = mkdtempSync(path.join(tmpdir(), "steady-edge-prepared-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    prepared = folder;
  }
  return prepared;
}

/** What a program left behind that was up once. */
interface Standing {
  /** The folder of the stack's files. */
  readonly folder: string;
  /** Everything in the account. */
  readonly objects: readonly StoredObject[];
}

/** The stacks of the tests that follow, as long as the key that they are encrypted by. */
class SharedStacks {
  readonly #standing = new Map<object, Standing>();
  readonly #folder = mkdtempSync(path.join(preparedFolder(), "stacks-"));
  #next: Standing | undefined;
  #keepLast: ((folder: string) => void) | undefined;

  /**
   * Gives a sandbox the files of a stack: those of the program that is to stand, or of one without resources, as the engine made
   * them once for these tests. Those of one project and stack differ by when they were made alone.
   * @param project - The sandbox's folder of the project, in which stacks are made.
   * @param stack - The stack's name.
   * @param make - Lets the engine make the stack.
   */
  async make(project: string, stack: string, make: () => Promise<string>): Promise<string> {
    const { name } = parse(readFileSync(path.join(project, "Pulumi.yaml"), "utf8")) as {
      name: string;
    };
    const sandbox = path.dirname(project);
    const files = [
      path.join("backend", ".pulumi", "meta.yaml"),
      path.join("backend", ".pulumi", "stacks", name, `${stack}.json`),
      path.join("project", `Pulumi.${stack}.yaml`),
    ];
    const keep = (folder: string): void =>
      files.forEach((file) => cpSync(path.join(sandbox, file), path.join(folder, file)));
    this.#keepLast = keep;
    const kept = this.#next?.folder ?? path.join(this.#folder, name, stack);
    if (existsSync(kept)) {
      files.forEach((file) =>
        cpSync(path.join(kept, file), path.join(sandbox, file), {
          force: !file.endsWith("meta.yaml"),
        }),
      );
      return "";
    }
    const said = await make();
    keep(kept);
    return said;
  }

  /** Opens a stack with what a program left behind, where it was up before. */
  async standing(
    program: object,
    { account }: Cloud,
    open: () => Promise<TestStack>,
    bringUp: (stack: TestStack) => Promise<unknown>,
  ): Promise<TestStack> {
    this.#next = this.#standing.get(program);
    structuredClone(this.#next?.objects ?? []).forEach((object) => account.put(object));
    const isUp = this.#next !== undefined;
    const stack = await open();
    this.#next = undefined;
    if (!isUp) {
      const keep = this.#keepLast;
      await broughtUp(stack, bringUp);
      const folder = mkdtempSync(path.join(this.#folder, "standing-"));
      keep?.(folder);
      const objects = account.types().flatMap((type) => account.ofType(type));
      this.#standing.set(program, { folder, objects: structuredClone(objects) });
    }
    return stack;
  }
}

let shared: SharedStacks | undefined;

/**
 * Opens a stack on which a program is up, alone in its account. The first time that a file asks for it, it is brought up; then it is
 * what was left behind, a copy of the state and of the account.
 * @param program - The program, or what stands for it: the same object each time.
 * @param cloud - Where; nothing is in it.
 * @param open - Opens a stack with the program, which must be a new one.
 * @param bringUp - Brings it up, and looks at what that did.
 * @returns The stack; it must be closed.
 */
export async function standingStack(
  program: object,
  cloud: Cloud,
  open: () => Promise<TestStack>,
  bringUp: (stack: TestStack) => Promise<unknown>,
): Promise<TestStack> {
  if (shared !== undefined) {
    return shared.standing(program, cloud, open, bringUp);
  }
  return broughtUp(await open(), bringUp);
}

async function broughtUp(
  stack: TestStack,
  bringUp: (stack: TestStack) => Promise<unknown>,
): Promise<TestStack> {
  try {
    await bringUp(stack);
    return stack;
  } catch (error) {
    await stack.close();
    throw error;
  }
}

/** How many RSA keys of one length there are; an account that a test makes keys in has fewer. */
const rsaKeys = 12;

/**
 * Has the stand-in for keys give RSA keys that this process made before, each in its turn: to find the primes of one takes
 * as long as half a run of the engine. Keys that follow each other differ, as those of the provider do.
 */
function shareRsaKeys(): () => void {
  const { generateKeyPairSync: generate } = crypto;
  const made = new Map<string, unknown[]>();
  const shared = (kind: "rsa", options: { readonly modulusLength: number }): unknown => {
    if (kind !== "rsa") {
      return generate(kind, options);
    }
    const kept = made.get(JSON.stringify(options)) ?? [];
    made.set(JSON.stringify(options), kept);
    const next = kept.length < rsaKeys ? generate(kind, options) : kept.shift();
    kept.push(next);
    return next;
  };
  Object.assign(crypto, { generateKeyPairSync: shared });
  return () => void Object.assign(crypto, { generateKeyPairSync: generate });
}

/** Whether the stacks that are made have a passphrase, as those of users. */
let hasPassphrases = false;

/**
 * Does some work with stacks that have a passphrase, as those of users, also where the tests share a key.
 * @param work - The work, with which no other runs beside.
 */
export async function withPassphrases<T>(work: () => Promise<T>): Promise<T> {
  hasPassphrases = true;
  try {
    return await work();
  } finally {
    hasPassphrases = false;
  }
}

/**
 * Lets the tests that follow share what costs most and tells nothing: programs are translated and compiled once for all sandboxes
 * of this process, by their content, where each sandbox has folders for it otherwise; the stacks that this process makes have
 * their secrets encrypted by a key of a service, where a user's sandbox has a passphrase, whose key every command derives anew;
 * the engine makes an empty stack of one name once; what a program leaves that is up can be gone on with; and RSA keys come again.
 * @returns What ends it.
 */
export async function shareWork(): Promise<() => void> {
  const keys = await serveKeys();
  const stacks = new SharedStacks();
  shared = stacks;
  const environment = {
    TS_NODE_CACHE_DIRECTORY: path.join(preparedFolder(), "translated"),
    NODE_COMPILE_CACHE: path.join(preparedFolder(), "compiled"),
  };
  const undone = [
    replaceMethod(
      Workspace,
      "open",
      (original) => (options) =>
        original.call(Workspace, {
          ...options,
          environment: { ...environment, ...options.environment },
        }),
    ),
    replaceMethod(
      EngineCommand.prototype,
      "ask",
      (original) =>
        function (this: EngineCommand, directory, [noun = "", verb = "", ...more], input) {
          const isInit = !hasPassphrases && noun === "stack" && verb === "init";
          const provider = isInit ? ["--secrets-provider", keys.secretsProvider] : [];
          const ask = () =>
            original.call(this, directory, [noun, verb, ...provider, ...more], input);
          return isInit ? stacks.make(directory, more.at(-1) ?? "", ask) : ask();
        },
    ),
    shareRsaKeys(),
    () => keys.stop(),
  ];
  return () => {
    shared = undefined;
    undone.forEach((undo) => undo());
  };
}
