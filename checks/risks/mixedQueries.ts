import { differsByVisitor } from "../../model/rules/sampleRequests";
import { say } from "../words/words";
import { askedOf, cachePhases } from "./askedRequests";
import {
  askedPhrase,
  hostsOf,
  meetingRisk,
  Meetings,
  ruleName,
  type Passage,
} from "./edgeMeetings";
import type { Risk } from "./risk";

/** Finds cache rules that come to answer every query with what one of them got. */
export function mixedQueryRisks(passages: readonly Passage[]): Risk[] {
  const found = new Meetings();
  for (const passage of passages) {
    for (const { sample, settings, before } of askedOf(passage, cachePhases)) {
      const now = settings.ignoresQuery;
      const isKept = settings.keptSeconds?.value !== 0;
      const isNew = now?.value === "yes" && before?.ignoresQuery?.value !== "yes";
      if (now !== undefined && isNew && isKept && differsByVisitor(sample)) {
        found.add(passage, now.by, sample, {});
      }
    }
  }
  return found.all().map((meeting) =>
    meetingRisk(meeting, "cache-mixes-queries", "medium", {
      consequence: say`From this change on the edge keeps one answer for every query of ${askedPhrase(meeting)} to ${hostsOf(meeting)}, by ${ruleName(meeting.rule)}: a search, a page of a list or a filter is answered with what somebody else asked for first.`,
      hint: say`Leave out of the key what only counts visits (utm_source and the like), and keep the rest.`,
    }),
  );
}
