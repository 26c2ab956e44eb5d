import { InvalidArgumentError, Option, type Command } from "commander";
import { UnreadablePlan } from "../checks/model/plan";
import { PolicyConfigurationError, type PolicyConfiguration } from "../checks/policy/configuration";
import { severities, type Severity } from "../checks/policy/rule";
import { detectionSlow } from "../checks/policy/rules/detectionSlow";
import {
  reviewAsHtml,
  reviewAsJson,
  reviewAsMarkdown,
  reviewPlan,
  type Review,
} from "../checks/review";
import { SandboxError } from "../sandbox/errors";
import { exitCodes, failureAsJson, type ExitCode, type Failure } from "./exitCodes";
import { readConfigurationFile, readPlans } from "./reviewInput";
import type { Terminal } from "./terminal";

const formats = {
  markdown: (reviews) => reviewAsMarkdown(reviews),
  html: reviewAsHtml,
  json: reviewAsJson,
} satisfies Record<string, (reviews: readonly Review[]) => string>;

/** The flags of `steady-edge review`. */
interface ReviewFlags {
  readonly base: readonly string[];
  readonly format: keyof typeof formats;
  readonly failOn: Severity;
  readonly maxDetection?: number;
  readonly policy?: string;
}

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
    .addOption(
      new Option("--format <form>", "what to write")
        .choices(Object.keys(formats))
        .default("markdown"),
    )
    .addOption(
      new Option("--fail-on <severity>", "the mildest risk or finding that fails")
        .choices([...severities].reverse())
        .default("high"),
    )
    .option(
      "--max-detection <seconds>",
      "a dead origin that is in for longer is a finding of high severity",
      wholeSeconds,
    )
    .option("--policy <file>", "YAML or JSON: severities, limits, exceptions, acknowledgements")
    .addHelpText("after", reviewExitCodes)
    .action(async (files: readonly string[], flags: ReviewFlags) =>
      end(await reviewCommand(files, flags, terminal)),
    );
}

const reviewExitCodes = `
Exit codes:
  0  nothing at or over --fail-on
  1  a risk or a policy finding at or over --fail-on, or a plan that the engine could not finish
  2  unusable input or usage`;

async function reviewCommand(
  files: readonly string[],
  flags: ReviewFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  try {
    const configuration = await configurationOf(flags);
    const plans = await readPlans(files, flags.base);
    const reviews = plans.map((plan) => reviewPlan(plan, { configuration }));
    terminal.out(formats[flags.format](reviews));
    return reviews.some((review) => fails(review, flags.failOn))
      ? exitCodes.failed
      : exitCodes.fine;
  } catch (error) {
    const failure = unusable(error);
    if (failure === undefined) {
      throw error;
    }
    terminal.err(`${failure.message}\n`);
    if (flags.format === "json") {
      terminal.out(`${JSON.stringify({ error: failureAsJson(failure) }, undefined, 2)}\n`);
    }
    return failure.exitCode;
  }
}

function fails({ worst, failures }: Review, failOn: Severity): boolean {
  const over = worst !== undefined && severities.indexOf(worst) <= severities.indexOf(failOn);
  return over || failures.length > 0;
}

/** A limit that is set for this review is one that it fails on. */
async function configurationOf(flags: ReviewFlags): Promise<PolicyConfiguration> {
  const { policy, maxDetection } = flags;
  const given = policy === undefined ? {} : await readConfigurationFile(policy);
  if (maxDetection === undefined) {
    return given;
  }
  const { id } = detectionSlow;
  const rule = given.rules?.[id] ?? {};
  const limits = { ...rule.limits, maximumSeconds: maxDetection };
  return { ...given, rules: { ...given.rules, [id]: { ...rule, severity: "high", limits } } };
}

function unusable(error: unknown): Failure | undefined {
  const exitCode = exitCodes.unusable;
  if (error instanceof UnreadablePlan) {
    return { exitCode, message: error.message, problems: [error.problem] };
  }
  return error instanceof PolicyConfigurationError || error instanceof SandboxError
    ? { exitCode, message: error.message, problems: error.problems }
    : undefined;
}

function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

function wholeSeconds(text: string): number {
  const seconds = Number(text);
  if (!Number.isSafeInteger(seconds) || seconds < 1) {
    throw new InvalidArgumentError("It must be a whole number of seconds, at least 1.");
  }
  return seconds;
}
