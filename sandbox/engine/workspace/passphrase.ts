import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { SandboxError } from "../../errors";
import { requireOwn } from "../../ownership";
import { makePrivateFile, sweepDrafts } from "../../privateFile";

/**
 * The passphrase of a sandbox's secrets. It is made once, and kept there for this user's eyes only.
 * @param stateDirectory - The state directory of the sandbox, absolute.
 * @returns The passphrase.
 * @throws SandboxError when somebody else could have written or read it, or it is lost: with a new one, stacks of the
 *   same sandbox would need different ones.
 */
export function passphraseOf(stateDirectory: string): string {
  const file = passphraseFile(stateDirectory);
  checkPassphrase(stateDirectory);
  if (!existsSync(file)) {
    // Where another process was first, its passphrase counts.
    makePrivateFile(file, randomBytes(24).toString("base64url"));
  }
  sweepDrafts(file);
  return readFileSync(file, "utf8");
}

/**
 * Looks whether the passphrase of a sandbox can be used, or made where there is none. Nothing is written.
 * @param stateDirectory - The state directory of the sandbox, absolute.
 * @throws SandboxError when it cannot.
 */
export function checkPassphrase(stateDirectory: string): void {
  const file = passphraseFile(stateDirectory);
  requireOwn(file, { isSecret: true, elsewhere: anewWith(stateDirectory) });
  if (!existsSync(file) && hasStacks(stateDirectory)) {
    throw wrongPassphrase(stateDirectory, "no such file");
  }
}

/**
 * Finds out whether an engine ended because it was called with another passphrase than the stack was made with.
 * @param words - What it wrote to standard error, where no program had a say.
 * @param stateDirectory - The state directory of the sandbox, absolute.
 * @returns The error for the user; undefined where it ended for another reason.
 */
export function passphraseRefusal(words: string, stateDirectory: string): SandboxError | undefined {
  return words.includes("incorrect passphrase")
    ? wrongPassphrase(stateDirectory, "another one")
    : undefined;
}

function wrongPassphrase(stateDirectory: string, actual: string): SandboxError {
  return new SandboxError([
    {
      path: passphraseFile(stateDirectory),
      rule: "be the passphrase that the sandbox's stacks were made with",
      actual,
      hint: `Put it back, or ${anewWith(stateDirectory)}`,
    },
  ]);
}

function anewWith(stateDirectory: string): string {
  return `delete the folder ${stateDirectory} to begin anew with an empty account`;
}

function passphraseFile(stateDirectory: string): string {
  return path.join(stateDirectory, "passphrase");
}

function hasStacks(stateDirectory: string): boolean {
  try {
    return readdirSync(path.join(stateDirectory, "backend", ".pulumi", "stacks")).length > 0;
  } catch {
    return false;
  }
}
