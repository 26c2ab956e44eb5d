import { InvalidArgumentError, Option, type Command } from "commander";
import { providerChoices } from "../sandbox/providerChoice";
import type { OpenCloud } from "./cloud";
import type { ExitCode } from "./exitCodes";
import type { RehearseFlags } from "./rehearseFlags";
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
  const command = program
    .command("rehearse")
    .description("run a declared site here, break it, and count what visitors would have seen");
  rehearseOptions().forEach((option) => command.addOption(option));
  command.addHelpText("after", rehearseExitCodes).action(async (flags: RehearseFlags) => {
    const { rehearseCommand } = await import("./rehearseRun.js");
    end(await rehearseCommand(flags, cloud, terminal));
  });
}

function rehearseOptions(): Option[] {
  return [
    new Option("--stack <name>", "a stack, brought up in the sandbox first; by default dev"),
    new Option(
      "--plan <file>",
      "what a plan leaves: output of pulumi preview --json, or an event log",
    ).conflicts("stack"),
    new Option("--dir <folder>", "the folder of the Pulumi project").default("."),
    new Option("--providers <which>", "what serves Cloudflare's resources")
      .choices(providerChoices)
      .default("auto", "the installed plugin of the SDK's version, else the stand-in"),
    new Option("--hostname <name>", "the site; by default the first that has a load balancer"),
    new Option(
      "--fault <name...>",
      "what to break; by default origin-killed, upstream-dead and primary-lost",
    ),
    new Option("--all", "break everything that can break").conflicts("fault"),
    new Option("--origins <which>", "what origins run on: servers of its own, or those installed")
      .choices(["node", "nginx"])
      .default("node"),
    numberOption("--speed <number>", "modelled seconds in a real one", 50, rehearseDefaults.speed),
    numberOption("--rate <number>", "requests in a modelled second", 500, rehearseDefaults.rate),
    new Option("--report <file>", "write a page of HTML with pictures"),
    new Option("--json", "write one JSON document to standard output, all else to standard error"),
  ];
}

function numberOption(flags: string, noun: string, most: number, usual: number): Option {
  return new Option(flags, `${noun}, 1 to ${most}`).default(usual).argParser((text) => {
    const number = Number(text);
    if (!/^\d+(\.\d+)?$/.test(text) || number < 1 || number > most) {
      throw new InvalidArgumentError(`It must be a number from 1 to ${most}.`);
    }
    return number;
  });
}

const rehearseExitCodes = `
Exit codes:
  0  visitors saw no errors, or only within the time that the site declares
  1  they saw errors for longer, or no fault could be rehearsed, or this machine was too slow to tell, or the stack could not be brought up
  2  unusable input or usage, or a fault of the command itself
  129, 130, 143  it was stopped`;
