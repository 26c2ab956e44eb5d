import type { Command } from "commander";
import { addCollectCommand } from "./doctorCollect";
import type { DoctorFlags } from "./doctorRun";
import type { ExitCode } from "./exitCodes";
import type { Terminal } from "./terminal";

/**
 * Adds `steady-edge doctor`, with `collect` beneath it.
 * @param program - The command to add it to.
 * @param terminal - Where it writes.
 * @param end - Told the exit code.
 */
export function addDoctorCommand(
  program: Command,
  terminal: Terminal,
  end: (exitCode: ExitCode) => void,
): void {
  const doctor = program
    .command("doctor")
    .description("find out why a live site answers 502 or one of its relatives")
    .argument("[url]", "what visitors ask for: https://www.example.com/shop")
    .option("--origin <address...>", "IP addresses or host names of the site's origins")
    .option(
      "--resolver <address...>",
      "DNS resolvers to ask, as ADDRESS or ADDRESS:PORT; by default two public ones",
    )
    .option("--bundle <file>", "what steady-edge doctor collect wrote on the origin's host, or -")
    .option("--state <file>", "output of pulumi stack export, for the firewalls on AWS")
    .option("--retired <address...>", "addresses and CIDRs that were given up")
    .option("--full", "wait as long as Cloudflare does for the origin to close idle connections")
    .option("--report <file>", "write a page of HTML")
    .option("--json", "write one JSON document to standard output, all else to standard error")
    .addHelpText("after", doctorExitCodes)
    .action(async (url: string | undefined, flags: DoctorFlags) => {
      const { doctorCommand } = await import("./doctorRun.js");
      end(await doctorCommand(url, flags, terminal));
    });
  addCollectCommand(doctor, terminal, end);
}

const doctorExitCodes = `
With CLOUDFLARE_API_TOKEN in the environment the zone's settings, records, pools and rules are read too; nothing is changed.

Exit codes:
  0  healthy
  1  a cause was found
  2  unusable input or usage, or a fault of the command itself; with a bundle or a state that cannot be read the rest is examined, and a cause found there ends with 1
  3  undecided: no single cause explains what was seen, or the site was not seen served
  129, 130, 143  it was stopped`;
