import { readBundle, UnreadableBundle, type Bundle } from "../doctor/bundle";
import { diagnose } from "../doctor/diagnosis";
import type { Evidence } from "../doctor/evidence";
import { examineSite } from "../doctor/examine";
import { verdictExitCodes } from "../doctor/judge";
import { witness } from "../doctor/witness";
import type { Diagnosis } from "../model/diagnosis/diagnosis";
import { siteOf, type SiteFlags } from "./doctorInput";
import { ExaminationLines } from "./doctorProgress";
import { diagnosisText } from "./doctorText";
import { exitCodes, failureAsJson, failureOf, type ExitCode } from "./exitCodes";
import { SandboxError } from "../sandbox/errors";
import { nameOf, readInput } from "./inputFile";
import { Progress } from "./progress";
import { reportFile } from "./reportFile";
import type { Terminal } from "./terminal";

/** The flags of `steady-edge doctor`. */
export interface DoctorFlags extends SiteFlags {
  /** A file with what was collected on the origin's host. */
  readonly bundle?: string;
  /** Where to write a page. */
  readonly report?: string;
  /** Whether standard output is to carry one JSON document. */
  readonly json?: boolean;
}

/**
 * `steady-edge doctor`: finds out why a live site fails.
 * @param address - The URL; undefined where none was given.
 * @param flags - What is known of the site, and what to write.
 * @param terminal - Where to write.
 * @param examine - Examines the site. Defaults to doing so over the network.
 * @returns 0 for a healthy site, 1 where a cause was found, 2 for unusable input, 3 where it is undecided.
 */
export async function doctorCommand(
  address: string | undefined,
  flags: DoctorFlags,
  terminal: Terminal,
  examine: typeof examineSite = examineSite,
): Promise<ExitCode> {
  const progress = new Progress(terminal);
  try {
    const writeReport = flags.report === undefined ? undefined : reportFile(flags.report);
    const site = siteOf(address, flags, terminal.environment);
    const { bundle, unusable } = await bundleIn(flags.bundle, terminal);
    const lines = new ExaminationLines(progress, site.url.hostname);
    const examined = { ...site, ...(bundle && { bundle }) };
    const evidence = await examine(examined, terminal.signal, (each) => lines.step(each));
    progress.stop();
    const diagnosis = diagnose(site.url, [...evidence, ...unusable]);
    if (writeReport !== undefined) {
      const { diagnosisAsHtml } = await import("../checks/report/diagnosisHtml.js");
      writeReport(diagnosisAsHtml(diagnosis));
    }
    say(flags, terminal, diagnosis);
    const isUnusable = unusable.length > 0 && diagnosis.verdict !== "cause";
    return isUnusable ? exitCodes.unusable : verdictExitCodes[diagnosis.verdict];
  } catch (error) {
    progress.stop();
    const failure = failureOf(error, terminal.signal);
    terminal.err(`${failure.message}\n`);
    if (flags.json === true) {
      terminal.out(`${JSON.stringify({ error: failureAsJson(failure) }, undefined, 2)}\n`);
    }
    return failure.exitCode;
  }
}

/** A bundle that cannot be read keeps nothing else from being looked at: it is said at once, and in the end. */
async function bundleIn(
  file: string | undefined,
  terminal: Terminal,
): Promise<{ readonly bundle?: Bundle; readonly unusable: readonly Evidence[] }> {
  if (file === undefined) {
    return { unusable: [] };
  }
  try {
    const text = await readInput(file, terminal.signal);
    return { bundle: readBundle(text, nameOf(file)), unusable: [] };
  } catch (error) {
    terminal.signal.throwIfAborted();
    if (!(error instanceof UnreadableBundle || error instanceof SandboxError)) {
      throw error;
    }
    terminal.err(`${error.message}\n`);
    return { unusable: [witness("application", "bundle", file).unknown(error.message)] };
  }
}

function say({ json }: DoctorFlags, terminal: Terminal, diagnosis: Diagnosis): void {
  const text = diagnosisText(diagnosis);
  if (json === true) {
    terminal.err(text);
    terminal.out(`${JSON.stringify(diagnosis, undefined, 2)}\n`);
  } else {
    terminal.out(text);
  }
}
