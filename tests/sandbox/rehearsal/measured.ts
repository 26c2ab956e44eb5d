import type { EdgeAnswered, HealthChange } from "../../../sandbox/edge/edge";
import type { Measured } from "../../../model/rehearsal/rehearsal";

/**
 * An answer of an edge.
 * @param cameAtSeconds - When its request came.
 * @param status - Its status.
 * @param cause - Why it is an error. Defaults to that it is none.
 */
export function answer(cameAtSeconds: number, status = 200, cause?: string): EdgeAnswered {
  return {
    ...{ cameAtSeconds, answeredAtSeconds: cameAtSeconds + 1, hostname: "www.example.com" },
    ...{ status, by: "origin", cause, origin: "primary/one", wasRetried: false },
  };
}

/** A change of health. */
export function change(atSeconds: number, healthy: boolean, origin = "primary/one"): HealthChange {
  return { atSeconds, origin, healthy, reason: healthy ? "" : "Response code mismatch" };
}

/**
 * What visitors met.
 * @param given - What is special about it.
 */
export function measured(given: Partial<Measured> = {}): Measured {
  return {
    ...{ requests: 100, failed: 0, unanswered: 0, firstFailureSeconds: null },
    ...{ detectedSeconds: null, lastFailureSeconds: null, returnedSeconds: null },
    ...{ longestWaitSeconds: 0.1, timeline: [], health: [] },
    answers: [{ status: 200, cause: null, requests: 100 }],
    ...given,
  };
}
