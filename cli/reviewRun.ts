import { ownEntry } from "../core/ownEntry";
import type { PolicyConfiguration } from "../checks/policy/configuration";
import { severities, type Severity } from "../checks/findings/severity";
import { detectionSlow } from "../checks/policy/rules/detectionSlow";
import { reviewAsMarkdown } from "../checks/report/markdown";
import type { RehearsedHostname } from "../checks/report/rehearsalRows";
import { reviewPlan, type Review } from "../checks/report/review";
import { exitCodes, failureOf, tellFailure, type ExitCode } from "./exitCodes";
import type { Plan } from "../model/plan/plan";
import { readPlans } from "./reviewInput";
import type { Terminal } from "./terminal";

/** Each way to write reviews. What a review in another form has no use for is loaded late. */
const formats = {
  markdown: (reviews) => reviewAsMarkdown(reviews),
  html: async (reviews) => (await import("../checks/report/html.js")).reviewAsHtml(reviews),
  json: async (reviews) => (await import("../checks/report/json.js")).reviewAsJson(reviews),
} satisfies Record<ReviewFormat, (reviews: readonly Review[]) => string | Promise<string>>;

/** The forms of a review. */
export type ReviewFormat = "markdown" | "html" | "json";

/** The flags of `steady-edge review`. */
export interface ReviewFlags {
  /** States before the change. */
  readonly base: readonly string[];
  /** What to write. */
  readonly format: ReviewFormat;
  /** The mildest risk or finding of a change that fails. */
  readonly failOn: Severity;
  /** Whether what stood before the change fails as well. Defaults to false. */
  readonly failOnExisting?: boolean;
  /** Seconds for which a dead origin may be in. */
  readonly maxDetection?: number;
  /** Rehearsals of hostnames that the plans are about. */
  readonly rehearsal: readonly string[];
  /** A policy file. */
  readonly policy?: string;
}

/**
 * `steady-edge review`: says what can cause an outage in plans.
 * @param files - The plans.
 * @param flags - How.
 * @param terminal - Where to write.
 * @returns 0; 1 for what the change brings at or over `--fail-on`, and with `--fail-on-existing` for what stood before; 2 for unusable input.
 */
export async function reviewCommand(
  files: readonly string[],
  flags: ReviewFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  try {
    const configuration = await configurationOf(flags, terminal.signal);
    const plans = await readPlans(files, flags.base, terminal.signal);
    const rehearsed = await rehearsedOf(flags, plans, terminal.signal);
    const reviews = plans.map((plan, index) => {
      const beside = plans.filter((other) => other !== plan);
      return reviewPlan(plan, { configuration, beside, rehearsals: rehearsed[index] ?? [] });
    });
    terminal.out(await formats[flags.format](reviews));
    return reviews.some((review) => fails(review, flags)) ? exitCodes.failed : exitCodes.fine;
  } catch (error) {
    const failure = failureOf(error, terminal.signal);
    if (failure.exitCode !== exitCodes.unusable) {
      throw error;
    }
    return tellFailure(failure, flags.format === "json", terminal);
  }
}

/** Loaded late: most reviews have no rehearsal, and it is much to load. */
async function rehearsedOf(
  { rehearsal: files }: ReviewFlags,
  plans: readonly Plan[],
  signal: AbortSignal,
): Promise<RehearsedHostname[][]> {
  if (files.length === 0) {
    return [];
  }
  const { readRehearsals } = await import("./rehearsalFiles.js");
  return readRehearsals(files, plans, signal);
}

function fails({ worst, worstBefore, failures }: Review, flags: ReviewFlags): boolean {
  const counting = flags.failOnExisting === true ? [worst, worstBefore] : [worst];
  const mildest = severities.indexOf(flags.failOn);
  const isOver = counting.some((each) => each !== undefined && severities.indexOf(each) <= mildest);
  return isOver || failures.length > 0;
}

/** A limit that is set for this review is one that it fails on. */
async function configurationOf(
  flags: ReviewFlags,
  signal: AbortSignal,
): Promise<PolicyConfiguration> {
  const { policy, maxDetection } = flags;
  const given = policy === undefined ? {} : await configurationIn(policy, signal);
  if (maxDetection === undefined) {
    return given;
  }
  const { id } = detectionSlow;
  const rule = ownEntry(given.rules ?? {}, id) ?? {};
  const limits = { ...rule.limits, maximumSeconds: maxDetection };
  return { ...given, rules: { ...given.rules, [id]: { ...rule, severity: "high", limits } } };
}

async function configurationIn(file: string, signal: AbortSignal): Promise<PolicyConfiguration> {
  // Loaded late: most reviews have no policy file, and it is much to load.
  const { readPolicyFile } = await import("./policyFile.js");
  return readPolicyFile(file, signal);
}
