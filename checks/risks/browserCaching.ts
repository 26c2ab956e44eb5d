import { getOrCreate } from "../../core/getOrCreate";
import { defaultBrowserSeconds } from "../../facts/cloudflare/zoneSettings";
import type { EdgeRule } from "../../model/rules/edgeRules";
import type { SampleAnswer } from "../../model/rules/edgeZones";
import { differsByVisitor } from "../../model/rules/sampleRequests";
import { say } from "../words/words";
import {
  answerBefore,
  askedPhrase,
  hostsOf,
  meet,
  meetingRisk,
  newMeeting,
  ruleName,
  type Meeting,
  type Passage,
} from "./edgeMeetings";
import type { Risk } from "./risk";

/** Pages that come to be kept by browsers, and for how long. */
interface Keeping extends Meeting {
  readonly seconds: number;
}

/** Finds cache rules that come to let browsers keep pages, which nobody can purge there. */
export function browserCachingRisks(passages: readonly Passage[]): Risk[] {
  const found = new Map<EdgeRule, Keeping>();
  for (const { context, hostname, was, is } of passages) {
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
      const keeping = getOrCreate(found, by, () => ({ ...newMeeting(context, by), seconds }));
      meet(keeping, hostname, sample);
    }
  }
  return [...found.values()].map((keeping) =>
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
