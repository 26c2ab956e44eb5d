import type { Command } from "commander";
import { exitCodes, type ExitCode } from "./exitCodes";
import type { Terminal } from "./terminal";

/**
 * Adds `steady-edge doctor collect`.
 * @param doctor - `steady-edge doctor`.
 * @param terminal - Where it writes.
 * @param end - Told the exit code.
 */
export function addCollectCommand(
  doctor: Command,
  terminal: Terminal,
  end: (exitCode: ExitCode) => void,
): void {
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
