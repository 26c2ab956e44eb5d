import { getOrCreate } from "../../core/getOrCreate";
import { firstOut, hasFailed } from "../../model/rehearsal/failures";
import type { Answers, Measured } from "../../model/rehearsal/rehearsal";
import type { EdgeAnswered, HealthChange } from "../edge/edge";

/** When a fault began and ended, in modelled seconds. */
export interface FaultTime {
  readonly beganAtSeconds: number;
  readonly endedAtSeconds: number;
}

/** What was seen of a site around a fault. */
export interface Seen {
  readonly answers: readonly EdgeAnswered[];
  /** Changes of the health of its origins, in their order. */
  readonly changes: readonly HealthChange[];
  /** Requests without an answer. */
  readonly unanswered: number;
}

/**
 * Works out what visitors met. A request counts in the second in which it came.
 * @param seen - What was seen.
 * @param time - When the fault was.
 */
export function measure(
  { answers, changes, unanswered }: Seen,
  { beganAtSeconds, endedAtSeconds }: FaultTime,
): Measured {
  const since = (seconds: number): number => rounded(seconds - beganAtSeconds);
  const failed = answers.filter(hasFailed);
  const failedAt = failed
    .map(({ cameAtSeconds }) => since(cameAtSeconds))
    .filter((seconds) => seconds >= 0)
    .sort((one, other) => one - other);
  const health = changes.map(({ atSeconds, origin, healthy, reason }) => ({
    ...{ seconds: since(atSeconds), origin, healthy, reason },
  }));
  return {
    ...{ requests: answers.length, failed: failed.length, unanswered },
    firstFailureSeconds: failedAt[0] ?? null,
    detectedSeconds: firstOut(health)?.seconds ?? null,
    lastFailureSeconds: failedAt.at(-1) ?? null,
    returnedSeconds: returnedSeconds(health, since(endedAtSeconds)),
    longestWaitSeconds: longestWait(answers.filter((each) => !hasFailed(each))),
    answers: counted(answers),
    timeline: timelineOf(answers, beganAtSeconds),
    health,
  };
}

function timelineOf(
  answers: readonly EdgeAnswered[],
  beganAtSeconds: number,
): Measured["timeline"] {
  const bySecond = new Map<number, EdgeAnswered[]>();
  for (const each of answers) {
    const second = Math.floor(each.cameAtSeconds - beganAtSeconds);
    getOrCreate(bySecond, second, () => []).push(each);
  }
  return [...bySecond]
    .sort(([one], [other]) => one - other)
    .map(([second, own]) => ({ second, answers: counted(own) }));
}

function longestWait(answers: readonly EdgeAnswered[]): number | null {
  const waits = answers.map((each) => each.answeredAtSeconds - each.cameAtSeconds);
  return waits.length === 0 ? null : rounded(waits.reduce((one, other) => Math.max(one, other)));
}

/** When the last origin was in again; null where none was out, or one still is. */
function returnedSeconds(health: Measured["health"], endedAt: number): number | null {
  const last = new Map(health.map((change) => [change.origin, change]));
  const changes = [...last.values()];
  const isBack = changes.length > 0 && changes.every(({ healthy }) => healthy);
  const at = Math.max(...changes.map(({ seconds }) => seconds));
  return isBack ? Math.max(0, rounded(at - endedAt)) : null;
}

/** By status and cause, the most first. */
function counted(answers: readonly EdgeAnswered[]): Answers[] {
  const counts = new Map<string, Answers>();
  for (const { status, cause = null } of answers) {
    const key = `${status} ${cause ?? ""}`;
    getOrCreate(counts, key, () => ({ status, cause, requests: 0 })).requests += 1;
  }
  return [...counts.values()].sort((one, other) => other.requests - one.requests);
}

/** To a hundredth: finer than that, timers of the system are not. */
function rounded(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
