import { zoneNameProblem } from "../core/hostnameRules";
import { canonicalHostname } from "../core/hostnames";
import { programOf, reportSentence, summaryOf } from "../migration/program";
import { translatePageRules } from "../migration/translation";
import { SandboxError } from "../sandbox/errors";
import { fileError, nameOf, readInput } from "./inputFile";
import type { Terminal } from "./terminal";

/** The flags of `steady-edge page-rules`. */
export interface PageRulesFlags {
  /** The zone's name. Defaults to what the patterns say. */
  readonly zone?: string;
  /** Whether to write JSON. */
  readonly json?: boolean;
}

/** Bytes of the longest file: 8 KiB for each page rule of the largest plan. */
const longestBytes = 2 ** 20;

/**
 * `steady-edge page-rules`: translates page rules into arguments of `EdgeRules`.
 * @param file - Path of the API's answer, or `-` for standard input.
 * @param flags - The zone, and in what form to write.
 * @param terminal - Where to write: the program or the document to standard output, the report to standard error too.
 * @throws SandboxError with every problem of the file.
 */
export async function pageRulesCommand(
  file: string,
  flags: PageRulesFlags,
  terminal: Terminal,
): Promise<void> {
  const zoneName = flags.zone === undefined ? undefined : zoneOf(flags.zone);
  const text = await readInput(file, terminal.signal, longestBytes);
  const translated = translatePageRules(parsed(file, text), zoneName);
  if ("problems" in translated) {
    throw new SandboxError(translated.problems, `The page rules in ${nameOf(file)}`);
  }
  const { translation } = translated;
  terminal.out(
    flags.json === true ? `${JSON.stringify(translation, undefined, 2)}\n` : programOf(translation),
  );
  terminal.err(`${summaryOf(translation)}\n`);
  for (const line of translation.report) {
    terminal.err(`  - ${reportSentence(line)}\n`);
  }
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const [first = ""] = (error as Error).message.split("\n", 1);
    throw fileError(file, { rule: "be JSON", actual: first });
  }
}

function zoneOf(name: string): string {
  const problem = zoneNameProblem("--zone", name);
  if (problem !== undefined) {
    throw new SandboxError([problem]);
  }
  return canonicalHostname(name) ?? name;
}
