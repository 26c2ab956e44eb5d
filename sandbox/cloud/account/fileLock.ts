import { readFileSync, rmSync, statSync, unlinkSync } from "node:fs";

import { isAlive } from "../../alive";
import { SandboxError } from "../../errors";
import { makePrivateFile } from "../../privateFile";

/**
 * Claims a file for this process. A claim whose process no longer lives does not count.
 * @param path - The file to claim; the claim stands beside it as `<path>.lock`.
 * @returns Gives the claim back.
 * @throws {SandboxError} Where another living process holds it.
 */
export function claimFile(path: string): () => void {
  const claim = `${path}.lock`;
  while (!makePrivateFile(claim, `${process.pid}`)) {
    dropDeadClaim(path, claim);
  }
  return () => rmSync(claim, { force: true });
}

function dropDeadClaim(path: string, claim: string): void {
  let holder: number;
  let since: number;
  try {
    holder = Number(readFileSync(claim, "utf8"));
    since = statSync(claim).mtimeMs;
  } catch {
    return;
  }
  if (holder === process.pid ? isOwnClaim(since) : isAlive(holder)) {
    throw new SandboxError([
      {
        path,
        rule: "be used by one process at a time",
        actual: `one in use by process ${holder}`,
        hint: "Wait until that run has ended, or give this run an account file of its own",
      },
    ]);
  }
  try {
    unlinkSync(claim);
  } catch {
    return;
  }
}

/** File systems keep times as coarsely as that. */
const coarseMilliseconds = 2_000;

/** In a container, the run after one that was killed often gets its number: the claim is then older than this process. */
function isOwnClaim(since: number): boolean {
  const begun = Date.now() - process.uptime() * 1000;
  return since >= begun - coarseMilliseconds;
}
