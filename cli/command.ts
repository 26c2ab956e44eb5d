import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { readFileSync } from "node:fs";
import { publishedRangesAddress } from "../facts/cloudflare/ranges";
import { rangesFormats, type RangesFormat } from "../core/rangesText";
import type { OperationKind } from "../sandbox/engine";
import { packageFile } from "../sandbox/packageFile";
import { providerChoices } from "../sandbox/providerChoice";
import { nearestName } from "../core/nearestName";
import { openCloud, type OpenCloud } from "./cloud";
import { addCloudCommand } from "./cloudCommand";
import { exitCodes, exitCodesHelp, failureAsJson, failureOf, type ExitCode } from "./exitCodes";
import { addDoctorCommand } from "./doctor";
import { addPageRulesCommand } from "./pageRules";
import { addPolicyCommand } from "./policy";
import type { RangesFlags } from "./ranges";
import { addRehearseCommand } from "./rehearse";
import { addReviewCommand } from "./review";
import type { SandboxFlags } from "./sandbox";
import { addServerConfigCommand } from "./serverConfig";
import { safeTerminal, type Terminal } from "./terminal";

/**
 * Runs the command `steady-edge`. Each subcommand loads what it needs when it is run: a review has no use for an engine.
 * @param argv - Its arguments, without those of Node.js.
 * @param given - Where it reads and writes. Nothing that it writes moves a cursor, or holds what looks like a secret.
 * @param cloud - Starts the cloud of a sandbox. Defaults to the embedded one.
 * @returns Its exit code.
 */
export async function runCommand(
  argv: readonly string[],
  given: Terminal,
  cloud: OpenCloud = openCloud,
): Promise<ExitCode> {
  const terminal = safeTerminal(given);
  let exitCode: ExitCode = exitCodes.fine;
  const program = makeProgram(terminal, cloud, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) {
      return exitCodes.fine;
    }
    const failure = failureOf(error, terminal.signal);
    if (!(error instanceof CommanderError)) {
      terminal.err(`${failure.message}\n`);
    }
    if (argv.includes("--json")) {
      terminal.out(`${JSON.stringify({ error: failureAsJson(failure) }, undefined, 2)}\n`);
    }
    return failure.exitCode;
  }
}

const operations = {
  preview: "show what would change",
  up: "preview, then bring the stack up",
  refresh: "take what changed in the cloud into the state",
  destroy: "take the stack down",
} satisfies Record<OperationKind, string>;

function makeProgram(
  terminal: Terminal,
  cloud: OpenCloud,
  end: (exitCode: ExitCode) => void,
): Command {
  const program = new Command("steady-edge")
    .description("Runs Pulumi projects on a real engine and an embedded cloud, and more.")
    .version(version())
    .exitOverride()
    .showHelpAfterError("(steady-edge --help lists what there is)")
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .addHelpText("after", exitCodesHelp);
  addSandboxCommand(program, terminal, cloud, end);
  addRangesCommand(program, terminal, end);
  addServerConfigCommand(program, terminal, end);
  addPageRulesCommand(program, terminal, end);
  program
    .command("engine")
    .description("say which Pulumi engine the sandbox uses; makes one when there is none")
    .action(async () => {
      const { engineCommand } = await import("./engine.js");
      await engineCommand(terminal);
    });
  addCloudCommand(program, terminal, end);
  addPolicyCommand(program, terminal, end);
  addReviewCommand(program, terminal, end);
  addRehearseCommand(program, terminal, cloud, end);
  addDoctorCommand(program, terminal, end);
  return program;
}

function addRangesCommand(
  program: Command,
  terminal: Terminal,
  end: (exitCode: ExitCode) => void,
): void {
  program
    .command("ranges")
    .description("write Cloudflare's ranges in a firewall's own form, or check the pinned ones")
    .option("--format <form>", `one of ${rangesFormats.join(", ")}`, rangesFormat, "plain")
    .addOption(
      new Option("--family <family>", "only the ranges of this address family").choices([
        "ipv4",
        "ipv6",
      ]),
    )
    .option("--check", "compare with what Cloudflare publishes; exit code 1 when they differ")
    .option("--from <address>", "where --check reads the published list", publishedRangesAddress)
    .action(async (flags: RangesFlags) => {
      const { rangesCommand } = await import("./ranges.js");
      end(await rangesCommand(flags, terminal));
    });
}

function addSandboxCommand(
  program: Command,
  terminal: Terminal,
  cloud: OpenCloud,
  end: (exitCode: ExitCode) => void,
): void {
  const sandbox = program
    .command("sandbox")
    .description("run a stack on a real engine and an embedded Cloudflare and AWS account");
  for (const [kind, description] of Object.entries(operations) as [OperationKind, string][]) {
    const operation = sandbox
      .command(kind)
      .description(description)
      .option("--stack <name>", "the stack, by its Pulumi.<name>.yaml", "dev")
      .option("--dir <folder>", "the folder of the Pulumi project", ".")
      .option("--json", "write one JSON document to standard output, all else to standard error")
      .addOption(
        new Option("--providers <which>", "what serves Cloudflare's resources")
          .choices(providerChoices)
          .default("auto", "the installed plugin of the SDK's version, else the stand-in"),
      )
      .action(async (flags: SandboxFlags) => {
        const { sandboxCommand } = await import("./sandbox.js");
        end(await sandboxCommand(kind, flags, cloud, terminal));
      });
    if (kind === "preview" || kind === "up") {
      operation
        .option("--policy-pack <folder...>", "folders of policy packs to judge it by")
        .option("--plan <file>", "write what the preview found, for steady-edge review");
    }
    if (kind === "up") {
      operation.option("--rehearse", "kill an origin of it then, and count what visitors see");
    }
  }
}

function rangesFormat(text: string): RangesFormat {
  const format = rangesFormats.find((each) => each === text);
  if (format !== undefined) {
    return format;
  }
  const nearest = nearestName(text, rangesFormats);
  throw new InvalidArgumentError(
    nearest === undefined
      ? `It must be one of ${rangesFormats.join(", ")}.`
      : `Did you mean ${nearest}?`,
  );
}

function version(): string {
  const { version: own } = JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as {
    version: string;
  };
  return own;
}
