import { diagnose } from "../doctor/diagnosis";
import { examineSite } from "../doctor/examine";
import { verdictExitCodes } from "../doctor/judge";
import type { Diagnosis } from "../model/diagnosis/diagnosis";
import { readSiteFiles, type SiteFiles } from "./doctorFiles";
import { siteOf, type SiteFlags } from "./doctorInput";
import { ExaminationLines } from "./doctorProgress";
import { diagnosisText } from "./doctorText";
import { exitCodes, failureOf, tellFailure, type ExitCode } from "./exitCodes";
import { Progress } from "./progress";
import { reportFile } from "./reportFile";
import type { Terminal } from "./terminal";

/** The flags of `steady-edge doctor`. */
export interface DoctorFlags extends SiteFlags, SiteFiles {
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
    const { found, unusable } = await readSiteFiles(flags, terminal);
    const lines = new ExaminationLines(progress, site.url.hostname);
    const evidence = await examine({ ...site, ...found }, terminal.signal, (each) =>
      lines.step(each),
    );
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
    return tellFailure(failureOf(error, terminal.signal), flags.json === true, terminal);
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
