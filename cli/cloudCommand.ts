import { InvalidArgumentError, type Command } from "commander";
import type { ExitCode } from "./exitCodes";
import type { Terminal } from "./terminal";

/** The flags of `steady-edge cloud`. */
export interface CloudFlags {
  /** The file that holds the account between runs. Defaults to none: the account lives as long as the command. */
  readonly account?: string;
  /** Port on 127.0.0.1. Defaults to one that is free. */
  readonly port?: number;
  /** The file to which every call is written, one JSON object a line. Defaults to none. */
  readonly journal?: string;
}

/**
 * Adds `steady-edge cloud` to the command.
 * @param program - The command.
 * @param terminal - Where it writes.
 * @param end - Takes its exit code.
 */
export function addCloudCommand(
  program: Command,
  terminal: Terminal,
  end: (exitCode: ExitCode) => void,
): void {
  program
    .command("cloud")
    .description("serve an embedded Cloudflare account as its API v4, on this machine alone")
    .option("--account <file>", "keep the account in this file between runs")
    .option("--port <number>", "the port on 127.0.0.1; by default a free one", portNumber)
    .option("--journal <file>", "write every call to this file, one JSON object a line")
    .action(async (flags: CloudFlags) => {
      const { cloudCommand } = await import("./serveCloud.js");
      end(await cloudCommand(flags, terminal));
    });
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) {
    return port;
  }
  throw new InvalidArgumentError("It must be a whole number from 1 to 65535.");
}
