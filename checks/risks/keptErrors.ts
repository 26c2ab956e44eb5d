import { secondsOfStatus } from "../../model/rules/statusCaching";
import { errorOf, say } from "../words/words";
import {
  hostsOf,
  meetingRisk,
  Meetings,
  ruleName,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import { askedOf, cachePhases } from "./askedRequests";
import type { Risk } from "./risk";

/** Errors that pass, or are meant for one visitor: who comes next would get another answer. */
const passing = [500, 502, 503, 504, 401, 403, 429] as const;

/** An error that is kept for no longer spares the origin, and is gone before somebody asks about it. From experience; no source says it. */
const bearableSeconds = 60;

/** Errors that come to be kept, and for how long. */
interface Keeping {
  readonly kept: Map<number, number>;
}

/**
 * Finds cache rules and page rules that come to keep errors for those who ask later. An error must come first: where the same plan brings
 * one, what brings it is told of by itself.
 */
export function keptErrorRisks(passages: readonly Passage[]): Risk[] {
  const found = new Meetings<Keeping>();
  for (const passage of passages) {
    for (const { sample, settings, before } of askedOf(passage, cachePhases)) {
      const now = settings.statusSeconds;
      if (now === undefined || sample.forms[0]?.method !== "GET") {
        continue;
      }
      const old = before?.statusSeconds?.value;
      for (const status of passing) {
        const seconds = secondsOfStatus(now.value, status);
        if (seconds > Math.max(bearableSeconds, secondsOfStatus(old, status))) {
          found.add(passage, now.by, sample, { kept: new Map() }).kept.set(status, seconds);
        }
      }
    }
  }
  return found.all().map(keepingRisk);
}

function keepingRisk(keeping: Meeting & Keeping): Risk {
  const { kept, rule } = keeping;
  const codes = [...kept.keys()].sort((one, other) => one - other);
  const seconds = Math.max(...kept.values());
  return meetingRisk(keeping, "cache-keeps-errors", "medium", {
    consequence: say`From this change on the edge keeps answers of ${hostsOf(keeping)} with ${errorOf({ codes })} for ${seconds} seconds, by ${ruleName(rule)}: one error of a moment is shown to everybody who asks for the same at that data center, long after the origin is well again, until the cache is purged.`,
    hint: say`Keep answers from 200 to 299, 404 for a minute, and 0 for statuses from 500 to 599.`,
  });
}
