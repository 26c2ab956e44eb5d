import { execFile } from "node:child_process";

/** What a program wrote, or why it did not. */
export type Ran =
  | {
      readonly kind: "ran";
      /** What it wrote to both outputs. */
      readonly text: string;
      /** What it wrote to standard output alone. */
      readonly output: string;
      /** Whether it ended well. */
      readonly isWell: boolean;
    }
  | { readonly kind: "missing" | "deadline" | "failed"; readonly why: string };

/** Where administrators' programs lie: few users have these folders on their path. */
const adminFolders = "/usr/local/sbin:/usr/sbin:/sbin";

/**
 * Runs an installed program, in English.
 * @param program - Its name.
 * @param args - Its arguments, given as they are: no shell reads them.
 * @param signal - The deadline.
 * @returns What it wrote, also where it ended with an error: ping does where nobody answers.
 */
export function run(program: string, args: readonly string[], signal: AbortSignal): Promise<Ran> {
  return new Promise((resolve) => {
    const folders = `${process.env.PATH ?? "/usr/bin:/bin"}:${adminFolders}`;
    const env = { ...process.env, PATH: folders, LC_ALL: "C" };
    const options = { signal, maxBuffer: 16_000_000, env };
    execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error === null || typeof error.code === "number") {
        const text = `${stdout}${stderr}`;
        resolve({ kind: "ran", text, output: stdout, isWell: error === null });
      } else if (error.name === "AbortError") {
        resolve({ kind: "deadline", why: "the deadline came first" });
      } else if (error.code === "ENOENT") {
        resolve({ kind: "missing", why: `${program} is not installed` });
      } else {
        resolve({ kind: "failed", why: `${program} cannot be run (${error.code ?? error.name})` });
      }
    });
  });
}
