import { rehearsedHostnames, type RehearsedHostname } from "../checks/report/rehearsalRows";
import { nearestName } from "../core/nearestName";
import type { Problem } from "../core/problem";
import type { Plan } from "../model/plan/plan";
import { readRehearsal, type Rehearsal } from "../model/rehearsal/rehearsal";
import { readTrafficPaths } from "../model/traffic/path";
import { SandboxError } from "../sandbox/errors";
import { fileError, readInput } from "./inputFile";

/** Bytes of the longest rehearsal that is read: about ten times that of every fault. */
const longestRehearsalBytes = 32 * 2 ** 20;

/** Rehearsals of one hostname that a review shows: before the change, and after it. */
const mostOfHostname = 2;

/**
 * Reads rehearsals for the reviews of plans.
 * @param files - Paths of what `steady-edge rehearse --json` has written.
 * @param plans - The plans.
 * @param signal - Fires when nobody waits for them any longer.
 * @returns What was rehearsed of each plan's hostnames, in the order of the plans.
 * @throws {SandboxError} With every file that cannot be read, is none, is of a hostname that no plan serves, or a third one of its
 *   hostname.
 */
export async function readRehearsals(
  files: readonly string[],
  plans: readonly Plan[],
  signal: AbortSignal,
): Promise<RehearsedHostname[][]> {
  const served = plans.map((plan) => new Set(hostnamesOf(plan)));
  // A plan that lists only what changes may be about any hostname.
  const openIndex = plans.findIndex(({ whole }) => !whole);
  const rehearsals: Rehearsal[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    try {
      const rehearsal = await readOne(file, signal);
      const misplaced =
        thirdOf(rehearsal, rehearsals) ?? (openIndex < 0 ? strange(rehearsal, served) : undefined);
      if (misplaced !== undefined) {
        throw fileError(file, misplaced);
      }
      rehearsals.push(rehearsal);
    } catch (error) {
      if (!(error instanceof SandboxError)) {
        throw error;
      }
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) {
    throw new SandboxError(problems);
  }
  const rehearsed = rehearsedHostnames(rehearsals);
  return served.map((own, index) =>
    rehearsed.filter(
      ({ hostname }) =>
        own.has(hostname) || (index === openIndex && !served.some((each) => each.has(hostname))),
    ),
  );
}

async function readOne(file: string, signal: AbortSignal): Promise<Rehearsal> {
  const read = readRehearsal(await readInput(file, signal, longestRehearsalBytes));
  if (typeof read === "string") {
    const rule = "be what steady-edge rehearse --json has written";
    throw fileError(file, { rule, actual: `none (${read})` });
  }
  return read;
}

function hostnamesOf({ before, after }: Plan): string[] {
  return [before, after].flatMap((resources) =>
    readTrafficPaths(resources).hostnames.map(({ hostname }) => hostname),
  );
}

type Misplaced = Omit<Problem, "path"> | undefined;

function strange({ hostname }: Rehearsal, served: readonly ReadonlySet<string>[]): Misplaced {
  const all = served.flatMap((own) => [...own]);
  const nearest = nearestName(hostname, all);
  return all.includes(hostname)
    ? undefined
    : {
        ...{ rule: "be of a hostname that a plan serves", actual: JSON.stringify(hostname) },
        ...(nearest === undefined ? {} : { hint: `The nearest that there is: ${nearest}` }),
      };
}

function thirdOf({ hostname }: Rehearsal, earlier: readonly Rehearsal[]): Misplaced {
  return earlier.filter((each) => each.hostname === hostname).length < mostOfHostname
    ? undefined
    : {
        rule: "be one of two rehearsals of its hostname, before and after the change",
        actual: `a third one of ${hostname}`,
      };
}
