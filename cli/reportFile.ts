import { accessSync, constants, existsSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { SandboxError } from "../sandbox/errors";

/**
 * Finds out, before anything takes time, whether a report can be written. A file that is there stays as it is until then.
 * @param file - Where it is to be.
 * @returns Writes it.
 * @throws {SandboxError} Where it cannot be written, now or then.
 */
export function reportFile(file: string): (content: string) => void {
  refusing(file, () => {
    accessSync(path.dirname(path.resolve(file)), constants.W_OK);
    if (existsSync(file)) {
      accessSync(file, constants.W_OK);
      if (statSync(file).isDirectory()) {
        throw Object.assign(new Error("a folder"), { code: "EISDIR" });
      }
    }
  });
  return (content) => refusing(file, () => writeFileSync(file, content));
}

function refusing(file: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    const hint = "Name a file in a folder that exists";
    const actual = `${JSON.stringify(file)} (${code})`;
    throw new SandboxError([{ path: "--report", rule: "be writable", actual, hint }]);
  }
}
