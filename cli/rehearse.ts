import { InvalidArgumentError, Option, type Command } from "commander";
import { providerChoices } from "../sandbox/providerChoice";
import type { OpenCloud } from "./cloud";
import type { ExitCode } from "./exitCodes";
import type { RehearseFlags } from "./rehearseRun";
import type { Terminal } from "./terminal";

/** How a site is rehearsed unless it is told otherwise: modelled seconds in a real one, and requests in a modelled second. */
export const rehearseDefaults = { speed: 20, rate: 10 } as const;

/**
 * Adds `steady-edge rehearse`.
 * @param program - The command to add it to.
 * @param terminal - Where it writes.
 * @param cloud - Starts the cloud of a sandbox.
 * @param end - Told the exit code.
 */
export function addRehearseCommand(
  program: Command,
  terminal: Terminal,
  cloud: OpenCloud,
  end: (exitCode: ExitCode) => void,
): void {
  program
    .command("rehearse")
    .description("run a declared site here, break it, and count what visitors would have seen")
    .option("--stack <name>", "a stack, brought up in the sandbox first; by default dev")
    .addOption(
      new Option(
        "--plan <file>",
        "what a plan leaves: output of pulumi preview --json, or an event log",
      ).conflicts("stack"),
    )
    .option("--dir <folder>", "the folder of the Pulumi project", ".")
    .addOption(
      new Option("--providers <which>", "what serves Cloudflare's resources")
        .choices(providerChoices)
        .default("auto", "the installed plugin of the SDK's version, else the stand-in"),
    )
    .option("--hostname <name>", "the site; by default the first that has a load balancer")
    .option(
      "--fault <name...>",
      "what to break; by default origin-killed, upstream-dead and primary-lost",
    )
    .addOption(new Option("--all", "break everything that can break").conflicts("fault"))
    .addOption(
      new Option("--origins <which>", "what origins run on: servers of its own, or those installed")
        .choices(["node", "nginx"])
        .default("node"),
    )
    .option(
      "--speed <number>",
      "modelled seconds in a real one, 1 to 50",
      upTo(50),
      rehearseDefaults.speed,
    )
    .option(
      "--rate <number>",
      "requests in a modelled second, 1 to 500",
      upTo(500),
      rehearseDefaults.rate,
    )
    .option("--report <file>", "write a page of HTML with pictures")
    .option("--json", "write one JSON document to standard output, all else to standard error")
    .addHelpText("after", rehearseExitCodes)
    .action(async (flags: RehearseFlags) => {
      const { rehearseCommand } = await import("./rehearseRun.js");
      end(await rehearseCommand(flags, cloud, terminal));
    });
}

const rehearseExitCodes = `
Exit codes:
  0  visitors saw no errors, or only within the time that the site declares
  1  they saw errors for longer, or no fault could be rehearsed, or this machine was too slow to tell, or the stack could not be brought up
  2  unusable input or usage, or a fault of the command itself
  129, 130, 143  it was stopped`;

function upTo(most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!/^\d+(\.\d+)?$/.test(text) || number < 1 || number > most) {
      throw new InvalidArgumentError(`It must be a number from 1 to ${most}.`);
    }
    return number;
  };
}
