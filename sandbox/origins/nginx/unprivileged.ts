import { readFileSync } from "node:fs";

/** A command, and as whom it runs. */
export interface UnprivilegedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly options: { readonly uid?: number; readonly gid?: number };
}

/** The user whom nothing belongs to. Source: linux, Documentation/admin-guide/sysctl/fs.rst (overflowuid). */
export const nobody = 65_534;

/**
 * Has a command run without root's rights: servers then need no user of their own. Where this process is root in a user namespace that
 * knows no other user, it runs in one of its own.
 * @param command - The command.
 */
export function unprivileged([program, ...args]: readonly [
  string,
  ...string[],
]): UnprivilegedCommand {
  if (process.geteuid?.() !== 0) {
    return { command: program, args, options: {} };
  }
  return isMappedAlone()
    ? {
        command: "unshare",
        args: ["--user", `--map-user=${nobody}`, `--map-group=${nobody}`, "--", program, ...args],
        options: {},
      }
    : { command: program, args, options: { uid: nobody, gid: nobody } };
}

/** Whether this process is in a user namespace of one user. */
export function isMappedAlone(): boolean {
  try {
    const [, , users] = readFileSync("/proc/self/uid_map", "utf8").trim().split(/\s+/);
    return users === "1";
  } catch {
    return false;
  }
}
