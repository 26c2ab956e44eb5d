import { randomBytes } from "node:crypto";
import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { SandboxError } from "../errors";

/**
 * The passphrase of a sandbox's secrets. It is made once, and kept there for this user's eyes only.
 * @param stateDirectory - The state directory of the sandbox, absolute.
 * @returns The passphrase.
 * @throws SandboxError when it is lost: with a new one, stacks of the same sandbox would need different ones.
 */
export function passphraseOf(stateDirectory: string): string {
  const file = passphraseFile(stateDirectory);
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
      throw error;
    }
  }
  if (hasStacks(stateDirectory)) {
    throw wrongPassphrase(stateDirectory, "no such file");
  }
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    writeFileSync(draft, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
    // A link fails where another process was first; then its passphrase counts.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw error;
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, "utf8");
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

function wrongPassphrase(stateDirectory: string, got: string): SandboxError {
  return new SandboxError([
    {
      path: passphraseFile(stateDirectory),
      rule: "be the passphrase that the sandbox's stacks were made with",
      got,
      wayOut: `Put it back, or delete the folder ${stateDirectory} to begin anew with an empty account`,
    },
  ]);
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
