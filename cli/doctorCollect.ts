import type { Command } from "commander";
import { exitCodes, type ExitCode } from "./exitCodes";
import type { Terminal } from "./terminal";

/**
 * Adds `steady-edge doctor collect`.
 * @param program - The command to add it to.
 * @param terminal - Where it writes.
 * @param end - Told the exit code.
 */
export function addCollectCommand(
  program: Command,
  terminal: Terminal,
  end: (exitCode: ExitCode) => void,
): void {
  const doctor =
    program.commands.find((command) => command.name() === "doctor") ?? program.command("doctor");
  doctor
    .command("collect")
    .description(
      "write what can only be seen on an origin's host, for --bundle; without secrets, and nothing is changed",
    )
    .action(async () => {
      const { collectBundle } = await import("../doctor/bundle/index.js");
      const bundle = await collectBundle(terminal.signal);
      terminal.signal.throwIfAborted();
      terminal.out(`${JSON.stringify(bundle)}\n`);
      terminal.err(unreadText(bundle.unread));
      end(exitCodes.fine);
    });
}

function unreadText(unread: readonly { readonly what: string; readonly why: string }[]): string {
  const lines = unread.map(({ what, why }) => `  - ${what}: ${why}\n`);
  return lines.length === 0 ? "" : `Not read:\n${lines.join("")}`;
}
