import { setFlagsFromString } from "node:v8";
import { InvalidArgumentError, Option, type Command } from "commander";
import { severities } from "../checks/findings/severity";
import type { ExitCode } from "./exitCodes";
import type { ReviewFlags, ReviewFormat } from "./reviewRun";
import type { Terminal } from "./terminal";

const formats: readonly ReviewFormat[] = ["markdown", "html", "json"];

/**
 * Adds `steady-edge review`.
 * @param program - The command to add it to.
 * @param terminal - Where it writes.
 * @param end - Told the exit code.
 */
export function addReviewCommand(
  program: Command,
  terminal: Terminal,
  end: (exitCode: ExitCode) => void,
): void {
  program
    .command("review")
    .description("say what can cause an outage in a plan, as a comment for a pull request")
    .argument(
      "<plan...>",
      "output of pulumi preview --json, an event log, or - for standard input; one per stack",
    )
    .option("--base <state>", "output of pulumi stack export before the change", collect, [])
    .addOption(new Option("--format <form>", "what to write").choices(formats).default("markdown"))
    .addOption(
      new Option("--fail-on <severity>", "the mildest risk or finding of this change that fails")
        .choices([...severities].reverse())
        .default("high"),
    )
    .option("--fail-on-existing", "also fail on what stood before the change")
    .option(
      "--max-detection <seconds>",
      "a dead origin that is in for longer is a finding of high severity",
      wholeSeconds,
    )
    .option(
      "--rehearsal <file>",
      "what steady-edge rehearse --json has written; of two of a hostname, the first is from before the change",
      collect,
      [],
    )
    .option("--policy <file>", "YAML or JSON: severities, limits, exceptions, acknowledgements")
    .addHelpText("after", reviewExitCodes)
    .action(async (files: readonly string[], flags: ReviewFlags) => {
      endsSoon();
      const { reviewCommand } = await import("./reviewRun.js");
      end(await reviewCommand(files, flags, terminal));
    });
}

/**
 * Tells V8 that this process ends soon. It optimizes only what runs about ten times as long as it would otherwise ask for, since
 * compiling took half of a review's CPU; and it collects young garbage on one thread, since several took longer to share the work.
 */
function endsSoon(): void {
  // V8 11 is that of Node 20; later ones do not know the flag, and would say so on standard error.
  if (process.versions.v8.startsWith("11.")) {
    setFlagsFromString("--interrupt-budget=1000000");
  }
  setFlagsFromString("--no-parallel-scavenge");
}

const reviewExitCodes = `
Exit codes:
  0  the change brings nothing at or over --fail-on
  1  it brings a risk or a policy finding at or over --fail-on, or such a finding stood before and --fail-on-existing is set, or a plan that the engine could not finish
  2  unusable input or usage, or a fault of the command itself
  129, 130, 143  it was stopped`;

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

function wholeSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seconds) || seconds < 1) {
    throw new InvalidArgumentError("It must be a whole number of seconds, at least 1.");
  }
  return seconds;
}
