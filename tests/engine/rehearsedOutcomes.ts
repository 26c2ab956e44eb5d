import type { RehearsedFault, Verdict } from "../../model/rehearsal/rehearsal";

/** What a fault is to come to, decided before it is run. */
export interface Outcome {
  /** The verdicts that it may have, one of them or several. */
  readonly verdicts: readonly Verdict["id"][];
  /** Whether visitors of the declared site get at most a third of the errors that those of the same site on defaults get. */
  readonly isThird?: true;
}

/** Requests that are under way when a process is killed or a connection breaks: no setting saves them. */
export const underWay = 2;

const unnoticed: Outcome = { verdicts: ["no-errors"] };
const inTime: Outcome = { verdicts: ["no-errors", "within-bound"] };
const inTimeByThird: Outcome = { ...inTime, isThird: true };
const seenByVisitorsAlone: Outcome = { verdicts: ["unseen"] };
const raced: Outcome = { verdicts: ["no-errors", "within-bound", "unseen"] };
const ofMonitorsAlone: Outcome = { verdicts: ["no-errors", "healthy-taken-out"] };

/** By the name of the fault, with the reason. */
export const outcomes: Readonly<Record<string, Outcome>> = {
  // 521, which is retried at once, elsewhere.
  "origin-killed": inTimeByThird,
  "half-of-pool-down": inTimeByThird,
  "port-closed": inTimeByThird,
  // 502 and 500 are passed on until a monitor has seen them; the default monitor takes any code for a good one.
  "upstream-dead": { verdicts: ["within-bound"], isThird: true },
  "application-error": { verdicts: ["within-bound"], isThird: true },
  "application-error-unseen": seenByVisitorsAlone,
  // Requests break off with their worker; what monitors ask for it answers.
  "workers-killed": seenByVisitorsAlone,
  // 524 and 520 are not retried: visitors get them until a monitor has met the same.
  "origin-slow": inTime,
  "origin-overloaded": inTime,
  "headers-too-large": { verdicts: ["within-bound"] },
  // Probes get 200 and no more of the body than they ask for.
  "response-truncated": seenByVisitorsAlone,
  // Only a request that crosses with the close of its connection is lost.
  "keep-alive-too-short": raced,
  "keep-alive-requests": raced,
  "targets-drained": inTime,
  // 503 of the load balancer of AWS is passed on, and seen.
  "targets-gone": { verdicts: ["within-bound"], isThird: true },
  // 522 and 523 are retried; what stood on connections that hear nothing waits.
  "origin-black-holed": inTimeByThird,
  "origin-unreachable": inTimeByThird,
  "primary-lost": inTimeByThird,
  "connections-lost": inTime,
  "connections-reset": inTime,
  // Most of the data centers that probe are let in.
  "cloudflare-range-missing": raced,
  "edge-address-banned": raced,
  "all-regions-lost": { verdicts: ["nowhere-else"] },
  "primary-flapping": inTime,
  // 526 is retried, once: on another pool where the first has one origin, else on the other origin of the pool, which shows the same.
  "certificate-expired": inTime,
  "certificate-not-reloaded": inTime,
  "certificate-wrong-name": inTime,
  "certificate-self-signed": inTime,
  "certificate-chain-incomplete": inTime,
  "client-certificate-refused": inTime,
  // With every pool down, the fallback pool answers.
  "monitor-path-broken": ofMonitorsAlone,
  "monitor-rate-limited": ofMonitorsAlone,
  "address-stale": inTime,
  // Names of another environment, in the same zone.
  "up-of-another-environment": unnoticed,
  "up-during-fault": inTime,
  "up-killed": unnoticed,
};

/**
 * Why a fault did not come to what was decided.
 * @param fault - What was measured.
 * @returns Sentences; none where all is as decided.
 */
export function surprises({ fault, declared, defaults, verdicts }: RehearsedFault): string[] {
  const { verdicts: decided, isThird } = outcomes[fault] ?? { verdicts: [] };
  const strange = verdicts.filter(({ id }) => !decided.includes(id));
  const most = Math.max(underWay, defaults.failed / 3);
  const isOver = isThird === true && declared.failed > most;
  return [
    ...strange.map(({ id, sentence }) => `${fault}: ${id}: ${sentence}`),
    ...(isOver ? [`${fault}: ${declared.failed} failed, and on defaults ${defaults.failed}`] : []),
    ...(declared.unanswered > 0 ? [`${fault}: ${declared.unanswered} unanswered`] : []),
  ];
}
