import { Argument, Option, type Command } from "commander";
import { exitCodes, type ExitCode } from "./exitCodes";
import type { ServerConfigFlags } from "./serverConfigRun";
import type { Terminal } from "./terminal";

/** The servers, named here so that a command that is for something else need not load what writes their configuration. */
const servers = ["nginx", "apache", "php-fpm", "node"] as const;

const formats = ["text", "cloud-init", "json"] as const;

/**
 * Adds `steady-edge server-config`.
 * @param program - The command to add it to.
 * @param terminal - Where it writes.
 * @param end - Told the exit code.
 */
export function addServerConfigCommand(
  program: Command,
  terminal: Terminal,
  end: (exitCode: ExitCode) => void,
): void {
  program
    .command("server-config")
    .description("write configuration for a web server behind Cloudflare, to read and to copy")
    .addArgument(new Argument("<server>", "which server").choices(servers))
    .option("--args <file>", "YAML or JSON with its arguments (docs/server-config.md), or -")
    .option(
      "--set <name=value>",
      "one argument, over the file: --set php.listen=127.0.0.1:9000",
      collect,
      [],
    )
    .option(
      "--stack <name>",
      "a stack of the project in this folder: what leads to the server is read from its state",
    )
    .option(
      "--origin <name>",
      "which origin of the stack: its name, its hostname, or www.example.com/its-name",
    )
    .addOption(new Option("--format <form>", "what to write").choices(formats).default("text"))
    .action(async (server: (typeof servers)[number], flags: ServerConfigFlags) => {
      const { serverConfigCommand } = await import("./serverConfigRun.js");
      await serverConfigCommand(server, flags, terminal);
      end(exitCodes.fine);
    });
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
