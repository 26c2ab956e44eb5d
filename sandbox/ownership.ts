import { shellWord } from "../core/shellWord";
import { lstatSync, readlinkSync, type Stats } from "node:fs";
import type { Problem } from "../core/problem";
import { SandboxError } from "./errors";

/** What else can be done where a path is not this user's own. */
export interface OwnershipOptions {
  /** Another way out, to be read after "or": `set STEADY_EDGE_HOME to a folder of your own`. */
  readonly elsewhere: string;
  /** Whether nobody else may even read it, as with a key. Defaults to false. */
  readonly isSecret?: boolean;
}

/**
 * Makes sure that nobody else can have written what lies at a path: it belongs to this user or to root, its group and
 * others may not write to it, and it is no symbolic link. Folders above it are not looked at. Windows has other rights,
 * which are not looked at either.
 * @param path - A file or folder, absolute; nothing is asked of one that is not there.
 * @param options - The way out, and whether it is a secret.
 * @throws {SandboxError} Where somebody else could have written it, or could read it though it is a secret.
 */
export function requireOwn(path: string, options: OwnershipOptions): void {
  const user = process.geteuid?.();
  const found = user === undefined ? undefined : statsOf(path);
  if (user === undefined || found === undefined) {
    return;
  }
  const problem = problemOf(path, found, user, options);
  if (problem !== undefined) {
    throw new SandboxError([problem]);
  }
}

function problemOf(
  path: string,
  found: Stats,
  user: number,
  { elsewhere, isSecret = false }: OwnershipOptions,
): Problem | undefined {
  const place = shellWord(path);
  if (found.isSymbolicLink()) {
    const actual = `a link to ${JSON.stringify(readlinkSync(path))}`;
    return {
      path,
      rule: "be no symbolic link",
      actual,
      hint: `Put what it leads to in its place, or ${elsewhere}`,
    };
  }
  if (found.uid !== user && found.uid !== 0) {
    const rule = user === 0 ? "be owned by root" : `be owned by user ${user} or by root`;
    const command = `${user === 0 ? "" : "sudo "}chown -R ${user} ${place}`;
    const hint = `Run ${command} if nobody else has written there, or ${elsewhere}`;
    return { path, rule, actual: `one of user ${found.uid}`, hint };
  }
  const actual = modeOf(found);
  if ((found.mode & 0o022) !== 0) {
    const hint = `Run chmod -R go-w ${place} if nobody else has written there, or ${elsewhere}`;
    return { path, rule: "be writable by its owner alone", actual, hint };
  }
  if (isSecret && (found.mode & 0o044) !== 0) {
    const hint = `Run chmod 600 ${place}, or ${elsewhere}`;
    return { path, rule: "be readable by its owner alone", actual, hint };
  }
  return undefined;
}

/**
 * Writes the rights of a file or folder as `chmod` takes them.
 * @param found - What the file system says of it.
 * @returns `mode 0755`.
 */
function modeOf(found: Stats): string {
  return `mode ${(found.mode & 0o7777).toString(8).padStart(4, "0")}`;
}

/** What cannot even be looked at cannot be used either, which whoever tries says better. */
function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}
