import { getOrCreate } from "../../core/getOrCreate";
import type { EdgeRule } from "../../model/rules/edgeRules";
import type { SampleAnswer } from "../../model/rules/edgeZones";
import { differsByVisitor } from "../../model/rules/sampleRequests";
import { listed, say, type Phrase } from "../words/words";
import {
  answerBefore,
  hostsOf,
  meetingRisk,
  newMeeting,
  ruleName,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import type { Risk } from "./risk";

/** Pages that come to be kept for everybody, and for how long. */
interface Keeping extends Meeting {
  readonly seconds: number;
}

/** Finds rules that come to keep pages and answers of APIs for everybody, whoever asked first and whatever cookies they have. */
export function cacheRuleRisks(passages: readonly Passage[]): Risk[] {
  const found = new Map<EdgeRule, Keeping>();
  for (const { context, hostname, was, is } of passages) {
    is.forEach((answer) => {
      const kept = answer.settings.keptSeconds;
      const seconds = secondsOf(answer);
      if (kept === undefined || seconds === 0 || !differsByVisitor(answer.sample)) {
        return;
      }
      if (secondsOf(answerBefore(was, answer.sample)) === 0) {
        const keeping = getOrCreate(found, kept.by, () => ({
          ...newMeeting(context, kept.by),
          seconds,
        }));
        keeping.hostnames.set(hostname.title, hostname);
        keeping.samples.set(answer.sample.name, answer.sample);
      }
    });
  }
  return [...found.values()].map(keepingRisk);
}

function secondsOf(answer: SampleAnswer | undefined): number {
  const value = answer?.settings.keptSeconds?.value;
  return typeof value === "number" ? value : 0;
}

function keepingRisk(keeping: Keeping): Risk {
  const what = listed([...keeping.samples.values()].map(({ name }): Phrase => [name]));
  return meetingRisk(keeping, "cache-shares-pages", "medium", {
    consequence: say`From this change on answers of ${hostsOf(keeping)} to requests ${what} are kept for everybody, for ${keeping.seconds} seconds at the edge, whatever the origin says, by ${ruleName(keeping.rule)}: a page with somebody's name or cart on it is shown to everybody else, and one that went wrong stays.`,
    hint: say`Keep what is static, let the origin's Cache-Control decide for the rest, or leave out requests that carry the cookie of a session.`,
  });
}
