import { isIP } from "node:net";
import { causes as facts } from "../facts/causes";
import {
  diagnosisVersion,
  type DiagnosedCause,
  type Diagnosis,
} from "../model/diagnosis/diagnosis";
import type { Evidence } from "./evidence";
import { judge, type JudgedCause, type Verdict } from "./judge";
import { filledIn } from "./filledIn";
import { remedies } from "./remedies";

/**
 * Says what ails a site.
 * @param url - What was examined.
 * @param evidence - All that the checks saw.
 * @returns The judge's verdict with the way out of each cause.
 */
export function diagnose(url: URL, evidence: readonly Evidence[]): Diagnosis {
  const verdict = judge(evidence);
  return {
    ...{ version: diagnosisVersion, url: url.href, verdict: verdict.kind },
    sentence: sentenceOf(verdict, evidence),
    causes: verdict.causes.map((cause) => withRemedy(cause, url)),
    undecided: verdict.undecided.map(({ between, evidence: seen, probe }) => ({
      ...{ between, evidence: seen },
      probe: probe === undefined ? null : filledIn(probe.run, { url, address: addressOf([seen]) }),
    })),
    allowed: verdict.allowed.map((cause) => withRemedy(cause, url)),
    ...{ cleared: verdict.cleared, evidence },
  };
}

function withRemedy(judged: JudgedCause, url: URL): DiagnosedCause {
  const { group } = facts[judged.cause];
  const remedy = remedies[judged.cause];
  const words = { url, address: addressOf(judged.evidence) };
  const fill = (text: string): string => filledIn(text, words);
  const [commands, settings] = [remedy.commands.map(fill), remedy.settings.map(fill)];
  return { ...judged, group, remedy: { ...remedy, commands, settings } };
}

function addressOf(evidence: readonly Evidence[]): string | undefined {
  return evidence.map(({ at }) => addressIn(at)).find((each) => each !== undefined);
}

/** The address of a place such as `203.0.113.10:443` or `[2001:db8::1]:443`. */
function addressIn(at: string): string | undefined {
  const bare = /^\[(.+)\]:\d+$/.exec(at)?.[1] ?? /^([\d.]+):\d+$/.exec(at)?.[1] ?? at;
  return isIP(bare) === 0 ? undefined : bare;
}

function sentenceOf({ kind, causes, undecided }: Verdict, evidence: readonly Evidence[]): string {
  const [first] = causes;
  if (first !== undefined) {
    const more = causes.length - 1;
    return `${first.what}${more === 0 ? "" : `, and ${more} more`}`;
  }
  if (kind === "healthy") {
    return "The site is healthy";
  }
  return undecided.length > 0 ? "No single cause explains what was seen" : notServed(evidence);
}

/** Nothing fails, and the site was not seen served: nobody may call it healthy. */
function notServed(evidence: readonly Evidence[]): string {
  const isSeen = evidence.some(({ outcome }) => outcome === "pass");
  return isSeen
    ? "Nothing was found amiss, and the site was not seen served from here"
    : "Nothing could be looked at from here";
}
