import { holds } from "../model/rehearsal/failures";
import type { Rehearsal } from "../model/rehearsal/rehearsal";
import type { ModelResource } from "../model/graph/resources";
import { SandboxError } from "../sandbox/errors";
import { faultsNamed } from "../sandbox/rehearsal/faultTable";
import { playRehearsal } from "./playRehearsal";
import type { Progress } from "./progress";
import { rehearsalText } from "./rehearsalText";
import { siteOfStack, type ChosenSite } from "./rehearsedSites";
import { rehearseDefaults } from "./rehearse";
import type { SandboxReport } from "./sandboxRun";

/** What comes first to mind, and takes half a minute at most. */
const { faults } = faultsNamed(["origin-killed"]);

/** A short rehearsal. */
export interface ShortRehearsal {
  readonly rehearsal: Rehearsal;
  /** The same for people. */
  readonly text: string;
  /** Whether it showed that the site does not do what it declares. A machine that was too slow to tell shows nothing. */
  readonly isFailed: boolean;
}

/**
 * Rehearses one fault on a stack that was brought up.
 * @param report - How it went.
 * @param resources - Everything that the account holds since.
 * @param progress - Where to show how far it is.
 * @param signal - Ends it.
 * @returns What was measured; undefined where no hostname of it can be served, which is said.
 */
export async function shortRehearsal(
  report: SandboxReport,
  resources: readonly ModelResource[],
  progress: Progress,
  signal: AbortSignal,
): Promise<ShortRehearsal | undefined> {
  let chosen: ChosenSite;
  try {
    chosen = siteOfStack(report, resources);
  } catch (error) {
    if (!(error instanceof SandboxError)) {
      throw error;
    }
    progress.line(`Nothing is rehearsed. ${error.message}`);
    return undefined;
  }
  const rehearsal = await playRehearsal(chosen, { faults, ...rehearseDefaults }, progress, signal);
  const isFailed = rehearsal.faults.some((fault) => holds(fault) === false);
  return { rehearsal, text: rehearsalText(rehearsal), isFailed };
}
