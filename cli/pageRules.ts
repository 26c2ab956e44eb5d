import type { Command } from "commander";
import { exitCodes, type ExitCode } from "./exitCodes";
import type { PageRulesFlags } from "./pageRulesRun";
import type { Terminal } from "./terminal";

/**
 * Adds `steady-edge page-rules`.
 * @param program - The command to add it to.
 * @param terminal - Where it writes.
 * @param end - Told the exit code.
 */
export function addPageRulesCommand(
  program: Command,
  terminal: Terminal,
  end: (exitCode: ExitCode) => void,
): void {
  program
    .command("page-rules")
    .description("translate the page rules of a zone into arguments of EdgeRules")
    .argument("<file>", "what Cloudflare answers to GET /zones/<id>/pagerules, as JSON, or -")
    .option("--zone <name>", "the zone's name, to refuse rules of another zone")
    .option("--json", "write the arguments and the report as one JSON document")
    .action(async (file: string, flags: PageRulesFlags) => {
      const { pageRulesCommand } = await import("./pageRulesRun.js");
      await pageRulesCommand(file, flags, terminal);
      end(exitCodes.fine);
    });
}
