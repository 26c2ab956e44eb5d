import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

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
