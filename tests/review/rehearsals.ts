import type { Rehearsal, RehearsedFault } from "../../model/rehearsal/rehearsal";
import { measured } from "../sandbox/rehearsal/measured";

const bad = { status: 502, cause: "the origin answered 502" };
const good = { status: 200, cause: null };

/** A fault of 90 seconds, with errors in its first 25 as declared, and in all of it on defaults. */
export const deadUpstream: RehearsedFault = {
  ...{ fault: "upstream-dead", what: "The web server answers 502", lateSeconds: 0 },
  ...{ lastedSeconds: 90, boundSeconds: 35, constants: ["retriedCodes", "dataCenters"] },
  declared: measuredUntil(25),
  defaults: measuredUntil(90),
  verdicts: [
    { id: "within-bound", holds: true, sentence: "50 requests failed in time", hint: null },
  ],
};

function measuredUntil(until: number): RehearsedFault["declared"] {
  const timeline = Array.from({ length: 150 }, (_, at) => at - 10).map((second) => ({
    second,
    answers: [{ ...(second >= 0 && second < until ? bad : good), requests: 2 }],
  }));
  const failed = 2 * until;
  return measured({
    ...{ requests: 300, failed, timeline, detectedSeconds: until < 90 ? 20 : null },
    answers: [
      { ...good, requests: 300 - failed },
      { ...bad, requests: failed },
    ],
  });
}

/**
 * A rehearsal of one fault.
 * @param given - What is special about it.
 */
export function rehearsalOf(given: Partial<Rehearsal> = {}): Rehearsal {
  return {
    ...{ version: 1, hostname: "www.example.com", speed: 20, rate: 2, faults: [deadUpstream] },
    ...{ ranOn: [], assumptions: [], inapplicable: [], notServed: [], ...given },
  };
}
