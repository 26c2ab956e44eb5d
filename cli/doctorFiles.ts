import { readBundle, UnreadableBundle } from "../doctor/bundle";
import type { Evidence } from "../doctor/evidence";
import type { SiteToExamine } from "../doctor/site";
import { witness } from "../doctor/witness";
import { fromStackExport } from "../model/plan/stackExport";
import { UnreadablePlan } from "../model/plan/unreadablePlan";
import { SandboxError } from "../sandbox/errors";
import { nameOf, readInput } from "./inputFile";
import type { Terminal } from "./terminal";

/** Files that tell more of a site. */
export interface SiteFiles {
  /** What was collected on the origin's host. */
  readonly bundle?: string;
  /** What `pulumi stack export` wrote. */
  readonly state?: string;
}

/** What the files hold, and which cannot be used. */
export interface ReadSiteFiles {
  readonly found: Pick<SiteToExamine, "bundle" | "state">;
  readonly unusable: readonly Evidence[];
}

/**
 * Reads the files. One that cannot be used keeps nothing else from being looked at: it is said at once, and is evidence for the end.
 * @param files - The files.
 * @param terminal - Where it is said.
 * @returns What they hold.
 * @throws The signal's reason once it has fired.
 */
export async function readSiteFiles(files: SiteFiles, terminal: Terminal): Promise<ReadSiteFiles> {
  const unusable: Evidence[] = [];
  const use = async <T>(
    kind: "bundle" | "state",
    read: (text: string, name: string) => T,
  ): Promise<T | undefined> => {
    const file = files[kind];
    try {
      return file === undefined
        ? undefined
        : read(await readInput(file, terminal.signal), nameOf(file));
    } catch (error) {
      terminal.signal.throwIfAborted();
      const why = whyUnusable(error, file ?? "");
      terminal.err(`${why}\n`);
      const step = kind === "bundle" ? "application" : "access";
      unusable.push(witness(step, kind, file ?? "").unknown(why));
      return undefined;
    }
  };
  const bundle = await use("bundle", readBundle);
  const state = await use("state", (text) => fromStackExport(text).after);
  return { found: { ...(bundle && { bundle }), ...(state && { state }) }, unusable };
}

function whyUnusable(error: unknown, file: string): string {
  if (error instanceof UnreadablePlan) {
    return `${nameOf(file)}: ${error.message}`;
  }
  if (error instanceof UnreadableBundle || error instanceof SandboxError) {
    return error.message;
  }
  throw error;
}
