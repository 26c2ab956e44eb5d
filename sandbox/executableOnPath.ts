import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

/** Folders in which programs lie that are not on every user's PATH. */
const systemFolders: readonly string[] = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/**
 * Where the system's programs are looked for, those of its administrator too.
 * @param searchPath - The value of PATH.
 * @returns Such a value, with more folders.
 */
export function withSystemFolders(searchPath: string | undefined): string {
  return [searchPath ?? "", ...systemFolders].join(path.delimiter);
}

/**
 * Looks for an executable as a shell would.
 * @param name - Its file name.
 * @param searchPath - The value of PATH.
 * @returns Its absolute path, or undefined.
 */
export function executableOnPath(name: string, searchPath: string | undefined): string | undefined {
  const names = process.platform === "win32" ? [`${name}.exe`, `${name}.cmd`, name] : [name];
  return (searchPath ?? "")
    .split(path.delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => names.map((file) => path.resolve(folder, file)))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
