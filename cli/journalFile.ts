import { appendFileSync, closeSync, openSync } from "node:fs";

import { SandboxError } from "../sandbox/errors";

/** A file to which calls are written, one JSON object a line. */
export class JournalFile {
  /** Never fulfilled; rejected where a call could not be written. */
  readonly broken: Promise<never>;
  private fail: (error: SandboxError) => void = () => undefined;

  private constructor(
    private readonly path: string,
    private readonly descriptor: number,
  ) {
    this.broken = new Promise((_resolve, reject) => {
      this.fail = reject;
    });
    this.broken.catch(() => undefined);
  }

  /**
   * Opens the file, to add to what stands in it; made for its owner alone where there is none.
   * @param path - The file.
   * @returns The open file.
   * @throws {SandboxError} Where it cannot be written.
   */
  static open(path: string): JournalFile {
    try {
      return new JournalFile(path, openSync(path, "a", 0o600));
    } catch (error) {
      throw unwritable(path, error);
    }
  }

  /**
   * Writes a call down.
   * @param call - The call; never with a secret in clear.
   */
  write(call: object): void {
    try {
      appendFileSync(this.descriptor, `${JSON.stringify(call)}\n`);
    } catch (error) {
      this.fail(unwritable(this.path, error));
    }
  }

  /** Closes the file. */
  close(): void {
    closeSync(this.descriptor);
  }
}

function unwritable(path: string, error: unknown): SandboxError {
  const { code, message } = error as NodeJS.ErrnoException;
  const actual = `an error of the file system: ${message}`;
  const hint =
    code === "ENOSPC" ? "Make room on its disk" : "Name a file in a folder that you may write to";
  return new SandboxError([{ path, rule: "be a file that can be written", actual, hint }]);
}
