import { execFile } from "node:child_process";

/** What a program wrote, or why it did not. */
export type Ran =
  | { readonly kind: "ran"; readonly text: string }
  | { readonly kind: "missing" | "deadline" | "failed"; readonly why: string };

/**
 * Runs an installed program, in English.
 * @param program - Its name.
 * @param args - Its arguments, given as they are: no shell reads them.
 * @param signal - The deadline.
 * @returns What it wrote to both outputs, also where it ended with an error: ping does where nobody answers.
 */
export function run(program: string, args: readonly string[], signal: AbortSignal): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { signal, maxBuffer: 1_000_000, env: { ...process.env, LC_ALL: "C" } };
    execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error === null || typeof error.code === "number") {
        resolve({ kind: "ran", text: `${stdout}${stderr}` });
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
