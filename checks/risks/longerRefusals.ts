import { say } from "../words/words";
import {
  answerBefore,
  hostsOf,
  meetingRisk,
  Meetings,
  ruleName,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import { knownLimit, perSecond, type KnownLimit } from "./knownLimits";
import type { Risk } from "./risk";

/** How long a limit comes to refuse, and did until now. */
interface Refusing {
  readonly limit: KnownLimit;
  readonly was: number;
}

/** From how many seconds on a refusal outlasts a visit, and what counts as much longer. From experience; no source says either. */
const longSeconds = 3_600;
const muchLonger = 10;

/** Finds limits of what visitors ask for every day that let as much through as before, and come to refuse the rest for hours. */
export function longerRefusalRisks(passages: readonly Passage[]): Risk[] {
  const found = new Meetings<Refusing>();
  for (const passage of passages) {
    for (const { counting, sample } of passage.is.filter(
      (each) => each.sample.asker === "visitors",
    )) {
      const old = answerBefore(passage.was, sample)?.counting ?? [];
      const before = old.flatMap((rule) => knownLimit(rule, sample) ?? []);
      const was = Math.max(...before.map(secondsOf));
      for (const rule of counting) {
        const limit = knownLimit(rule, sample);
        const isLong =
          limit !== undefined &&
          secondsOf(limit) >= longSeconds &&
          secondsOf(limit) >= was * muchLonger;
        if (isLong && before.every((each) => perSecond(limit) >= perSecond(each))) {
          found.add(passage, rule, sample, { limit, was });
        }
      }
    }
  }
  // What is new, or not known, refused nobody for any time that could be longer.
  return found
    .all()
    .filter(({ was }) => Number.isFinite(was))
    .map(refusingRisk);
}

function secondsOf({ action: { refusedSeconds } }: KnownLimit): number {
  return typeof refusedSeconds === "number" ? refusedSeconds : Infinity;
}

function refusingRisk(refusing: Meeting & Refusing): Risk {
  const { rule, limit, was } = refusing;
  const { requests, periodSeconds } = limit;
  return meetingRisk(refusing, "rate-limit-low", "low", {
    consequence: say`From this change on whoever sends more than ${requests} requests in ${periodSeconds} seconds to ${hostsOf(refusing)} is refused for ${secondsOf(limit)} seconds and no longer for ${was}, by ${ruleName(rule)}: an office or a provider whose visitors share an address is shut out for all that time by a few of them.`,
    hint: say`Keep mitigationTimeout near the period, and let a rule for attacks alone refuse for longer.`,
  });
}
