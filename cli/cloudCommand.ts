import { isIP } from "node:net";
import { InvalidArgumentError, type Command } from "commander";
import type { ZoneOptions } from "../sandbox/cloud/accountSeed";
import type { ExitCode } from "./exitCodes";
import type { Terminal } from "./terminal";
import { cloudflareIdFlag, zoneFlag } from "./zoneFlag";

/** The flags of `steady-edge cloud`. */
export interface CloudFlags {
  /** The file that holds the account between runs. Defaults to none: the account lives as long as the command. */
  readonly account?: string;
  /** Id of the account. Defaults to the sandbox's own. */
  readonly accountId?: string;
  /** Zones of the account. Defaults to `example.com` on the Enterprise plan. */
  readonly zone?: readonly ZoneOptions[];
  /** Port. Defaults to one that is free. */
  readonly port?: number;
  /** IP address to listen on in place of 127.0.0.1. */
  readonly reachableFromNetwork?: string;
  /** The file to which the token is written while the API is served. Defaults to one in a temporary folder. */
  readonly tokenFile?: string;
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
    .option("--account-id <id>", "the account's id", cloudflareIdFlag)
    .option(
      "--zone <name>",
      "a zone of the account, as example.com,plan=free,id=<32 hexadecimal digits>; again for each; by default example.com",
      zoneFlag,
    )
    .option("--port <number>", "the port; by default a free one", portNumber)
    .option("--token-file <file>", "write the token to this file, once calls are answered")
    .option("--journal <file>", "write every call to this file, one JSON object a line")
    .option(
      "--reachable-from-network <address>",
      "listen on this IP address in place of 127.0.0.1: whoever reaches it and has the token may call, and nothing is encrypted",
      ipAddress,
    )
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

function ipAddress(text: string): string {
  if (isIP(text) === 0) {
    throw new InvalidArgumentError("It must be an IP address of this machine.");
  }
  return text;
}
