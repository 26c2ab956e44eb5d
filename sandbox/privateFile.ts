import { randomBytes } from "node:crypto";
import {
  constants,
  copyFileSync,
  linkSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { isAlive } from "./alive";

/**
 * Makes a file that only this user can read, from its first byte on. It comes into its place whole or not at all, also
 * where the process is killed meanwhile or the disk is full, and never in the place of another.
 * @param file - The file.
 * @param content - What it is to hold.
 * @returns True where it was made; false where there is one already.
 * @throws {Error} Where it cannot be written; nothing is left of it then.
 */
export function makePrivateFile(file: string, content: string | Buffer): boolean {
  return drafted(file, content, (draft) => {
    try {
      linkSync(draft, file);
      return true;
    } catch (error) {
      const { code = "" } = error as NodeJS.ErrnoException;
      if (code === "EEXIST") {
        return false;
      }
      if (!withoutLinks.has(code)) {
        throw error;
      }
      return copiedTo(file, draft);
    }
  });
}

/** What file systems say that have no hard links: exFAT, shared folders of virtual machines, many network drives. */
const withoutLinks = new Set(["EPERM", "EACCES", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

function copiedTo(file: string, draft: string): boolean {
  try {
    copyFileSync(draft, file, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") {
      return false;
    }
    throw error;
  }
}

/**
 * Writes such a file in the place of the one that may be there.
 * @param file - The file.
 * @param content - What it is to hold.
 * @throws {Error} Where it cannot be written; what was there is left as it was then.
 */
export function replacePrivateFile(file: string, content: string): void {
  drafted(file, content, (draft) => renameSync(draft, file));
}

/**
 * Removes what processes that were killed left of a file, and of those beside it whose names begin with its name.
 * @param file - The file.
 */
export function sweepDrafts(file: string): void {
  const folder = path.dirname(file);
  const names = readdirSync(folder).filter((name) => name.startsWith(`${path.basename(file)}.`));
  for (const name of names) {
    const maker = /\.(\d+)-[0-9a-f]{12}\.draft$/.exec(name)?.[1];
    if (maker !== undefined && !isAlive(Number(maker))) {
      rmSync(path.join(folder, name), { force: true });
    }
  }
}

/** Writes a draft beside the file, named by this process, and removes what is left of it. */
function drafted<T>(file: string, content: string | Buffer, place: (draft: string) => T): T {
  const draft = `${file}.${process.pid}-${randomBytes(6).toString("hex")}.draft`;
  try {
    writeFileSync(draft, content, { mode: 0o600, flag: "wx" });
    return place(draft);
  } finally {
    rmSync(draft, { force: true });
  }
}
