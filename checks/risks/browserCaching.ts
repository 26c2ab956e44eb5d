import { defaultBrowserSeconds } from "../../facts/cloudflare/zoneSettings";
import type { SampleAnswer } from "../../model/rules/sampleAnswer";
import { differsByVisitor } from "../../model/rules/sampleRequests";
import { say } from "../words/words";
import {
  answerBefore,
  askedPhrase,
  hostsOf,
  meetingRisk,
  Meetings,
  ruleName,
  type Passage,
} from "./edgeMeetings";
import type { Risk } from "./risk";

/** Pages that come to be kept by browsers, and for how long. */
interface Keeping {
  readonly seconds: number;
}

/** Finds cache rules that come to let browsers keep pages, which nobody can purge there. */
export function browserCachingRisks(passages: readonly Passage[]): Risk[] {
  const found = new Meetings<Keeping>();
  for (const passage of passages) {
    const { was, is } = passage;
    for (const { sample, settings } of is) {
      const by = settings.browserSeconds?.by;
      const seconds = secondsOf(settings);
      const old = secondsOf(answerBefore(was, sample)?.settings);
      if (
        by === undefined ||
        !differsByVisitor(sample) ||
        // What browsers keep no longer than by default, a deployment outlives.
        seconds <= Math.max(old, defaultBrowserSeconds)
      ) {
        continue;
      }
      found.add(passage, by, sample, { seconds });
    }
  }
  return found.all().map((keeping) =>
    meetingRisk(keeping, "browsers-keep-pages", "medium", {
      consequence: say`From this change on browsers keep answers to ${askedPhrase(keeping)} of ${hostsOf(keeping)} for ${keeping.seconds} seconds, by ${ruleName(keeping.rule)}, and no purge reaches them: who was there sees the old page, with links to scripts and styles that the next deployment may take away, until that time has passed.`,
      hint: say`Let browsers keep files that have a hash in their names, and pages as the origin says.`,
    }),
  );
}

function secondsOf(settings: SampleAnswer["settings"] | undefined): number {
  const value = settings?.browserSeconds?.value;
  return typeof value === "number" ? value : 0;
}
