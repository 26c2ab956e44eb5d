import type { Rehearsal } from "../model/rehearsal/rehearsal";
import { SandboxError } from "../sandbox/errors";
import type { ProviderChoice } from "../sandbox/providerChoice";
import type { Fault } from "../sandbox/rehearsal/faults";
import { faults as allFaults, faultsNamed } from "../sandbox/rehearsal/faultTable";
import { rehearse, type RehearsalProgress } from "../sandbox/rehearsal/rehearse";
import type { OpenCloud } from "./cloud";
import { exitCodes, failureAsJson, type ExitCode } from "./exitCodes";
import { Progress } from "./progress";
import { RehearsalTimelines } from "./rehearsalProgress";
import { rehearsalText } from "./rehearsalText";
import { chosenSite } from "./rehearsedSites";
import { reportFile } from "./reportFile";
import { sandboxFailureOf } from "./sandboxFailure";
import type { Terminal } from "./terminal";

/** The flags of `steady-edge rehearse`. */
export interface RehearseFlags {
  /** The stack's name. Defaults to `dev`, where no plan is given. */
  readonly stack?: string;
  /** A plan. */
  readonly plan?: string;
  /** The folder of the Pulumi project. */
  readonly dir: string;
  /** What is to serve Cloudflare's resources. */
  readonly providers: ProviderChoice;
  /** The site. Defaults to the first that has a load balancer. */
  readonly hostname?: string;
  /** Names of faults. */
  readonly fault?: readonly string[];
  /** Whether everything is to break that can. */
  readonly all?: boolean;
  /** Modelled seconds in a real one. */
  readonly speed: number;
  /** Requests in a modelled second. */
  readonly rate: number;
  /** Where to write a page. */
  readonly report?: string;
  /** Whether standard output is to carry one JSON document. */
  readonly json?: boolean;
}

/** What most sites meet first. */
const usualFaults = ["origin-killed", "upstream-dead", "primary-lost"];

/**
 * `steady-edge rehearse`: runs a declared site, breaks it, and counts what visitors see.
 * @param flags - Which site, and how.
 * @param openCloud - Starts the cloud.
 * @param terminal - Where to write.
 * @returns 0; 1 where no fault could be rehearsed, or visitors saw errors for longer than is declared, or that cannot be told; 2 for unusable input.
 */
export async function rehearseCommand(
  flags: RehearseFlags,
  openCloud: OpenCloud,
  terminal: Terminal,
): Promise<ExitCode> {
  const progress = new Progress(terminal);
  try {
    const faults = chosenFaults(flags);
    const writeReport = flags.report === undefined ? undefined : reportFile(flags.report);
    const { site, notServed } = await chosenSite(flags, openCloud, terminal);
    const { speed, rate } = flags;
    const { signal } = terminal;
    progress.line(`Rehearsing ${site.hostname}, ${rate} requests a second, ${speed} times as fast`);
    const timelines = new RehearsalTimelines(progress);
    const onProgress = (each: RehearsalProgress): void => timelines.step(each);
    const measured = await rehearse({ site, faults, speed, rate, signal, onProgress });
    timelines.end();
    progress.stop();
    const rehearsal: Rehearsal = { ...measured, notServed: [...notServed] };
    if (writeReport !== undefined) {
      const { rehearsalAsHtml } = await import("../checks/report/rehearsalHtml.js");
      writeReport(rehearsalAsHtml(rehearsal));
    }
    say(flags, terminal, rehearsal);
    // Nothing is fine of what was not looked at.
    const isRehearsed = rehearsal.faults.length > 0;
    const isWell = rehearsal.faults.every(({ verdicts }) =>
      verdicts.every(({ holds }) => holds === true),
    );
    return isRehearsed && isWell ? exitCodes.fine : exitCodes.failed;
  } catch (error) {
    progress.stop();
    const failure = sandboxFailureOf(error, terminal.signal);
    terminal.err(`${failure.message}\n`);
    if (flags.json === true) {
      terminal.out(`${JSON.stringify({ error: failureAsJson(failure) }, undefined, 2)}\n`);
    }
    return failure.exitCode;
  }
}

function chosenFaults({ fault = usualFaults, all }: RehearseFlags): readonly Fault[] {
  if (all === true) {
    return allFaults;
  }
  const { faults, problems } = faultsNamed(fault);
  if (problems.length > 0) {
    throw new SandboxError(problems);
  }
  return faults;
}

function say(flags: RehearseFlags, terminal: Terminal, rehearsal: Rehearsal): void {
  const text = rehearsalText(rehearsal);
  if (flags.json === true) {
    terminal.err(text);
    terminal.out(`${JSON.stringify(rehearsal, undefined, 2)}\n`);
  } else {
    terminal.out(text);
  }
}
