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

/** The folders that programs are looked for in, and beside them those where administrators' programs lie, which few users look in. */
export const administratorsPath = (): string =>
  `${process.env.PATH ?? "/usr/bin:/bin"}:/usr/local/sbin:/usr/sbin:/sbin`;

/**
 * Runs an installed program, in English.
 * @param program - Its name.
 * @param args - Its arguments, given as they are: no shell reads them.
 * @param signal - The deadline.
 * @param folders - Where it is looked for, with colons between them. Defaults to the user's path.
 * @returns What it wrote, also where it ended with an error: ping does where nobody answers.
 */
export function run(
  program: string,
  args: readonly string[],
  signal: AbortSignal,
  folders: string | undefined = process.env.PATH,
): Promise<Ran> {
  return new Promise((resolve) => {
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
