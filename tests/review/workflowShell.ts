import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { skipBecause } from "../support/skipped";

/** How a script ended, and everything that it wrote. */
export interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
}

/** The first line of a review, by which its comment is found again. */
export const mark = "<!-- steady-edge:review -->";

/** A folder in which a job's scripts run, with programs of the test's own before all others. */
export class JobFolder {
  /** The folder, absolute. */
  readonly path = mkdtempSync(path.join(tmpdir(), "steady-edge-job-"));

  /**
   * Puts an executable there.
   * @param file - Its path in the folder; those in `bin` are found before all others.
   * @param script - Its text.
   */
  program(file: string, script: string): void {
    this.file(file, script, 0o755);
  }

  /**
   * Puts a file there.
   * @param file - Its path in the folder.
   * @param content - Its content.
   * @param mode - Its permissions. Defaults to 0644.
   */
  file(file: string, content: string | Buffer, mode = 0o644): void {
    const whole = path.join(this.path, file);
    mkdirSync(path.dirname(whole), { recursive: true });
    writeFileSync(whole, content, { mode });
  }

  /**
   * Puts a review there that notes its arguments and its environment, and ends as it is told.
   * @param file - Where the workflow looks for it.
   * @param text - What it writes.
   * @param exitCode - How it ends.
   */
  review(file: string, text: string, exitCode: number): void {
    this.file("review-says.txt", text);
    const notes = 'echo "$@" > review-args.txt; env > review-env.txt; cat review-says.txt';
    this.program(file, `#!/bin/sh\n${notes}; exit ${exitCode}\n`);
  }

  /**
   * Runs a script as runners do, in a shell that ends at the first failure, of pipes too.
   * @param script - The script.
   * @param env - Its variables, beside PATH and HOME.
   * @returns How it ended.
   */
  run(script: string, env: Readonly<Record<string, string>>): Promise<Ended> {
    const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
    const search = `${path.join(this.path, "bin")}${path.delimiter}${process.env.PATH ?? ""}`;
    const child = spawn("bash", args, {
      cwd: this.path,
      env: { PATH: search, HOME: this.path, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const parts: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => parts.push(part));
    child.stderr.on("data", (part: Buffer) => parts.push(part));
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (exitCode) =>
        resolve({ exitCode, output: Buffer.concat(parts).toString() }),
      );
    });
  }

  /** Removes the folder. */
  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/**
 * Leaves the tests of a `describe` out, in so many words, where this machine lacks programs that a runner has. Call it
 * inside of that.
 * @param names - The programs.
 */
export function needsPrograms(...names: readonly string[]): void {
  before(async function () {
    const folder = new JobFolder();
    const found = await Promise.all(names.map((name) => folder.run(`command -v ${name}`, {})));
    folder.remove();
    const missing = names.filter((_, index) => found[index]?.exitCode !== 0);
    if (missing.length > 0) {
      skipBecause(this, `this machine has no ${missing.join(", ")}`);
    }
  });
}
