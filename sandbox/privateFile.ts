import { randomBytes } from "node:crypto";
import { linkSync, rmSync, writeFileSync } from "node:fs";

/**
 * Makes a file that only this user can read, from its first byte on. It comes into its place whole or not at all, also
 * where the process is killed meanwhile or the disk is full, and never in the place of another.
 * @param path - The file.
 * @param content - What it is to hold.
 * @returns True where it was made; false where there is one already.
 * @throws {Error} Where it cannot be written; nothing is left of it then.
 */
export function makePrivateFile(path: string, content: string | Buffer): boolean {
  const draft = `${path}.${randomBytes(6).toString("hex")}.draft`;
  try {
    writeFileSync(draft, content, { mode: 0o600, flag: "wx" });
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") {
      return false;
    }
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
