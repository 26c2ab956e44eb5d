import { rm } from "node:fs/promises";
import { join } from "node:path";

import { SandboxError } from "../sandbox/errors";
import { makePrivateFile } from "../sandbox/privateFile";
import { temporaryFolder } from "../sandbox/temporaryFolder";

/** A file that holds a token for as long as it opens something. A terminal would keep what it was shown. */
export class TokenFile {
  private constructor(
    /** Where it is. */
    readonly path: string,
    private readonly made: string,
  ) {}

  /**
   * Writes a token to a file that only this user can read.
   * @param token - The token.
   * @param path - The file. Defaults to one in a temporary folder of its own.
   * @returns The file.
   * @throws {SandboxError} Where it cannot be written, or is there already.
   */
  static async write(token: string, path?: string): Promise<TokenFile> {
    const folder = path === undefined ? await temporaryFolder("cloud") : undefined;
    const file = path ?? join(folder ?? "", "token");
    if (!written(file, token)) {
      const hint = "Remove it, or name another: a run that was killed leaves it behind";
      throw new SandboxError([
        { path: file, rule: "be a file that is not there yet", actual: "one that is", hint },
      ]);
    }
    return new TokenFile(file, folder ?? file);
  }

  /** Takes it away again, with its folder where it has one of its own. */
  async remove(): Promise<void> {
    await rm(this.made, { recursive: true, force: true });
  }
}

function written(path: string, token: string): boolean {
  try {
    return makePrivateFile(path, Buffer.from(token));
  } catch (error) {
    const actual = `an error of the file system: ${(error as Error).message}`;
    const hint = "Name a file in a folder that you may write to";
    throw new SandboxError([{ path, rule: "be a file that can be written", actual, hint }]);
  }
}
