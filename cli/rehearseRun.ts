import { accessSync, constants, existsSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { holds } from "../model/rehearsal/failures";
import type { Rehearsal } from "../model/rehearsal/rehearsal";
import type { Plan } from "../model/plan/plan";
import { SandboxError } from "../sandbox/errors";
import type { ProviderChoice } from "../sandbox/providerChoice";
import type { Fault } from "../sandbox/rehearsal/faults";
import { faults as allFaults, faultsNamed } from "../sandbox/rehearsal/faultTable";
import type { OpenCloud } from "./cloud";
import { OtherEnvironment } from "./otherEnvironment";
import { exitCodes, failureAsJson, type ExitCode } from "./exitCodes";
import { Progress } from "./progress";
import { playRehearsal, type Play } from "./playRehearsal";
import { rehearsalText } from "./rehearsalText";
import { chosenSite, type ChosenSite } from "./rehearsedSites";
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
    const report = flags.report === undefined ? undefined : writable(flags.report);
    const chosen = await chosenSite(flags, openCloud, terminal);
    const other = otherEnvironment(chosen, { ...flags, faults }, openCloud, terminal);
    let rehearsal: Rehearsal;
    try {
      rehearsal = await playRehearsal(
        chosen,
        { ...flags, faults, up: other },
        progress,
        terminal.signal,
      );
    } finally {
      await other?.close();
    }
    await report?.(rehearsal, chosen.plan);
    say(flags, terminal, rehearsal);
    // Nothing is fine of what was not looked at.
    const isRehearsed = rehearsal.faults.length > 0;
    return isRehearsed && rehearsal.faults.every((each) => holds(each) === true)
      ? exitCodes.fine
      : exitCodes.failed;
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

/** Before anything takes time, a file that cannot be written is refused; one that is there stays as it is until then. */
function writable(file: string): (rehearsal: Rehearsal, plan: Plan) => Promise<void> {
  refusing(file, () => {
    accessSync(path.dirname(path.resolve(file)), constants.W_OK);
    if (existsSync(file)) {
      accessSync(file, constants.W_OK);
      if (statSync(file).isDirectory()) {
        throw Object.assign(new Error("a folder"), { code: "EISDIR" });
      }
    }
  });
  return async (rehearsal, plan) => {
    const { rehearsalAsHtml } = await import("../checks/report/rehearsalHtml.js");
    const { standingPath } = await import("../checks/report/standingPath.js");
    const path = standingPath(plan, rehearsal.hostname);
    refusing(file, () => writeFileSync(file, rehearsalAsHtml(rehearsal, path)));
  };
}

function refusing(file: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    const hint = "Name a file in a folder that exists";
    const actual = `${JSON.stringify(file)} (${code})`;
    throw new SandboxError([{ path: "--report", rule: "be writable", actual, hint }]);
  }
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
