import { holds } from "../model/rehearsal/failures";
import type { Rehearsal } from "../model/rehearsal/rehearsal";
import type { Plan } from "../model/plan/plan";
import { SandboxError } from "../sandbox/errors";
import { installedWebServers } from "../sandbox/origins/nginx/webServers";
import type { Fault } from "../sandbox/rehearsal/faults";
import { faults as allFaults, faultsNamed } from "../sandbox/rehearsal/faultTable";
import type { OpenCloud } from "./cloud";
import { OtherEnvironment } from "./otherEnvironment";
import { exitCodes, tellFailure, type ExitCode } from "./exitCodes";
import { Progress } from "./progress";
import { playRehearsal, type Play } from "./playRehearsal";
import { rehearsalText } from "./rehearsalText";
import { chosenSite, type ChosenSite } from "./rehearsedSites";
import { reportFile } from "./reportFile";
import { sandboxFailureOf } from "./sandboxFailure";
import type { Terminal } from "./terminal";
import type { RehearseFlags } from "./rehearseFlags";

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
    const { PATH: searchPath } = process.env;
    const servers = flags.origins === "nginx" ? installedWebServers(searchPath) : undefined;
    const writePage = flags.report === undefined ? undefined : pageFile(flags.report);
    const chosen = await chosenSite(flags, openCloud, terminal);
    const other = otherEnvironment(chosen, { ...flags, faults }, openCloud, terminal);
    let rehearsal: Rehearsal;
    try {
      rehearsal = await playRehearsal(
        chosen,
        { ...flags, faults, servers, up: other },
        progress,
        terminal.signal,
      );
    } finally {
      await other?.close();
    }
    await writePage?.(rehearsal, chosen.plan);
    say(flags, terminal, rehearsal);
    // Nothing is fine of what was not looked at.
    const isRehearsed = rehearsal.faults.length > 0;
    return isRehearsed && rehearsal.faults.every((each) => holds(each) === true)
      ? exitCodes.fine
      : exitCodes.failed;
  } catch (error) {
    progress.stop();
    return tellFailure(sandboxFailureOf(error, terminal.signal), flags.json === true, terminal);
  }
}

/** Undefined where no fault takes one, a plan is rehearsed, or the project has no other. */
function otherEnvironment(
  { site: { hostname }, report }: ChosenSite,
  { faults, dir: directory }: RehearseFlags & Pick<Play, "faults">,
  openCloud: OpenCloud,
  terminal: Terminal,
): OtherEnvironment | undefined {
  const isTaken = report !== undefined && faults.some(({ meanwhile }) => meanwhile !== undefined);
  return isTaken
    ? OtherEnvironment.of({ directory, hostname, report }, openCloud, terminal)
    : undefined;
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

/** Refuses at once a file that cannot be written. */
function pageFile(file: string): (rehearsal: Rehearsal, plan: Plan) => Promise<void> {
  const write = reportFile(file);
  return async (rehearsal, plan) => {
    const { rehearsalAsHtml } = await import("../checks/report/rehearsalHtml.js");
    const { standingPath } = await import("../checks/report/standingPath.js");
    write(rehearsalAsHtml(rehearsal, standingPath(plan, rehearsal.hostname)));
  };
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
